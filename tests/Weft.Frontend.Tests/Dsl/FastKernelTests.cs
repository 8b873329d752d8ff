using Weft.Frontend.Dsl;
using Weft.IR;
using Xunit;

namespace Weft.Frontend.Tests.Dsl;

/// <summary>What <c>fast</c> allows, and that nothing else allows it.</summary>
public sealed class FastKernelTests
{
    private const string Program = """
        func lerp<T: float>(a: T, b: T, t: T) -> T = a + (b - a) * t
        func twice(a: f64) -> f64 = lerp(a, 3 * a, 0.5)
        fast kernel quick(x: f32[n], d: f64) -> (y: f32[n], s: f64) {
            y[i] = x[i] > 0 ? sqrt(x[i]) / 3 : lerp(x[i], 1, f32(d))
            s = twice(d) - 1
        }
        kernel exact(x: f32[n], d: f64) -> (y: f32[n], s: f64) {
            y[i] = x[i] > 0 ? sqrt(x[i]) / 3 : lerp(x[i], 1, f32(d))
            s = twice(d) - 1
        }

        """;

    [Fact]
    public void All_its_arithmetic_and_that_of_its_funcs_may_be_rounded_otherwise()
    {
        var functions = Functions(Program);
        foreach (var name in new[] { "quick", "twice.fast", "lerp<f32>.fast", "lerp<f64>.fast" })
        {
            Assert.NotEmpty(Arithmetic(functions[name]));
            Assert.All(Arithmetic(functions[name]), op => Assert.Equal(FastArithmetic.Flags, op.Fastmath));
        }

        Assert.Equal(FastMath.None, FastArithmetic.Flags & (FastMath.Nnan | FastMath.Ninf));
    }

    [Fact]
    public void Other_kernels_compute_the_same_funcs_as_they_are_written()
    {
        var functions = Functions(Program);
        foreach (var name in new[] { "exact", "twice", "lerp<f32>", "lerp<f64>" })
            Assert.All(Arithmetic(functions[name]), op => Assert.Equal(FastMath.None, op.Fastmath));
    }

    [Fact]
    public void Conversions_and_comparisons_stay_as_they_are()
    {
        var others = Functions(Program)["quick"].Walk().Where(op => op is CmpFOp or TruncFOp).Cast<IFastMath>().ToList();
        Assert.Equal(2, others.Count);
        Assert.All(others, op => Assert.Equal(FastMath.None, op.Fastmath));
    }

    [Fact]
    public void It_computes_what_others_do_where_nothing_is_rounded() => RunTest.Check(
        Program.Replace("kernel exact", "kernel slow", StringComparison.Ordinal)
            + "kernel both(x: f32[n], d: f64) -> (y: f32[n], z: f32[n], s: f64) { (y, s) = quick(x, d); (z, s) = slow(x, d) }",
        "y: 3.0 0.0 -1.0, z: 3.0 0.0 -1.0, s: 0.0",
        "x=81 -1 -3",
        "d=0.5");

    [Fact]
    public void Each_kernel_of_a_generic_one_is_fast()
    {
        var functions = Functions("""
            fast kernel axpy<T: float>(a: T, x: T[n], y: inout T[n]) { for i in 0..n { y[i] += a * x[i] } }
            kernel saxpy = axpy<f32>
            kernel daxpy = axpy<f64>
            """);
        foreach (var name in new[] { "saxpy", "daxpy" })
            Assert.All(Arithmetic(functions[name]), op => Assert.Equal(FastArithmetic.Flags, op.Fastmath));
    }

    [Theory]
    [InlineData("sum(i) x[i] * y[i]", FastMath.Contract)]
    [InlineData("sum(i where x[i] > 0) x[i] * y[i]", FastMath.Contract)]
    [InlineData("mean(i) x[i] * y[i]", FastMath.Contract)]
    [InlineData("mean(i where x[i] > 0) x[i] * y[i]", FastMath.Contract)]
    [InlineData("reduce add(i) x[i] * y[i] from 0", FastMath.Contract)]
    [InlineData("sum(i) (x[i] * y[i] - 1)", FastMath.None)]
    public void A_product_under_a_sum_may_become_part_of_it(string sum, FastMath product)
    {
        var text = $"func add(a: f32, b: f32) -> f32 = a + b\nkernel k(x: f32[n], y: f32[n]) -> s: f32 {{ s = {sum} }}";
        var kernel = Functions(text)["k"];
        Assert.Equal(FastArithmetic.Sum, Assert.Single(kernel.Walk().OfType<AddFOp>()).Fastmath);
        Assert.Equal(product, Assert.Single(kernel.Walk().OfType<MulFOp>()).Fastmath);
    }

    private static Dictionary<string, FuncOp> Functions(string text)
    {
        var (module, diagnostics) = WeftCompilation.Lower("test.weft", text, new IrContext(StandardDialects.All));
        Assert.True(module is not null, string.Join('\n', diagnostics));
        return module.Walk().OfType<FuncOp>().ToDictionary(function => function.SymName);
    }

    private static List<IFastMath> Arithmetic(FuncOp function) =>
        [.. function.Walk().Where(op => op is not (CmpFOp or CastOp)).OfType<IFastMath>()];
}
