using Weft.IR;
using Xunit;
using static Weft.Backends.Tests.Interpreting.Mlir;

namespace Weft.Backends.Tests.Interpreting;

public sealed class MathTests
{
    [Fact]
    public void Fma_rounds_once()
    {
        // (1 + e)(1 - e) - 1 = -e^2, which the rounded product would lose.
        var (a, b) = (1 + MathF.ScaleB(1, -12), 1 - MathF.ScaleB(1, -12));
        Assert.Equal(-MathF.ScaleB(1, -24), Run1(Fma("f32"), F32(a), F32(b), F32(-1)).AsSingle);
    }

    [Fact]
    public void Fma_of_bf16_sees_what_double_drops()
    {
        // The product is a tie between two bf16 numbers; what is added decides it, but is below double's last bit.
        var product = (RuntimeValue.Float(1 + 0.0625, FloatType.BF16), RuntimeValue.Float(1 + 0.0625, FloatType.BF16));
        Assert.Equal(1 + 0.125 + 0.00390625, (1 + 0.0625) * (1 + 0.0625));
        long Sum(double c) => Run1(Fma("bf16"), product.Item1, product.Item2, RuntimeValue.Float(c, FloatType.BF16)).Bits;
        Assert.Equal(0x3F90, Sum(0));
        Assert.Equal(0x3F91, Sum(1e-30));
        Assert.Equal(0x3F90, Sum(-1e-30));
    }

    [Theory]
    [InlineData(-2.0, 3, -8.0)]
    [InlineData(2.0, -2, 0.25)]
    [InlineData(-1.0, long.MaxValue, -1.0)]
    [InlineData(-1.0, long.MinValue, 1.0)]
    [InlineData(-0.0, -1, double.NegativeInfinity)]
    [InlineData(double.NaN, 0, 1.0)]
    public void Fpowi_raises_to_integers(double x, long exponent, double expected)
    {
        var result = Run1("""
            func.func @main(%a: f64, %b: i64) -> f64 {
              %0 = math.fpowi %a, %b : f64, i64
              return %0 : f64
            }
            """, RuntimeValue.Double(x), RuntimeValue.Integer(exponent, IntegerType.I64));
        Assert.Equal(expected, result.AsDouble);
    }

    [Theory]
    [InlineData("math.acosh", 1e200, 461.2101657793691)]
    [InlineData("math.acosh", -1e200, double.NaN)]
    [InlineData("math.log1p", 1e308, 709.1962086421661)]
    [InlineData("math.cbrt", 5e-324, 1.7031839360032603e-108)]
    [InlineData("math.cbrt", double.MaxValue, 5.643803094122362e+102)]
    [InlineData("math.atanh", -0.9999999, -8.40562139102231)]
    [InlineData("math.erf", -2.4, -0.999311486103355)]
    [InlineData("math.erf", 1.0, 0.8427007929497149)]
    public void Functions_hold_at_the_ends_of_their_range(string op, double x, double expected)
    {
        var result = Run1(ArithTests.Unary(op, "f64"), RuntimeValue.Double(x)).AsDouble;
        Assert.True(expected.Equals(result) || Math.Abs(result - expected) <= 4e-16 * Math.Abs(expected), $"{result:R}");
    }

    private static string Fma(string type) => $$"""
        func.func @main(%a: {{type}}, %b: {{type}}, %c: {{type}}) -> {{type}} {
          %0 = math.fma %a, %b, %c : {{type}}
          return %0 : {{type}}
        }
        """;
}
