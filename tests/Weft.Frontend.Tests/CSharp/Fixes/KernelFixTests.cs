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

    [Fact]
    public Task Returned_arrays_are_written_to_a_parameter() => Fixes(
        """
        static class C
        {
            [Kernel]
            static float[] K(float[] x, int n)
            {
                if (n > 3) return x;
                var y = new float[n];
                y[0] = x[0];
                return y;
            }

            [Kernel] static ReadOnlySpan<int> L(int[] x) => x.AsSpan(1);
        }
        """,
        """
        static class C
        {
            [Kernel]
            static void K(float[] x, int n, Span<float> result)
            {
                if (n > 3)
                {
                    x.AsSpan().CopyTo(result);
                    return;
                }
                var y = new float[n];
                y[0] = x[0];
                y.AsSpan().CopyTo(result);
            }

            [Kernel] static void L(int[] x, Span<int> result) => x.AsSpan(1).CopyTo(result);
        }
        """);

    [Fact]
    public Task Returned_structs_become_internal() => Fixes(
        """
        static class C
        {
            private record struct P(int A);
            [Kernel] static P K(int a) => new(a);
        }
        """,
        """
        static class C
        {
            internal record struct P(int A);
            [Kernel] static P K(int a) => new(a);
        }
        """);

    [Fact]
    public Task Kernels_become_synchronous() => Fixes(
        """
        static class C
        {
            [Kernel]
            public static async void K(int[] y)
            {
                await Task.Yield();
                y[0] = 1;
            }

            [Kernel]
            static async Task L(int[] y)
            {
                y[0] = 2;
                await Task.Delay(3);
            }
        }
        """,
        """
        static class C
        {
            [Kernel]
            public static void K(int[] y)
            {
                y[0] = 1;
            }

            [Kernel]
            static void L(int[] y)
            {
                y[0] = 2;
            }
        }
        """);

    [Fact]
    public Task Calls_of_linq_become_elements_and_loops() => Fixes(
        """
        using System.Linq;
        static class C
        {
            [Kernel]
            static void K(int[] x, float[] y)
            {
                x[0] = x.Count() + x.ElementAt(2) * x.Last();
                Console.WriteLine(x[0]);
                y[0] = 2 * y.Sum();
                if (y.Any()) y[1] = y.First();
            }
        }
        """,
        """
        using System.Linq;
        static class C
        {
            [Kernel]
            static void K(int[] x, float[] y)
            {
                x[0] = x.Length + x[2] * x[^1];
                y[0] = 2 * Sum(y);
                if (y.Length > 0) y[1] = y[0];
            }

            private static float Sum(ReadOnlySpan<float> values)
            {
                var sum = 0.0;
                foreach (var value in values) sum += value;
                return (float)sum;
            }
        }
        """);

    [Fact]
    public Task Blocks_that_kernels_lack_are_taken_apart() => Fixes(
        """
        static class C
        {
            static readonly object Gate = new();

            [Kernel]
            static void K(int[] y)
            {
                // First.
                lock (Gate)
                {
                    y[0] = 1;
                    y[1] = 2;
                }

                try
                {
                    y[2] = 3;
                }
                finally
                {
                    y[3] = 4;
                }

                if (y[0] > 3)
                    try { y[4] = 5; } catch (Exception) { y[5] = 6; }
            }
        }
        """,
        """
        static class C
        {
            static readonly object Gate = new();

            [Kernel]
            static void K(int[] y)
            {
                // First.
                y[0] = 1;
                y[1] = 2;

                y[2] = 3;
                y[3] = 4;

                if (y[0] > 3)
                {
                    y[4] = 5;
                }
            }
        }
        """);

    private static async Task Fixes(string before, string after)
    {
        using var test = new FixTest(before);
        Assert.Equal(after, await test.OneByOne());
        Assert.NotEqual(before, await test.AllAtOnce());
        Good(after);
    }
}
