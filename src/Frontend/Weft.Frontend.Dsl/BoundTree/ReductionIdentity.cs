using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.BoundTree;

/// <summary>What a reduction is of no values.</summary>
public static class ReductionIdentity
{
    /// <param name="kind">One that has such a value: not a mean, and none that gives an index.</param>
    /// <param name="type">Of the values.</param>
    public static Constant Of(ReductionKind kind, ElementType type) => kind switch
    {
        ReductionKind.Any or ReductionKind.All => Constant.Of(kind == ReductionKind.All),
        ReductionKind.Sum => Number(type, 0),
        ReductionKind.Prod => Number(type, 1),
        ReductionKind.Min => type.IsFloat ? Constant.Of(type, double.PositiveInfinity) : Constant.Of(type, type.Maximum),
        ReductionKind.Max => type.IsFloat ? Constant.Of(type, double.NegativeInfinity) : Constant.Of(type, type.Minimum),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "of no values there is none"),
    };

    private static Constant Number(ElementType type, int value) =>
        type.IsFloat ? Constant.Of(type, (double)value) : Constant.Of(type, (Int128)value);
}
