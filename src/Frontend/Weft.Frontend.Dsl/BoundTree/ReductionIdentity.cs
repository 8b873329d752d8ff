using System.Numerics;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.BoundTree;

/// <summary>What a reduction begins with: what it is of no values, where it is anything then. A mean begins with the sum of none, the
/// index of a value with the value.</summary>
public static class ReductionIdentity
{
    /// <param name="type">Of the values.</param>
    public static Constant Of(ReductionKind kind, ElementType type) => kind switch
    {
        ReductionKind.Any or ReductionKind.All => Constant.Of(kind == ReductionKind.All),
        ReductionKind.Sum or ReductionKind.Mean => Number(type, 0),
        ReductionKind.Prod => Number(type, 1),
        ReductionKind.Min or ReductionKind.Argmin => Extreme(type, isLargest: true),
        ReductionKind.Max or ReductionKind.Argmax => Extreme(type, isLargest: false),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no reduction"),
    };

    private static Constant Number(ElementType type, int value) =>
        type.IsFloat ? Constant.Of(type, (double)value) : Constant.Of(type, (BigInteger)value);

    private static Constant Extreme(ElementType type, bool isLargest) => type.IsFloat
        ? Constant.Of(type, isLargest ? double.PositiveInfinity : double.NegativeInfinity)
        : Constant.Of(type, isLargest ? type.Maximum : type.Minimum);
}
