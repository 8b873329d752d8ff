using Xunit;

namespace Weft.Frontend.Tests.Dsl;

/// <summary>Where a statement ends.</summary>
public sealed class NewlineTests
{
    [Theory]
    [InlineData("y[0] = x[0] +\n x[1]")]
    [InlineData("y[0] =\n\n x[1]")]
    [InlineData("y[0] = max(x[0],\n x[1]\n)")]
    [InlineData("y[0] = (x[0]\n + x[1]\n * 2)")]
    [InlineData("y[\n0\n] = x[0]")]
    [InlineData("y[0] = x[0] > 1 ?\n 1 :\n 2")]
    [InlineData("y[0] = x[0] + // the rest follows\n x[1]")]
    [InlineData("y[0] = x[0] + /* over\n lines */ x[1]")]
    [InlineData("y[0] = x[0] - /* one *//* two */\n x[1]")]
    [InlineData("let a = 1; let b = 2; y[0] = x[0];")]
    [InlineData(";;; y[0] = 1 ;;\n;")]
    [InlineData("if n > 1\n{\n y[0] = 1\n}\nelse\n{\n y[0] = 2\n}")]
    [InlineData("if n > 1 { y[0] = 1 }\n\n\n else if n > 2 { y[0] = 2 }")]
    [InlineData("for k in 0..\n n { y[k] = 1 } y[0] = 2")]
    [InlineData("for k in 0..n step\n 2 { y[k] = 1 }")]
    [InlineData("for k in 0..n,\n j in 0..n { y[k] = 1 }")]
    [InlineData("for k in 0..n { if k > 1 { break } else { continue } }")]
    [InlineData("while false { }")]
    [InlineData("return")]
    [InlineData("let step = 2; for k in 0..step step step { y[k] = 1 }")]
    [InlineData("let min = 3; let max=min\n y[0] min= 3; y[1] max= 2; y[2] max=1.5")]
    [InlineData("let sum = 1.0; var mean = sum; mean = sum (p) x[p] + sum")]
    [InlineData("y[0] = max(k) x[k] + max(x[0], 2) - 1")]
    [InlineData("y[0] = sum(p) -x[p]; y[1] = max(p) -x[p]; y[2] = min(p in 0..3) -x[p]; y[3] = max(x[0], x[1]) -x[2]")]
    public void Good(string statements) =>
        DslTest.Good($"kernel k(x: f32[n]) -> y: f32[n] {{\n y[i] = x[i]\n {statements}\n}}");

    [Theory]
    [InlineData("kernel k(x: inout f32[n])\n{\n x[i] = 1\n}")]
    [InlineData("kernel k(\n x: f32[n],\n)\n -> y: f32[n]\n{ y[i] = 1 }")]
    [InlineData("func f(x: f32) -> f32 =\n x * x")]
    [InlineData("func f(x: f32) -> f32 { return x }; const A = 1; const B: f32 =\n 2")]
    [InlineData("\r\nkernel k(x: inout f32[n]) {\r\n x[i] = 1\r\n}\r\n")]
    [InlineData("// only a comment")]
    [InlineData("")]
    [InlineData("/* a */ const A /* b */ = 1 /* c **/")]
    [InlineData("\uFEFFconst A = 1")]
    public void Good_declarations(string text) => DslTest.Good(text);

    [Fact]
    public void A_return_takes_no_value_from_the_next_line() => DslTest.Good("""
        kernel k(x: inout f32[n]) {
            if n > 3 {
                return
            }
            x[i] = 1
        }
        """);
}
