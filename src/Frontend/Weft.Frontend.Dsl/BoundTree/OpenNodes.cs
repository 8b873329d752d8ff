using System.Globalization;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.BoundTree;

/// <summary>A number whose type is not decided yet. Lives only while its statement is being bound.</summary>
/// <param name="Integer">The value of an integer literal; null for a floating-point one.</param>
/// <param name="Text">The digits of a floating-point literal, which are rounded once the type is known.</param>
internal sealed record BoundOpenLiteral(Int128? Integer, string Text, SourceSpan Span, Location Location)
    : BoundExpression(new OpenType(Integer is null), Location)
{
    public double Float => Integer is { } integer ? (double)integer : double.Parse(Text, NumberStyles.Float, CultureInfo.InvariantCulture);

    public BoundOpenLiteral Negated => this with { Integer = -Integer, Text = Text.StartsWith('-') ? Text[1..] : "-" + Text };
}

/// <summary>An expression that has been reported as wrong.</summary>
internal sealed record BoundError(Location Location) : BoundExpression(new ErrorType(), Location);
