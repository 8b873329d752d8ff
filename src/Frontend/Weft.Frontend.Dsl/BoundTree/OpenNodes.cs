using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.BoundTree;

/// <summary>A number whose type is not decided yet. Lives only while its statement is being bound.</summary>
/// <param name="Integer">The value of an integer literal; null for a floating-point one.</param>
/// <param name="Text">The digits of a floating-point literal, which are rounded once the type is known.</param>
internal sealed record BoundOpenLiteral(BigInteger? Integer, string Text, SourceSpan Span, Location Location)
    : BoundExpression(new OpenType(Integer is null), Location)
{
    public double Float => Integer is { } integer ? (double)integer : double.Parse(Text, NumberStyles.Float, CultureInfo.InvariantCulture);

    public BoundOpenLiteral Negated => this with { Integer = -Integer, Text = Text.StartsWith('-') ? Text[1..] : "-" + Text };
}

/// <summary>A value of a record, or arrays of its fields: the scalars or arrays in it. What takes it takes those.</summary>
internal sealed record BoundRecord(RecordType Record, ImmutableArray<BoundExpression> Leaves, Location Location)
    : BoundExpression(Record, Location)
{
    /// <summary>A field; null when there is none of the name.</summary>
    public BoundExpression? Field(string name)
    {
        if (Record.Record.Find(name) is not var (field, offset)) return null;
        return Record.TypeOf(field) is RecordType inner
            ? new BoundRecord(inner, Leaves.Slice(offset, field.LeafCount), Location)
            : Leaves[offset];
    }
}

/// <summary>An expression that has been reported as wrong.</summary>
internal sealed record BoundError(Location Location) : BoundExpression(new ErrorType(), Location);
