using System;
using System.Numerics;
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
        : Lhs == Rhs && ArithFolding.Integer(0, Result.Type) is { } zero ? zero
        : Lhs.Def is AddIOp ({ } x, { } y) ? y == Rhs ? x : x == Rhs ? y : default(FoldResult)
        : default(FoldResult);
}

/// <summary>Integer multiplication modulo 2^width.</summary>
[Op("arith.muli")]
[Traits(Commutative)]
public sealed partial class MulIOp : OverflowBinaryOp, Text.INamesValues
{
    public override long? Evaluate(long lhs, long rhs, int width) => unchecked(lhs * rhs);

    // c * vscale is %cN_vscale.
    public void SuggestNames(Action<Value, string> suggest)
    {
        var factor = Rhs.Def is VscaleOp ? Lhs : Lhs.Def is VscaleOp ? Rhs : null;
        if (factor is not null && ConstantOp.IntegerOf(factor) is { } value) suggest(Result, $"c{value}_vscale");
    }

    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) =>
        IsZero(constants[1]) ? Rhs : IsOne(constants[1]) ? Lhs : default(FoldResult);
}

/// <summary>Bitwise and.</summary>
[Op("arith.andi")]
[Traits(Commutative, Idempotent)]
public sealed partial class AndIOp : TotalBinaryOp
{
    public override long? Evaluate(long lhs, long rhs, int width) => lhs & rhs;

    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) =>
        IsZero(constants[1]) ? Rhs
        : ArithFolding.IsInteger(constants[1], -1) ? Lhs
        : XOrIOp.OnesOf(Lhs, Rhs) is not null || XOrIOp.OnesOf(Rhs, Lhs) is not null ? ArithFolding.Integer(0, Result.Type)
        : IsPartOf(Rhs, Lhs) ? Lhs
        : IsPartOf(Lhs, Rhs) ? Rhs
        : default(FoldResult);

    // (x & y) & y -> x & y
    private static bool IsPartOf(Value operand, Value and) => and.Def is AndIOp ({ } x, { } y) && (x == operand || y == operand);
}

/// <summary>Bitwise or.</summary>
[Op("arith.ori")]
[Traits(Commutative, Idempotent)]
public sealed partial class OrIOp : TotalBinaryOp
{
    public override long? Evaluate(long lhs, long rhs, int width) => lhs | rhs;

    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) =>
        IsZero(constants[1]) ? Lhs
        : ArithFolding.IsInteger(constants[1], -1) ? constants[1]
        : XOrIOp.OnesOf(Lhs, Rhs) ?? XOrIOp.OnesOf(Rhs, Lhs);
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

    /// <summary>The ones with which <c>x</c> is turned into <c>not</c>; null when that is something else.</summary>
    internal static Value? OnesOf(Value not, Value x) =>
        not.Def is XOrIOp ({ } operand, { } ones) && operand == x && ArithFolding.IsInteger(ConstantOp.ValueOf(ones), -1) ? ones : null;

    private static Value? Cancelled(Value inner, Value other) =>
        inner.Def is XOrIOp ({ } x, { } y) ? y == other ? x : x == other ? y : null : null;
}

/// <summary>Signed division, truncated. Undefined when the divisor is zero or the quotient overflows.</summary>
[Op("arith.divsi")]
public sealed partial class DivSIOp : IntegerBinaryOp, ISpeculatable
{
    public Speculatability Speculatability => UnlessDivisorMayBe(0, -1);

    public override long? Evaluate(long lhs, long rhs, int width) =>
        rhs == 0 || (rhs == -1 && lhs == ArithFolding.MinValue(width)) ? null : lhs / rhs;

    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) => IsOne(constants[1]) ? Lhs : default(FoldResult);
}

/// <summary>Unsigned division. Undefined when the divisor is zero.</summary>
[Op("arith.divui")]
public sealed partial class DivUIOp : IntegerBinaryOp, ISpeculatable
{
    public Speculatability Speculatability => UnlessDivisorMayBe(0);

    public override long? Evaluate(long lhs, long rhs, int width) => rhs == 0 ? null : unchecked((long)(U(lhs, width) / U(rhs, width)));

    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) => IsOne(constants[1]) ? Lhs : default(FoldResult);
}

/// <summary>Signed division, rounded up. Undefined when the divisor is zero or the quotient overflows.</summary>
[Op("arith.ceildivsi")]
public sealed partial class CeilDivSIOp : IntegerBinaryOp, ISpeculatable
{
    public Speculatability Speculatability => UnlessDivisorMayBe(0, -1);

    public override long? Evaluate(long lhs, long rhs, int width) =>
        rhs == 0 || (rhs == -1 && lhs == ArithFolding.MinValue(width))
        ? null : lhs / rhs + (lhs % rhs != 0 && (lhs < 0) == (rhs < 0) ? 1 : 0);

    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) => IsOne(constants[1]) ? Lhs : default(FoldResult);
}

/// <summary>Unsigned division, rounded up. Undefined when the divisor is zero.</summary>
[Op("arith.ceildivui")]
public sealed partial class CeilDivUIOp : IntegerBinaryOp, ISpeculatable
{
    public Speculatability Speculatability => UnlessDivisorMayBe(0);

    public override long? Evaluate(long lhs, long rhs, int width) =>
        rhs == 0 ? null : unchecked((long)(U(lhs, width) / U(rhs, width) + (U(lhs, width) % U(rhs, width) != 0 ? 1UL : 0UL)));

    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) => IsOne(constants[1]) ? Lhs : default(FoldResult);
}

/// <summary>Signed division, rounded down. Undefined when the divisor is zero or the quotient overflows.</summary>
[Op("arith.floordivsi")]
public sealed partial class FloorDivSIOp : IntegerBinaryOp, ISpeculatable
{
    public Speculatability Speculatability => UnlessDivisorMayBe(0, -1);

    public override long? Evaluate(long lhs, long rhs, int width) =>
        rhs == 0 || (rhs == -1 && lhs == ArithFolding.MinValue(width))
        ? null : lhs / rhs - (lhs % rhs != 0 && (lhs < 0) != (rhs < 0) ? 1 : 0);

    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) => IsOne(constants[1]) ? Lhs : default(FoldResult);
}

/// <summary>Remainder of signed division; takes the sign of the dividend. Undefined when the divisor is zero.</summary>
[Op("arith.remsi")]
public sealed partial class RemSIOp : IntegerBinaryOp, ISpeculatable
{
    public Speculatability Speculatability => UnlessDivisorMayBe(0);

    public override long? Evaluate(long lhs, long rhs, int width) => rhs == 0 ? null : rhs == -1 ? 0 : lhs % rhs;

    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) =>
        IsOne(constants[1]) ? ArithFolding.Integer(0, Result.Type) : default(FoldResult);
}

/// <summary>Remainder of unsigned division. Undefined when the divisor is zero.</summary>
[Op("arith.remui")]
public sealed partial class RemUIOp : IntegerBinaryOp, ISpeculatable
{
    public Speculatability Speculatability => UnlessDivisorMayBe(0);

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
public sealed partial class AddUIExtendedOp : Operation, IFold
{
    [Operand<SignlessIntegerLike>] public partial Value Lhs { get; }

    [Operand<SignlessIntegerLike>] public partial Value Rhs { get; }

    [Result<SignlessIntegerLike>] public partial OpResult Sum { get; }

    [Result<BoolLike>] public partial OpResult Overflow { get; }

    // x + 0 -> x, false
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants)
    {
        var (a, b) = (constants[0], constants[1]);
        if (ArithFolding.IsInteger(b, 0) && ArithFolding.Integer(0, Overflow.Type) is { } none) return FoldResult.All(Lhs, none);
        if (a is null || b is null) return default;
        var sum = Elements.Map(a, b, Sum.Type, (x, y) => Add(x, y) is { } total ? new IntegerAttr(total, ((IntegerAttr)x).Type) : null);
        var overflow = Elements.Map(a, b, Overflow.Type, (x, y) => Add(x, y) is { } total
            ? IntegerAttr.Bool(total >> IntegerBits.Width(((IntegerAttr)x).Type) != 0)
            : null);
        return sum is null || overflow is null ? default : FoldResult.All(sum, overflow);
    }

    private static BigInteger? Add(Attribute lhs, Attribute rhs) =>
        (lhs, rhs) is (IntegerAttr x, IntegerAttr y) ? CastRules.Unsigned(x) + CastRules.Unsigned(y) : null;
}

/// <summary>The full product of two signed integers, in two halves.</summary>
[Op("arith.mulsi_extended")]
public sealed partial class MulSIExtendedOp : ExtendedProductOp
{
    protected override BigInteger Product(IntegerAttr lhs, IntegerAttr rhs) => lhs.Value * rhs.Value;
}

/// <summary>The full product of two unsigned integers, in two halves.</summary>
[Op("arith.mului_extended")]
public sealed partial class MulUIExtendedOp : ExtendedProductOp
{
    protected override BigInteger Product(IntegerAttr lhs, IntegerAttr rhs) => CastRules.Unsigned(lhs) * CastRules.Unsigned(rhs);

    // x * 1 -> x, 0
    public override FoldResult Fold(ReadOnlySpan<Attribute?> constants) =>
        ArithFolding.IsInteger(constants[1], 1) && ArithFolding.Integer(0, High.Type) is { } zero
            ? FoldResult.All(Lhs, zero)
            : base.Fold(constants);
}
