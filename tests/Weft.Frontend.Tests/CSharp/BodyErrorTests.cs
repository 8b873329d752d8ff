using Xunit;
using static Weft.Frontend.Tests.CSharp.GeneratorTest;

namespace Weft.Frontend.Tests.CSharp;

/// <summary>What a body cannot do is told at the very expression, with what to do instead.</summary>
public sealed class BodyErrorTests
{
    [Fact]
    public void Calls_out_of_the_project() => Marked(Kernel("""
        y[0] = [|s.GetHashCode()|]{WEFT0101};
        [|Console.WriteLine(n)|]{WEFT0101};
        """));

    [Fact]
    public void Functions_of_the_machine() => Assert.Contains("Write 1 / x.", Marked(Kernel("""
        y[0] = [|MathF.ReciprocalEstimate(s)|]{WEFT0110};
        y[1] = [|float.SinPi(s)|]{WEFT0110};
        """)), StringComparison.Ordinal);

    [Fact]
    public void Calls_that_cannot_be_lowered_in_place() => Marked("""
        class C
        {
            static ref int Same(ref int x) => ref x;
            [Kernel]
            static void K(int n, Span<int> y)
            {
                y[0] = [|Same(ref n)|]{WEFT0101};
            }
        }
        """);

    [Fact]
    public void Statements() => Assert.Contains("Write a loop", Marked(Kernel("""
        [|try { y[0] = 1; } finally { }|]{WEFT0102}
        if (n > 1) { [|throw null!;|]{WEFT0102} }
        [|again: y[0]++;|]{WEFT0102}
        if (n > 3) { [|goto again;|]{WEFT0102} }
        """)), StringComparison.Ordinal);

    [Fact]
    public void Memory_without_bounds() => Assert.Contains("Take an element by its index", Marked("""
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;
        class C
        {
            [Kernel]
            static unsafe void K(float[] x)
            {
                [|fixed (float* p = x) p[0] = 1;|]{WEFT0102}
                float* [|q = null|]{WEFT0104};
                x[0] = [|Unsafe.Add(ref x[0], 1)|]{WEFT0101};
                x[1] = [|MemoryMarshal.GetArrayDataReference(x)|]{WEFT0101};
            }
        }
        """), StringComparison.Ordinal);

    [Fact]
    public void Expressions() => Marked(Kernel("""
        y[3] = [|m.GetLength(n)|]{WEFT0101};
        """));

    [Fact]
    public void Functions_as_values() => Assert.Contains("where it is declared", Marked(Kernel("""
        Func<int, int> f = i => i + 1, g = f;
        Func<int> [|later|]{WEFT0103};
        [|f = i => i + 2|]{WEFT0103};
        y[0] = f(g(n));
        """)), StringComparison.Ordinal);

    [Fact]
    public void Patterns() => Assert.Contains("compare its elements", Marked(Kernel("""
        y[0] = v is [|[1, .., 2]|]{WEFT0103} ? 1 : 0;
        y[1] = v is [|{ Length: 3 } three|]{WEFT0103} ? 1 : 0;
        """)), StringComparison.Ordinal);

    [Fact]
    public void Types() => Marked(Kernel("""
        string [|text = "a"|]{WEFT0104};
        decimal [|d = 1|]{WEFT0104}, [|e = 2|]{WEFT0104};
        ref readonly var [|number = ref System.Numerics.Complex.One|]{WEFT0103};
        decimal? [|maybe = 3|]{WEFT0104};
        y[0] = (float)d + (float)number.Real + (float)maybe.Value;
        y[1] = [|"abc"|]{WEFT0103}[0];
        """));

    [Fact]
    public void Nullables() => Marked(Kernel("""
        int? maybe = n > 3 ? n : null;
        y[0] = [|maybe.GetHashCode()|]{WEFT0101};
        y[1] = [|(maybe, n) == (null, 3)|]{WEFT0103} ? 1 : 0;
        y[1] = [|v?.Length|]{WEFT0103} ?? 0;
        """));

    [Fact]
    public void Recursion() => Marked("""
        class C
        {
            static int F(int n) => n < 2 ? n : G(n - 1);
            static int G(int n) => [|F(n)|]{WEFT0105};
            [Kernel] static void K(int n, Span<int> y) => y[0] = F(n);
        }
        """);

    [Fact]
    public void Writes_to_what_turns_share() => Assert.Contains("plain for loop", Marked("""
        class C
        {
            [Kernel]
            static void K(int n, int[] y)
            {
                var sum = 0;
                Parallel.For(0, n, i => { [|sum|]{WEFT0106} += y[i]; [|n|]{WEFT0106}--; Add(); });
                void Add() => [|sum|]{WEFT0106}++;
                y[0] = sum;
            }
        }
        """), StringComparison.Ordinal);

    [Fact]
    public void Parallel_loops_of_other_forms() => Marked("""
        class C
        {
            static void Body(int i) { }
            [Kernel]
            static void K(int[] y)
            {
                [|Parallel.For(0, 9, Body)|]{WEFT0103};
                [|Parallel.For(0, 9, (i, state) => state.Stop())|]{WEFT0103};
            }
        }
        """);

    [Fact]
    public void What_is_not_constant_outside() => Marked("""
        class C
        {
            const float Scale = 2;
            static float Offset = 3;
            static float Gain { get; set; }
            [Kernel] static void K(Span<float> y) => y[0] = Scale + [|Offset|]{WEFT0107};
            [Kernel] static void L(Span<float> y) => y[0] = MathF.PI * [|Gain|]{WEFT0107};
        }
        """);

    [Fact]
    public void Arrays_as_values() => Marked(Kernel("""
        v = [|null|]{WEFT0103}!;
        y[0] = [|v|]{WEFT0109} == null ? 1 : 0;
        """));

    [Fact]
    public void Arrays_made_in_a_loop_stay_there() => Assert.Contains("make it before the loop", Marked(Kernel("""
        var last = v;
        for (var i = 0; i < n; i++)
        {
            var next = new int[4];
            next[0] = last[0] + i;
            [|last = next|]{WEFT0103};
        }

        y[0] = last[0];
        """)), StringComparison.Ordinal);

    [Fact]
    public void Structs_that_have_more_than_numbers() => Assert.Contains("its field 'Name' is of type 'string'", Marked("""
        struct Named { public int Number; public string Name; }
        struct Outer { public float X; public Named Inner; }
        class C
        {
            [Kernel]
            static void K(Span<float> y)
            {
                Outer [|o = default|]{WEFT0104};
                y[0] = o.X;
            }
        }
        """), StringComparison.Ordinal);

    [Fact]
    public void Inline_arrays()
    {
        var messages = Marked("""
            using System.Runtime.CompilerServices;
            [InlineArray(4)] struct Four<T> { private T _first; }
            [InlineArray(257)] struct Large { private int _first; }
            [InlineArray(200)] struct Pairs { private (int, int) _first; }
            record struct Named(Four<int> Numbers, int Name);
            class C
            {
                [Kernel]
                static void K(int n, int[] y)
                {
                    Large [|large = default|]{WEFT0104};
                    Pairs [|pairs = default|]{WEFT0104};
                    Four<string> [|texts = default|]{WEFT0104};
                    Span<Four<int>> rows = stackalloc Four<int>[3];
                    rows[1][2] = rows[0][^1];
                    [|rows[0]|]{WEFT0103}[n] = 1;
                    y[0] = [|rows[0]|]{WEFT0103}[n];
                    Span<int> row = [|rows[0]|]{WEFT0103};
                    Named a = new(rows[0], 1), b = a;
                    y[1] = [|a == b|]{WEFT0103} ? 1 : 0;
                    var four = rows[0];
                    Parallel.For(0, n, i => { [|four[1]|]{WEFT0106} = i; });
                }
            }
            """);
        Assert.Contains("it is an inline array of 400 numbers, and values have up to 256", messages, StringComparison.Ordinal);
        Assert.Contains("its field '_first' is of type 'string'", messages, StringComparison.Ordinal);
        Assert.Contains("copy it into a local, and back", messages, StringComparison.Ordinal);
        Assert.Contains("compare spans of them with SequenceEqual", messages, StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_of_tensors() => Assert.Contains("choose by if", Marked("""
        using System.Buffers;
        using System.Numerics.Tensors;
        class C
        {
            static TensorSpan<float> Rows(TensorSpan<float> t) => t[1.., ..];
            static float First(ReadOnlyTensorSpan<float> t) => [|t[0]|]{WEFT0103};

            [Kernel]
            static void K(TensorSpan<float> t, int n)
            {
                t[0, 0] = 1;
                Range [|rows = 1..3|]{WEFT0104};
                var (part, other) = (1, t[1.., ..][0, 0]);
                [|t[1..2, ..]|]{WEFT0103} = t;
                [|t[..1, ..1].CopyTo(t)|]{WEFT0103};
                TensorSpan<float> [|late|]{WEFT0103};
                var one = [|n > 1 ? t : t[1.., ..]|]{WEFT0103};
                var some = [|Rows(t)|]{WEFT0101};
                part = (int)First(t[1.., 1..]);
                var lower = t[1.., ..];
                [|lower[1..]|]{WEFT0103}.Clear();
                foreach (var x in [|t[1.., ..]|]{WEFT0103}) n++;
            }
        }
        """), StringComparison.Ordinal);

    [Fact]
    public void One_mistake_does_not_hide_the_next() => Marked(Kernel("""
        var a = [|Environment.TickCount|]{WEFT0107};
        for (var i = 0; i < a; i++)
        {
            if ([|Random.Shared.Next()|]{WEFT0101} > 3) return;
            y[i] = a + [|DateTime.Now.Second|]{WEFT0107};
        }
        """));

    [Fact]
    public void Mistakes_in_called_functions_are_told_there() => Marked("""
        class C
        {
            static float F(float x) => [|float.Parse("1")|]{WEFT0101} + x;
            [Kernel] static void K(Span<float> y) { y[0] = F(1); y[1] = F(2); }
        }
        """);

    [Fact]
    public void What_the_compiler_refuses_is_not_told_twice() => Marked(Kernel("""
        y[0] = z + nothing(n);
        int k = "a";
        undeclared++;
        v[0] = k
        """));
}
