using System;

namespace Weft.IR;

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
