using System;
using static Weft.IR.OpTraits;

namespace Weft.IR;

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
