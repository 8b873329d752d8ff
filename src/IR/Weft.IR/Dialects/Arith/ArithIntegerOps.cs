using System;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>Integer addition modulo 2^width.</summary>
[Op("arith.addi")]
[Traits(Commutative)]
public sealed partial class AddIOp : OverflowBinaryOp
{
    public override long? Evaluate(long lhs, long rhs, int width) => unchecked(lhs + rhs);

    // x + 0, (x - y) + y, y + (x - y) -> x
    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) => IsZero(constants[1]) ? Lhs
        : Lhs.Def is SubIOp ({ } x, { } y) && y == Rhs ? x
        : Rhs.Def is SubIOp ({ } a, { } b) && b == Lhs ? a
        : default(FoldResult);
}

/// <summary>Integer subtraction modulo 2^width.</summary>
[Op("arith.subi")]
public sealed partial class SubIOp : OverflowBinaryOp
{
    public override long? Evaluate(long lhs, long rhs, int width) => unchecked(lhs - rhs);

    // x - 0, (x + y) - y, (y + x) - y -> x; x - x -> 0
    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) => IsZero(constants[1]) ? Lhs
        : Lhs == Rhs ? ArithFolding.Integer(0, Result.Type)
        : Lhs.Def is AddIOp ({ } x, { } y) ? y == Rhs ? x : x == Rhs ? y : default(FoldResult)
        : default(FoldResult);
}

/// <summary>Integer multiplication modulo 2^width.</summary>
[Op("arith.muli")]
[Traits(Commutative)]
public sealed partial class MulIOp : OverflowBinaryOp
{
    public override long? Evaluate(long lhs, long rhs, int width) => unchecked(lhs * rhs);

    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) =>
        IsOne(constants[1]) ? Lhs : IsZero(constants[1]) ? Rhs : default(FoldResult);
}

/// <summary>Bitwise and.</summary>
[Op("arith.andi")]
[Traits(Commutative, Idempotent)]
public sealed partial class AndIOp : TotalBinaryOp
{
    public override long? Evaluate(long lhs, long rhs, int width) => lhs & rhs;

    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) =>
        IsZero(constants[1]) ? Rhs
        : Lhs == Rhs || ArithFolding.IsInteger(constants[1], -1) ? Lhs
        : IsNotOf(Lhs, Rhs) || IsNotOf(Rhs, Lhs) ? ArithFolding.Integer(0, Result.Type)
        : default(FoldResult);

    // x & ~x -> 0
    private static bool IsNotOf(Value not, Value x) =>
        not.Def is XOrIOp ({ } operand, { } ones) && operand == x && ArithFolding.IsInteger(ConstantOp.ValueOf(ones), -1);
}

/// <summary>Bitwise or.</summary>
[Op("arith.ori")]
[Traits(Commutative, Idempotent)]
public sealed partial class OrIOp : TotalBinaryOp
{
    public override long? Evaluate(long lhs, long rhs, int width) => lhs | rhs;

    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) =>
        IsZero(constants[1]) || Lhs == Rhs ? Lhs : ArithFolding.IsInteger(constants[1], -1) ? Rhs : default(FoldResult);
}

/// <summary>Bitwise exclusive or.</summary>
[Op("arith.xori")]
[Traits(Commutative)]
public sealed partial class XOrIOp : TotalBinaryOp
{
    public override long? Evaluate(long lhs, long rhs, int width) => lhs ^ rhs;

    // x ^ 0, (x ^ y) ^ y -> x; x ^ x -> 0
    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) => IsZero(constants[1]) ? Lhs
        : Lhs == Rhs ? ArithFolding.Integer(0, Result.Type)
        : Cancelled(Lhs, Rhs) ?? Cancelled(Rhs, Lhs);

    private static Value? Cancelled(Value inner, Value other) =>
        inner.Def is XOrIOp ({ } x, { } y) ? y == other ? x : x == other ? y : null : null;
}

/// <summary>Signed division, truncated. Undefined when the divisor is zero or the quotient overflows.</summary>
[Op("arith.divsi")]
public sealed partial class DivSIOp : IntegerBinaryOp
{
    public override long? Evaluate(long lhs, long rhs, int width) =>
        rhs == 0 || (rhs == -1 && lhs == ArithFolding.MinValue(width)) ? null : lhs / rhs;

    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) => IsOne(constants[1]) ? Lhs : default(FoldResult);
}

/// <summary>Unsigned division. Undefined when the divisor is zero.</summary>
[Op("arith.divui")]
public sealed partial class DivUIOp : IntegerBinaryOp
{
    public override long? Evaluate(long lhs, long rhs, int width) => rhs == 0 ? null : unchecked((long)(U(lhs, width) / U(rhs, width)));

    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) => IsOne(constants[1]) ? Lhs : default(FoldResult);
}

/// <summary>Signed division, rounded up. Undefined when the divisor is zero or the quotient overflows.</summary>
[Op("arith.ceildivsi")]
public sealed partial class CeilDivSIOp : IntegerBinaryOp
{
    public override long? Evaluate(long lhs, long rhs, int width) =>
        rhs == 0 || (rhs == -1 && lhs == ArithFolding.MinValue(width))
        ? null : lhs / rhs + (lhs % rhs != 0 && (lhs < 0) == (rhs < 0) ? 1 : 0);

    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) => IsOne(constants[1]) ? Lhs : default(FoldResult);
}

/// <summary>Unsigned division, rounded up. Undefined when the divisor is zero.</summary>
[Op("arith.ceildivui")]
public sealed partial class CeilDivUIOp : IntegerBinaryOp
{
    public override long? Evaluate(long lhs, long rhs, int width) =>
        rhs == 0 ? null : unchecked((long)(U(lhs, width) / U(rhs, width) + (U(lhs, width) % U(rhs, width) != 0 ? 1UL : 0UL)));

    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) => IsOne(constants[1]) ? Lhs : default(FoldResult);
}

/// <summary>Signed division, rounded down. Undefined when the divisor is zero or the quotient overflows.</summary>
[Op("arith.floordivsi")]
public sealed partial class FloorDivSIOp : IntegerBinaryOp
{
    public override long? Evaluate(long lhs, long rhs, int width) =>
        rhs == 0 || (rhs == -1 && lhs == ArithFolding.MinValue(width))
        ? null : lhs / rhs - (lhs % rhs != 0 && (lhs < 0) != (rhs < 0) ? 1 : 0);

    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) => IsOne(constants[1]) ? Lhs : default(FoldResult);
}

/// <summary>Remainder of signed division; takes the sign of the dividend. Undefined when the divisor is zero.</summary>
[Op("arith.remsi")]
public sealed partial class RemSIOp : IntegerBinaryOp
{
    public override long? Evaluate(long lhs, long rhs, int width) => rhs == 0 ? null : rhs == -1 ? 0 : lhs % rhs;

    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) =>
        IsOne(constants[1]) ? ArithFolding.Integer(0, Result.Type) : default(FoldResult);
}

/// <summary>Remainder of unsigned division. Undefined when the divisor is zero.</summary>
[Op("arith.remui")]
public sealed partial class RemUIOp : IntegerBinaryOp
{
    public override long? Evaluate(long lhs, long rhs, int width) => rhs == 0 ? null : unchecked((long)(U(lhs, width) % U(rhs, width)));

    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) =>
        IsOne(constants[1]) ? ArithFolding.Integer(0, Result.Type) : default(FoldResult);
}

/// <summary>Shift to the left. Undefined when the amount is not below the width.</summary>
[Op("arith.shli")]
public sealed partial class ShLIOp : OverflowBinaryOp
{
    public override long? Evaluate(long lhs, long rhs, int width) => U(rhs, width) >= (ulong)width ? null : lhs << (int)rhs;

    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) => IsZero(constants[1]) ? Lhs : default(FoldResult);
}

/// <summary>Shift to the right that copies the sign. Undefined when the amount is not below the width.</summary>
[Op("arith.shrsi")]
public sealed partial class ShRSIOp : TotalBinaryOp
{
    public override long? Evaluate(long lhs, long rhs, int width) => U(rhs, width) >= (ulong)width ? null : lhs >> (int)rhs;

    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) => IsZero(constants[1]) ? Lhs : default(FoldResult);
}

/// <summary>Shift to the right that fills with zeros. Undefined when the amount is not below the width.</summary>
[Op("arith.shrui")]
public sealed partial class ShRUIOp : TotalBinaryOp
{
    public override long? Evaluate(long lhs, long rhs, int width) =>
        U(rhs, width) >= (ulong)width ? null : unchecked((long)(U(lhs, width) >> (int)rhs));

    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) => IsZero(constants[1]) ? Lhs : default(FoldResult);
}

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

/// <summary>Addition of unsigned integers and whether it wrapped around.</summary>
[Op("arith.addui_extended", Format = "$lhs `,` $rhs attr-dict `:` type($sum) `,` type($overflow)")]
[Traits(Pure, Commutative, ElementwiseMappable)]
[AllTypesMatch(nameof(Lhs), nameof(Rhs), nameof(Sum))]
public sealed partial class AddUIExtendedOp : Operation
{
    [Operand<SignlessIntegerLike>] public partial Value Lhs { get; }

    [Operand<SignlessIntegerLike>] public partial Value Rhs { get; }

    [Result<SignlessIntegerLike>] public partial OpResult Sum { get; }

    [Result<BoolLike>] public partial OpResult Overflow { get; }
}

/// <summary>The full product of two signed integers, in two halves.</summary>
[Op("arith.mulsi_extended")]
public sealed partial class MulSIExtendedOp : ExtendedProductOp;

/// <summary>The full product of two unsigned integers, in two halves.</summary>
[Op("arith.mului_extended")]
public sealed partial class MulUIExtendedOp : ExtendedProductOp;
