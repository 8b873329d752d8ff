using System.Text;
using Weft.Frontend.Tests.CSharp.Oracle;
using Weft.IR;
using Weft.Runtime;
using Xunit;
using static Weft.Frontend.Tests.CSharp.GeneratorTest;

namespace Weft.Frontend.Tests.CSharp;

/// <summary>What <c>[Kernel(Fast = true)]</c> allows, and that nothing else allows it.</summary>
public sealed class FastKernelTests(LauncherTests.Cpu cpu) : IClassFixture<LauncherTests.Cpu>
{
    private const double Tolerance = 1e-13;

    private readonly Device _device = cpu.Device;

    [Theory]
    [InlineData("[Kernel(Fast = true)]", FastArithmetic.Flags)]
    [InlineData("[Kernel(Fast = false)]", FastMath.None)]
    [InlineData("[Kernel]", FastMath.None)]
    public void Arithmetic_of_the_kernel_and_of_what_it_calls_carries_the_flags(string attribute, FastMath flags)
    {
        var kernel = IrText.Module(IrOf($$"""
            static class C
            {
                {{attribute}}
                public static void K(double a, float[] y)
                {
                    double Half(double z) => z / 2;
                    if (Half(a) > y[0]) y[0] = (float)(Math.Sqrt(a) - Math.FusedMultiplyAdd(a, a, -a));
                }
            }
            """));
        var all = kernel.Walk().OfType<IFastMath>().ToList();
        var arithmetic = all.Where(op => op is not (CastOp or CmpFOp)).ToList();
        Assert.Equal(["arith.divf", "math.sqrt", "arith.negf", "math.fma", "arith.subf"], arithmetic.Select(op => ((Operation)op).Name));
        Assert.All(arithmetic, op => Assert.Equal(flags, op.Fastmath));
        Assert.All(all.Except(arithmetic), op => Assert.Equal(FastMath.None, op.Fastmath));
    }

    [Fact]
    public void The_roundings_of_library_functions_stay()
    {
        var kernel = IrText.Module(IrOf(
            "static class C { [Kernel(Fast = true)] public static double K(double a) => double.ExpM1(a * 2) - a; }"));
        var differences = kernel.Walk().OfType<SubFOp>().Select(op => op.Fastmath);
        Assert.Equal([FastMath.None, FastArithmetic.Flags], differences);
    }

    [Fact]
    public void Results_are_those_of_CSharp_but_for_the_last_digits()
    {
        var random = new Random(1);
        foreach (var length in new[] { 0, 1, 7, 1000 })
        {
            double[] x = [.. Enumerable.Range(0, length).Select(_ => random.NextDouble() - 0.5)];
            var expected = FastKernels.Norm(x);
            Assert.Equal(expected, NormKernel.Launch(_device, x), expected * Tolerance);
            double[] plain = [.. x.Reverse()], fast = [.. plain];
            FastKernels.Blend(0.3, x, plain);
            BlendKernel.Launch(_device, 0.3, x, fast);
            Assert.All(plain.Zip(fast), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
        }
    }

    [Fact]
    public void Each_variant_of_a_generic_kernel_is_fast()
    {
        foreach (var program in new[] { BlendKernel.OfFloat.Program, BlendKernel.OfDouble.Program })
        {
            var products = IrText.Module(Encoding.UTF8.GetString(program.Ir.Span)).Walk().OfType<MulFOp>().ToList();
            Assert.Equal(2, products.Count);
            Assert.All(products, op => Assert.Equal(FastArithmetic.Flags, op.Fastmath));
        }
    }
}
