using Weft.IR;

namespace Weft.Frontend.Dsl.Symbols;

/// <summary>A type of the language; <c>ToString</c> is its spelling.</summary>
public abstract record WeftType;

public sealed record ScalarType(ElementType Kind) : WeftType
{
    public override string ToString() => Kind.Name;
}

/// <summary><c>f32[n, 2*n + 1]</c>; at least one dimension.</summary>
public sealed record ArrayType(ElementType Element, Sequence<ShapeExpr> Dimensions) : WeftType
{
    public int Rank => Dimensions.Count;

    public override string ToString() => $"{Element.Name}[{string.Join(", ", Dimensions)}]";
}

/// <summary><c>Particle</c> or <c>Particle[n]</c>. Only while binding: what is bound is made of the scalars and arrays of scalars in
/// it.</summary>
public sealed record RecordType(RecordSymbol Record, Sequence<ShapeExpr> Dimensions) : WeftType
{
    /// <summary>The type of a field, or of all its elements.</summary>
    public WeftType TypeOf(RecordField field) => field.Type switch
    {
        RecordType inner => inner with { Dimensions = Dimensions },
        ScalarType { Kind: var kind } when Dimensions.Count > 0 => new ArrayType(kind, Dimensions),
        var scalar => scalar,
    };

    public override string ToString() => Dimensions.Count == 0 ? Record.Name : $"{Record.Name}[{string.Join(", ", Dimensions)}]";
}

/// <summary>Of literals, and of what is computed from literals alone, until the context says which type they take.
/// Never in a finished bound tree.</summary>
internal sealed record OpenType(bool IsFloat) : WeftType
{
    public ElementType Default => IsFloat ? ElementType.F32 : ElementType.I32;

    public override string ToString() => Default.Name;
}

/// <summary>Of what has already been reported as wrong, so that it is reported once. Never in a finished bound tree.</summary>
internal sealed record ErrorType : WeftType
{
    public override string ToString() => "?";
}
