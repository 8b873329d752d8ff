using Microsoft.CodeAnalysis;
using Xunit;
using static Weft.Frontend.Tests.CSharp.GeneratorTest;

namespace Weft.Frontend.Tests.CSharp;

/// <summary>What a workflow cannot do is told at the very expression, with what to do instead.</summary>
public sealed class WorkflowErrorTests
{
    [Fact]
    public void Options_are_those_of_the_language()
    {
        var message = Marked("""
            class C
            {
                [Workflow(At = "moon", Deadline = "5ms")] static void [|A|]{WEFT0012}() { }
                [Workflow(At = "gpu(0.2) else cpu", Deadline = "soon")] static void [|B|]{WEFT0012}() { }
            }
            """);
        Assert.Contains("'moon' is not what this option says. Write devices (auto, cpu", message, StringComparison.Ordinal);
        Assert.Contains("for example \"5ms\"", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_are_arrays_and_spans_of_numbers() => Marked("""
        class C
        {
            [Workflow] static void A([|S[] x|]{WEFT0135}, [|TensorSpan<float> t|]{WEFT0135}, [|string s|]{WEFT0005}) { }
            public struct S { public int Value; }
        }
        """);

    [Fact]
    public void Elements_are_the_business_of_kernels() => Assert.Contains("into a [Kernel] method", Marked(Workflow("""
        [|x[0]|]{WEFT0130} = 1;
        n += (int)[|y[n]|]{WEFT0130};
        foreach (var value in [|x|]{WEFT0130}) { }
        Parallel.For(0, n, i => { var z = [|x[i]|]{WEFT0130}; });
        """)), StringComparison.Ordinal);

    [Fact]
    public void Calls_with_arrays_are_those_of_kernels() => Marked(Workflow("""
        [|Help(x)|]{WEFT0131};
        [|Array.Sort(x)|]{WEFT0131};
        n = [|x.IndexOf(1f)|]{WEFT0131};
        [|Threads(x)|]{WEFT0134};
        """));

    [Fact]
    public void Written_arrays_are_passed_once() => Assert.Contains("'v' may be the same array as 'x'", Marked(Workflow("""
        Step([|x|]{WEFT0132}, x);
        var v = y;
        if (n > 0) v = x;
        Step([|v|]{WEFT0132}, x);
        Step([|x.AsSpan(1, 2)|]{WEFT0132}, x.AsSpan(4, 2));
        Step(v, v.ToArray());
        Step(x.ToArray(), x);
        """)), StringComparison.Ordinal);

    [Fact]
    public void It_is_known_which_array_a_name_is() => Marked(Workflow("""
        float[] u = new float[n], v = new float[n], w = new float[n];
        for (var i = 0; i < n; i++)
        {
            Step(y, u);
            Step([|v|]{WEFT0133}, y);
            if (i == 3) v = u;
        }
        if (n > 2) w = x;
        Step(y, w);
        Step([|x|]{WEFT0133}, y);
        x = y;
        Step(x, w);
        """));

    [Fact]
    public void Callers_see_what_is_written() => Marked("""
        class C
        {
            [Kernel] static void Step(float[] x, float[] y) => y[0] = x[0];
            [Workflow]
            static void W(float[] x, float[] y, int n)
            {
                var w = new float[n];
                if (n > 2) w = x;
                [|Step(y, w)|]{WEFT0133};
            }
        }
        """);

    [Fact]
    public void Workflows_do_not_recur() => Marked("""
        class C
        {
            [Workflow] static void A(float[] x) => [|B(x)|]{WEFT0105};
            [Workflow] static void B(float[] x) => [|A(x)|]{WEFT0105};
        }
        """);

    [Fact]
    public void Arrays_are_of_numbers_and_parts_have_no_names() => Marked(Workflow("""
        var [|names = new string[n]|]{WEFT0104};
        var part = [|x.AsSpan(1)|]{WEFT0136};
        var one = [|n > 1 ? x : y|]{WEFT0135};
        Step([|Table|]{WEFT0135}, x);
        var pairs = [|new (int, int)[n]|]{WEFT0135};
        """));

    [Fact]
    public void Turns_write_parts_of_their_own() => Assert.Contains("x.AsSpan(i * n, n)", Marked(Workflow("""
        Parallel.For(0, n, i => Step(y, [|x|]{WEFT0137}));
        Parallel.For(0, n, i => Step(y, [|x.AsSpan(i, n)|]{WEFT0137}));
        Parallel.For(0, n, i => Step(y, [|x.AsSpan(i * 4, n)|]{WEFT0137}));
        Parallel.For(0, n, i => { if (i > 2) Step(y, [|x.AsSpan(i * 4, 4)|]{WEFT0137}); });
        Parallel.For(0, n, i => { Step(y, x.AsSpan(i * 4, 4)); Step(y, [|x.AsSpan(i * 4 + 1, 4)|]{WEFT0137}); });
        Parallel.For(0, n, i => { [|x[0]|]{WEFT0137} = i; });
        Parallel.For(0, n, i => { var z = x; [|Step(y, z)|]{WEFT0137}; });
        var w = x;
        if (n > 1) w = y;
        Parallel.For(0, n, i => Step([|w|]{WEFT0132}, x.AsSpan(i * 4, 4)));
        Parallel.For(0, n, i => { [|n2|]{WEFT0106} += i; });
        """)), StringComparison.Ordinal);

    [Fact]
    public void Of_libraries_kernels_are_called()
    {
        var library = Reference(Compile("""
            public static class L
            {
                [Kernel] public static void Put(int[] y) => y[0] = 1;
                [Workflow] public static void Twice(int[] y) { Put(y); Put(y); }
                [Kernel(typeof(int), typeof(float))] public static void Any<T>(T[] y) where T : struct { y[0] = y[1]; }
                [Kernel] public static void Ranked(TensorSpan<int> y) => y[0, 0] = 1;
            }
            """));
        var message = Marked("""
            class C
            {
                [Workflow] static void A(int[] y) => [|L.Twice(y)|]{WEFT0138};
                [Workflow] static void B(int[] y) => [|L.Any(y)|]{WEFT0138};
                [Workflow] static void D(int[] y) => L.Put(y);
                [Workflow] static void E(int[] y) => [|L.Ranked(y)|]{WEFT0138};
            }
            """, library);
        Assert.Contains("it is a workflow itself", message, StringComparison.Ordinal);
        Assert.Contains("it has type parameters", message, StringComparison.Ordinal);
        Assert.Contains("its declaration does not say which rank each array has", message, StringComparison.Ordinal);
        Assert.Contains("it has no public launch class that takes what it takes", Marked(
            "class C { [Workflow] static void W(int[] y) => [|K.Put(y)|]{WEFT0138}; }",
            Reference(Compile("public static class K { [Kernel] public static void Put(int[] y) => y[0] = 1; }"), isBuiltWithWeft: false)),
            StringComparison.Ordinal);
    }

    private static MetadataReference Reference(Compilation library, bool isBuiltWithWeft = true)
    {
        if (isBuiltWithWeft) Good(library, new BuildProperties(), out library);
        using var image = new MemoryStream();
        Assert.True(library.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    [Fact]
    public void What_is_returned_is_new() => Assert.Contains("may be the same array as 'u'", Marked("""
        using System.Linq;
        class C
        {
            [Workflow] static float[] A(float[] x) => [|x|]{WEFT0139};
            [Workflow] static float[] B(float[] x, float[] y, bool b)
            {
                var u = y.ToArray();
                if (b) u = x;
                return [|u|]{WEFT0139};
            }
            [Workflow] static (float[], float[]) D(float[] x)
            {
                var u = x.ToArray();
                return (u, [|u|]{WEFT0139});
            }
            [Workflow] static float[] E(float[] x, bool b) => b ? [|x|]{WEFT0139} : new float[x.Length];
            [Workflow] static [|string[]|]{WEFT0002} F() => null!;
            [Workflow] static [|Span<float>|]{WEFT0002} G(float[] x) => x;
        }
        """), StringComparison.Ordinal);

    [Fact]
    public void The_size_of_what_is_returned_is_known_before() => Assert.Contains("The extent 1 of the array that 'B' returns", Marked("""
        class C
        {
            [Kernel] static int Count(float[] x) => x.Length;
            [Workflow] static [|float[]|]{WEFT0140} A(float[] x) => new float[Count(x)];
            [Workflow] static [|float[,]|]{WEFT0140} B(int n, int k) => new float[n + 1, n & k];
            [Workflow] static [|float[]|]{WEFT0140} D(float[] x, bool b) => b ? new float[3] : x.AsSpan(1).ToArray();
            [Workflow] static [|float[]|]{WEFT0140} E(int n)
            {
                var u = new float[n];
                for (var i = 0; i < n; i++) u = new float[u.Length + 1];
                return u;
            }
            [Workflow] static float[] F(int n, int k, float[] x) => new float[n * (k + 2) - x.Length];
        }
        """), StringComparison.Ordinal);

    private static string Workflow(string statements) => $$"""
        using System.Linq;
        static class C
        {
            static readonly float[] Table = [1, 2];
            static void Help(float[] x) { }
            [Kernel] static void Step(ReadOnlySpan<float> x, Span<float> y) { for (var i = 0; i < y.Length; i++) y[i] = x[i]; }
            [Kernel] static void Threads(float[] x) => x[Gpu.GlobalIdx.X] = 1;
            [Workflow]
            static void W(float[] x, float[] y, int n, float n2)
            {
                {{statements}}
            }
        }
        """;
}
