using System.Globalization;
using Xunit;

namespace Weft.IR.Tests.Dialects;

public sealed class ShapeExprTests
{
    [Theory]
    [InlineData("n + 2 * m - 1", "n + 2 * m - 1")]
    [InlineData("(n + 2) * m", "(n + 2) * m")]
    [InlineData("n - (m - 1)", "n - (m - 1)")]
    [InlineData("n +", null)]
    [InlineData("n m", null)]
    public void Formulas_print_as_read(string text, string? expected) => Assert.Equal(expected, ShapeExpr.TryParse(text)?.ToString());

    [Theory]
    [InlineData("n{0}", "+n", "")]
    [InlineData("n{0}", "*n", "")]
    [InlineData("{0}n{1}", "(", ")")]
    public void A_formula_is_never_too_deep_to_walk(string format, string open, string close)
    {
        var text = string.Format(CultureInfo.InvariantCulture, format, Many(open), Many(close));
        Assert.Null(ShapeExpr.TryParse(text));

        static string Many(string part) => string.Concat(Enumerable.Repeat(part, 100_000));
    }
}
