using System.Globalization;
using System.Numerics;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Reads numbers and truth values as written: <c>1_000</c>, <c>0xFF</c>, <c>0b1010</c>, <c>1.5e-3</c>, <c>true</c>.</summary>
internal static class LiteralReader
{
    public static BoundExpression Read(LiteralSyntax literal, BindingDiagnostics diagnostics)
    {
        var location = diagnostics.LocationOf(literal.Span);
        if (literal.Text is "true" or "false") return new BoundLiteral(Constant.Of(literal.Text == "true"), location);
        var text = literal.Text.Replace("_", "", StringComparison.Ordinal);
        var radix = text.Length > 1 ? text[1] : '\0';
        if (radix is not ('x' or 'X') && text.AsSpan().IndexOfAny('.', 'e', 'E') >= 0)
            return new BoundOpenLiteral(null, text, literal.Span, location);
        var value = radix switch
        {
            'x' or 'X' => BigInteger.Parse("0" + text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
            'b' or 'B' => BigInteger.Parse("0" + text[2..], NumberStyles.AllowBinarySpecifier, CultureInfo.InvariantCulture),
            _ => BigInteger.Parse(text, CultureInfo.InvariantCulture),
        };
        if (value <= ulong.MaxValue)
            return new BoundOpenLiteral(value, value.ToString(CultureInfo.InvariantCulture), literal.Span, location);
        diagnostics.Report(DslDiagnostics.NumberTooLarge, literal.Span, literal.Text);
        return new BoundError(location);
    }
}
