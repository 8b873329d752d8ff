using Xunit;
using static Weft.Frontend.Tests.CSharp.GeneratorTest;

namespace Weft.Frontend.Tests.CSharp.Fixes;

/// <summary>What editors offer to do about messages: the source before and after. What comes out builds without them.</summary>
public sealed class KernelFixTests
{
    [Fact]
    public Task Kernels_become_static() => Fixes(
        """
        class C
        {
            // Clears.
            [Kernel]
            public void K(Span<int> y) => y[0] = 0;

            [Kernel] void L(Span<int> y) => y[0] = 1;
        }
        """,
        """
        class C
        {
            // Clears.
            [Kernel]
            public static void K(Span<int> y) => y[0] = 0;

            [Kernel] static void L(Span<int> y) => y[0] = 1;
        }
        """);

    [Fact]
    public Task Numbers_are_passed_by_value() => Fixes(
        """
        static class C
        {
            [Kernel] static void K(in float a, ref readonly int b, params int[] y) => y[0] = (int)a + b;
        }
        """,
        """
        static class C
        {
            [Kernel] static void K(float a, int b, int[] y) => y[0] = (int)a + b;
        }
        """);

    [Fact]
    public Task Numbers_that_are_written_are_spans_of_one() => Fixes(
        """
        static class C
        {
            [Kernel]
            static void K(ref int sum, Span<int> y)
            {
                sum += y[Gpu.GlobalIdx.X];
                y[0] = sum;
            }
        }
        """,
        """
        static class C
        {
            [Kernel]
            static void K(Span<int> sum, Span<int> y)
            {
                sum[0] += y[Gpu.GlobalIdx.X];
                y[0] = sum[0];
            }
        }
        """);

    [Fact]
    public Task Lists_and_memories_are_spans() => Fixes(
        """
        using System.Collections.Generic;
        static class C
        {
            [Kernel]
            static void K(IReadOnlyList<float> x, Memory<float> y)
            {
                for (var i = 0; i < x.Count; i++) y.Span[i] += x[i];
            }

            [Kernel]
            static void L(List<int> y)
            {
                for (var i = 0; i < y.Count; i++) y[i] = i;
            }
        }
        """,
        """
        using System.Collections.Generic;
        static class C
        {
            [Kernel]
            static void K(ReadOnlySpan<float> x, Span<float> y)
            {
                for (var i = 0; i < x.Length; i++) y[i] += x[i];
            }

            [Kernel]
            static void L(Span<int> y)
            {
                for (var i = 0; i < y.Length; i++) y[i] = i;
            }
        }
        """);

    [Fact]
    public Task Local_functions_become_methods() => Fixes(
        """
        static class C
        {
            static int M()
            {
                var y = new int[1];
                K(y);
                return y[0];

                [Kernel] void K(Span<int> y) => y[0] = 1;
            }
        }
        """,
        """
        static class C
        {
            static int M()
            {
                var y = new int[1];
                K(y);
                return y[0];
            }

            [Kernel] static void K(Span<int> y) => y[0] = 1;
        }
        """);

    [Fact]
    public Task Structs_become_internal() => Fixes(
        """
        static class C
        {
            private record struct P(int A);
            record struct Q(int B);
            [Kernel] static void K(P p, Span<Q> y) => y[0].B = p.A;
        }
        """,
        """
        static class C
        {
            internal record struct P(int A);
            internal record struct Q(int B);
            [Kernel] static void K(P p, Span<Q> y) => y[0].B = p.A;
        }
        """);

    [Fact]
    public Task Fields_become_constants() => Fixes(
        """
        static class C
        {
            // In metres.
            private static float Width = 3;
            [Kernel] static void K(Span<float> y) => y[0] = Width * Width;
        }
        """,
        """
        static class C
        {
            // In metres.
            private const float Width = 3;
            [Kernel] static void K(Span<float> y) => y[0] = Width * Width;
        }
        """);

    [Fact]
    public Task What_is_no_constant_is_passed() => Fixes(
        """
        static class C
        {
            public static float Gain { get; set; }
            [Kernel] static void K(Span<float> y) => y[0] = C.Gain + Gain;
            [Kernel] static void L(Span<float> y) => y[0] = Gain;
        }
        """,
        """
        static class C
        {
            public static float Gain { get; set; }
            [Kernel] static void K(Span<float> y, float gain) => y[0] = gain + gain;
            [Kernel] static void L(Span<float> y, float gain) => y[0] = gain;
        }
        """);

    [Fact]
    public Task Functions_of_the_machine_are_replaced() => Fixes(
        """
        static class C
        {
            [Kernel]
            static void K(float a, Span<float> y)
            {
                y[0] = 2 * MathF.ReciprocalEstimate(a + 1);
                y[1] = MathF.ReciprocalSqrtEstimate(a);
                y[2] = float.MaxNative(a, y[1]);
                y[3] = float.SinPi(a);
            }
        }
        """,
        """
        static class C
        {
            [Kernel]
            static void K(float a, Span<float> y)
            {
                y[0] = 2 * (1 / (a + 1));
                y[1] = 1 / MathF.Sqrt(a);
                y[2] = float.Max(a, y[1]);
                y[3] = float.Sin(a * float.Pi);
            }
        }
        """);

    [Fact]
    public async Task A_field_may_become_a_constant_or_a_parameter()
    {
        using var test = new FixTest("static class C { static int N = 3; [Kernel] static void K(Span<int> y) => y[0] = N; }");
        Assert.Equal(["Make 'N' a constant", "Pass 'N' as a parameter"], await test.Titles());
    }

    private static async Task Fixes(string before, string after)
    {
        using var test = new FixTest(before);
        Assert.Equal(after, await test.OneByOne());
        Assert.NotEqual(before, await test.AllAtOnce());
        Good(after);
    }
}
