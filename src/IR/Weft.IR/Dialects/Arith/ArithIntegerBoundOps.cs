using System;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>The larger of two signed integers.</summary>
[Op("arith.maxsi")]
[Traits(Commutative)]
public sealed partial class MaxSIOp : TotalBinaryOp
{
    public override long? Evaluate(long lhs, long rhs, int width) => Math.Max(lhs, rhs);

    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) =>
        Lhs == Rhs || IsSmallestSigned(constants[1]) ? Lhs
        : IsLargestSigned(constants[1]) ? Rhs
        : default(FoldResult);
}

/// <summary>The smaller of two signed integers.</summary>
[Op("arith.minsi")]
[Traits(Commutative)]
public sealed partial class MinSIOp : TotalBinaryOp
{
    public override long? Evaluate(long lhs, long rhs, int width) => Math.Min(lhs, rhs);

    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) =>
        Lhs == Rhs || IsLargestSigned(constants[1]) ? Lhs
        : IsSmallestSigned(constants[1]) ? Rhs
        : default(FoldResult);
}

/// <summary>The larger of two unsigned integers.</summary>
[Op("arith.maxui")]
[Traits(Commutative)]
public sealed partial class MaxUIOp : TotalBinaryOp
{
    public override long? Evaluate(long lhs, long rhs, int width) => U(lhs, width) > U(rhs, width) ? lhs : rhs;

    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) =>
        Lhs == Rhs || IsZero(constants[1]) ? Lhs
        : IsLargestUnsigned(constants[1]) ? Rhs
        : default(FoldResult);
}

/// <summary>The smaller of two unsigned integers.</summary>
[Op("arith.minui")]
[Traits(Commutative)]
public sealed partial class MinUIOp : TotalBinaryOp
{
    public override long? Evaluate(long lhs, long rhs, int width) => U(lhs, width) < U(rhs, width) ? lhs : rhs;

    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) =>
        Lhs == Rhs || IsLargestUnsigned(constants[1]) ? Lhs
        : IsZero(constants[1]) ? Rhs
        : default(FoldResult);
}
