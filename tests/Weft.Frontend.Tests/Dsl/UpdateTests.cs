using Weft.Frontend.Dsl;
using Weft.IR;
using Xunit;

namespace Weft.Frontend.Tests.Dsl;

/// <summary>Updates of elements in parallel loops.</summary>
public sealed class UpdateTests
{
    [Theory]
    [InlineData("i32", "+=", "8 8")]
    [InlineData("i64", "-=", "-8 -8")]
    [InlineData("u8", "*=", "0 0")]
    [InlineData("u16", "|=", "3 3")]
    [InlineData("i32", "&=", "0 0")]
    [InlineData("i32", "^=", "2 2")]
    [InlineData("i8", "min=", "0 0")]
    [InlineData("u32", "max=", "3 3")]
    [InlineData("f32", "+=", "8.0 8.0")]
    [InlineData("f64", "-=", "-8.0 -8.0")]
    [InlineData("f32", "max=", "3.0 3.0")]
    [InlineData("f16", "+=", "8.0 8.0")]
    [InlineData("bf16", "min=", "0.0 0.0")]
    [InlineData("index", "+=", "8 8")]
    public void Updates_of_one_element_by_several_turns_are_atomic(string type, string op, string expected)
    {
        var text = $$"""
            kernel k(x: i32[n], to: i32[n]) -> (a: {{type}}[2], b: {{type}}[1]) {
                a[i] = 0
                b[i] = 0
                parallel i in 0..n { a[to[i]] {{op}} {{type}}(x[i]) }
                parallel i in 0..n { b[i / n] {{op}} {{type}}(x[i]) }
            }
            """;
        RunTest.Check(text, $"a: {expected}, b:", "x=3 3 3 3 2 2 0 0", "to=0 1 0 1 0 1 0 1");
        Assert.Equal(type == "index" ? 0 : 2, AtomicsOf(text));
    }

    [Theory]
    [InlineData("h[v[i]] += 1; h[i] += 1", 2)]
    [InlineData("h[i] += 1; h[i + 1] -= 1", 2)]
    [InlineData("scatter (j) h[v[i] + m[i, j]] max= 1", 1)]
    [InlineData("h[v[i]] = h[v[i]] + 1", 1)]
    [InlineData("h[i] += 1", 0)]
    [InlineData("var t: i32[4]; t[v[i]] += 1; h[i] = t[0]", 0)]
    [InlineData("h[v[i]] += 1; h[v[i]] *= 2", 0)]
    [InlineData("h[v[i]] += h[i]", 0)]
    [InlineData("h[v[i]] = 1", 0)]
    public void Only_updates_that_may_meet_are_atomic(string body, int count)
    {
        var text = $"kernel k(v: i32[n], m: i32[n, n], h: inout i32[n + 1]) {{ parallel i in 0..n {{ {body} }} }}";
        Assert.Equal(count, AtomicsOf(text));
    }

    private static int AtomicsOf(string text) =>
        WeftCompilation.Lower("test.weft", text, new IrContext(StandardDialects.All)).Module!.ToString().Split("atomic_rmw ").Length - 1;
}
