using Weft.Frontend.Dsl.BoundTree;
using Xunit;

namespace Weft.Frontend.Tests.Dsl;

/// <summary>Which types numbers take, and what becomes of them.</summary>
public sealed class LiteralTests
{
    [Theory]
    [InlineData("1", "i32", "1")]
    [InlineData("1.0", "f32", "1.0")]
    [InlineData("-1", "i32", "-1")]
    [InlineData("1_000_000", "i32", "1000000")]
    [InlineData("0xFF", "i32", "255")]
    [InlineData("0b1010", "i32", "10")]
    [InlineData("1e3", "f32", "1000.0")]
    [InlineData("2.5e-1", "f32", "0.25")]
    [InlineData("true", "bool", "true")]
    [InlineData("1 + 2 * 3", "i32", "7")]
    [InlineData("7 / 2", "i32", "3")]
    [InlineData("-7 / 2", "i32", "-3")]
    [InlineData("-7 % 3", "i32", "-1")]
    [InlineData("7 / 2.0", "f32", "3.5")]
    [InlineData("1 + 0.5", "f32", "1.5")]
    [InlineData("0.1", "f32", "0.1")]
    [InlineData("-2147483648", "i32", "-2147483648")]
    [InlineData("1 << 4 | 3", "i32", "19")]
    [InlineData("~0", "i32", "-1")]
    [InlineData("1 < 2 && !(3 == 4)", "bool", "true")]
    [InlineData("max(1, 2)", "i32", "2")]
    [InlineData("max(1, 2.5)", "f32", "2.5")]
    [InlineData("sqrt(4)", "f32", "2.0")]
    [InlineData("u8(300)", "u8", "44")]
    [InlineData("u8(300.7)", "u8", "255")]
    [InlineData("i8(-200.0)", "i8", "-128")]
    [InlineData("i32(2.9)", "i32", "2")]
    [InlineData("i32(-2.9)", "i32", "-2")]
    [InlineData("u32(-1)", "u32", "4294967295")]
    [InlineData("u64(18446744073709551615)", "u64", "18446744073709551615")]
    [InlineData("f64(0.1)", "f64", "0.1")]
    [InlineData("f16(0.1)", "f16", "0.1")]
    [InlineData("bf16(1.01)", "bf16", "1.0078125")]
    [InlineData("index(3) + 1", "index", "4")]
    [InlineData("bool(2)", "bool", "true")]
    [InlineData("i32(true)", "i32", "1")]
    [InlineData("f64(1 / 3)", "f64", "0.3333333333333333")]
    [InlineData("i64(0x7FFF_FFFF_FFFF_FFFF)", "i64", "9223372036854775807")]
    [InlineData("PI", "f64", "3.14159")]
    [InlineData("N", "i32", "16")]
    [InlineData("HALF", "f32", "0.5")]
    [InlineData("N / 3", "i32", "5")]
    public void Without_a_context(string expression, string type, string value)
    {
        var literal = Assert.IsType<BoundLiteral>(Initializer($"let v1 = {expression}"));
        Assert.Equal((type, value), (literal.Type.ToString(), literal.Value.ToString()));
    }

    [Theory]
    [InlineData("f32", "1", "1.0")]
    [InlineData("f64", "1 / 3", "0.3333333333333333")]
    [InlineData("f64", "0.1", "0.1")]
    [InlineData("f64", "sqrt(2)", "1.4142135623730951")]
    [InlineData("i8", "-128", "-128")]
    [InlineData("u8", "255", "255")]
    [InlineData("u64", "18446744073709551615", "18446744073709551615")]
    [InlineData("i64", "5_000_000_000", "5000000000")]
    [InlineData("index", "2 * N + 1", "33")]
    [InlineData("f16", "2049", "2048.0")]
    [InlineData("f64", "N / 3", "5.333333333333333")]
    [InlineData("f64", "HALF + 1", "1.5")]
    [InlineData("u8", "N", "16")]
    public void In_a_declaration(string type, string expression, string value)
    {
        var literal = Assert.IsType<BoundLiteral>(Initializer($"let v1: {type} = {expression}"));
        Assert.Equal((type, value), (literal.Type.ToString(), literal.Value.ToString()));
    }

    [Theory]
    [InlineData("x + 1", "f32")]
    [InlineData("1 + x", "f32")]
    [InlineData("d * 0.1", "f64")]
    [InlineData("i8v + 1", "i8")]
    [InlineData("u & 0x0F", "u8")]
    [InlineData("2 * at + 1", "index")]
    [InlineData("n - 1", "index")]
    [InlineData("b ? 1 : 2", "i32")]
    [InlineData("b ? 1 : 2.0", "f32")]
    [InlineData("b ? x : 0", "f32")]
    [InlineData("b ? 0 : d", "f64")]
    [InlineData("x * (1 / 3)", "f32")]
    [InlineData("x > 0", "bool")]
    [InlineData("1 << i", "i32")]
    [InlineData("l >> 3", "i64")]
    [InlineData("u << i", "u8")]
    [InlineData("max(x, 0)", "f32")]
    [InlineData("max(0, d)", "f64")]
    [InlineData("clamp(h, 0, 1)", "f16")]
    [InlineData("fma(2, x, 1)", "f32")]
    [InlineData("pow(d, 2)", "f64")]
    [InlineData("abs(i)", "i32")]
    [InlineData("sign(u)", "u8")]
    [InlineData("isnan(x)", "bool")]
    [InlineData("isinf(1)", "bool")]
    [InlineData("select(b, x, 0)", "f32")]
    [InlineData("select(b, 0, 1)", "i32")]
    [InlineData("sum(p) v[p]", "f32")]
    [InlineData("sum(p) w[p] * 2", "i32")]
    [InlineData("sum(p in 0..3) 1", "i32")]
    [InlineData("mean(p in 0..3) 1", "f32")]
    [InlineData("argmax(p) w[p]", "index")]
    [InlineData("any(p) w[p] > 0", "bool")]
    [InlineData("any(p) w[p] + 1 > 2 && b", "bool")]
    [InlineData("i == 1 || x < 2 && !b", "bool")]
    [InlineData("b & true | false ^ b", "bool")]
    [InlineData("b == true", "bool")]
    [InlineData("v[i] + v[u] + v[l] + v[at] + v[0]", "f32")]
    [InlineData("-x", "f32")]
    [InlineData("~u", "u8")]
    [InlineData("+l", "i64")]
    [InlineData("x % 2", "f32")]
    public void Of_an_expression(string expression, string type) =>
        Assert.Equal(type, Initializer($"let v1 = {expression}").Type.ToString());

    [Theory]
    [InlineData("let q: i32 = [|1.5|]{WF1035}")]
    [InlineData("let q = i + [|0.5|]{WF1035}")]
    [InlineData("let q: i8 = [|128|]{WF1033}")]
    [InlineData("let q: i8 = [|-129|]{WF1033}")]
    [InlineData("let q: u8 = [|-1|]{WF1033}")]
    [InlineData("let q = u + [|256|]{WF1033}")]
    [InlineData("let q = [|3000000000|]{WF1033}")]
    [InlineData("let q: f16 = [|70000|]{WF1034}")]
    [InlineData("let q = [|1e39|]{WF1034}")]
    [InlineData("let q: bool = [|1|]{WF1036}")]
    [InlineData("let q = [|18446744073709551616|]{WF1037}")]
    [InlineData("let q = i / [|0|]{WF1038}")]
    [InlineData("let q = 1 % [|0|]{WF1038}")]
    [InlineData("let q = [|2147483647|]{WF1039} + 1")]
    [InlineData("let q: u8 = [|200|]{WF1039} * 2")]
    [InlineData("let q: f32 = [|1|]{WF1032} & 3")]
    [InlineData("let q = [|~1.5|]{WF1032}")]
    [InlineData("let q = v[[|0.5|]{WF1035}]")]
    [InlineData("let q: i32 = [|sqrt|]{WF1030}(4)")]
    [InlineData("let q: bool = [|exp|]{WF1030}(0)")]
    [InlineData("let q = i + [|mean|]{WF1030}(p in 0..3) 1")]
    [InlineData("let q = v[[|floor|]{WF1030}(1)]")]
    public void That_does_not_fit(string statement) => DslTest.Marked(DslTest.Kernel(statement));

    [Theory]
    [InlineData("x / 0")]
    [InlineData("d % 0.0")]
    public void Division_by_zero_of_floating_point_numbers_is_no_error(string expression) => Initializer($"let v1 = {expression}");

    private static BoundExpression Initializer(string statement)
    {
        var constants = "const PI: f64 = 3.14159\nconst N = 16\nconst HALF = 1 / 2.0\n";
        var kernel = DslTest.Good(constants + DslTest.Kernel(statement)).Kernels[0];
        return Assert.IsType<BoundDeclaration>(Assert.Single(kernel.Body.Statements)).Initializer!;
    }
}
