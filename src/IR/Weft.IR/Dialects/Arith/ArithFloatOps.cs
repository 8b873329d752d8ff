using System;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>Addition.</summary>
[Op("arith.addf")]
[Traits(Commutative)]
public sealed partial class AddFOp : FloatBinaryOp
{
    public override double Evaluate(double lhs, double rhs) => lhs + rhs;

    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) =>
        ArithFolding.IsNegativeZero(constants[1]) ? Lhs : default(FoldResult);
}

/// <summary>Subtraction.</summary>
[Op("arith.subf")]
public sealed partial class SubFOp : FloatBinaryOp
{
    public override double Evaluate(double lhs, double rhs) => lhs - rhs;

    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) =>
        ArithFolding.IsPositiveZero(constants[1]) ? Lhs : default(FoldResult);
}

/// <summary>Multiplication.</summary>
[Op("arith.mulf")]
[Traits(Commutative)]
public sealed partial class MulFOp : FloatBinaryOp
{
    public override double Evaluate(double lhs, double rhs) => lhs * rhs;

    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) =>
        ArithFolding.IsFloat(constants[1], 1.0) ? Lhs : default(FoldResult);
}

/// <summary>Division.</summary>
[Op("arith.divf")]
public sealed partial class DivFOp : FloatBinaryOp
{
    public override double Evaluate(double lhs, double rhs) => lhs / rhs;

    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) =>
        ArithFolding.IsFloat(constants[1], 1.0) ? Lhs : default(FoldResult);
}

/// <summary>Remainder of the truncated quotient, as C's <c>fmod</c>; takes the sign of the dividend.</summary>
[Op("arith.remf")]
public sealed partial class RemFOp : FloatBinaryOp
{
    public override double Evaluate(double lhs, double rhs) => lhs % rhs;
}

/// <summary>The larger; NaN if one is NaN; -0 is below +0.</summary>
[Op("arith.maximumf")]
[Traits(Commutative)]
public sealed partial class MaximumFOp : FloatBinaryOp
{
    public override double Evaluate(double lhs, double rhs) => FloatOrder.Maximum(lhs, rhs);

    protected override FloatAttr FoldNan(FloatAttr lhs, FloatAttr rhs) => lhs.IsNan ? lhs : rhs;

    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) =>
        Lhs == Rhs || ArithFolding.IsFloat(constants[1], double.NegativeInfinity) ? Lhs : default(FoldResult);
}

/// <summary>The smaller; NaN if one is NaN; -0 is below +0.</summary>
[Op("arith.minimumf")]
[Traits(Commutative)]
public sealed partial class MinimumFOp : FloatBinaryOp
{
    public override double Evaluate(double lhs, double rhs) => FloatOrder.Minimum(lhs, rhs);

    protected override FloatAttr FoldNan(FloatAttr lhs, FloatAttr rhs) => lhs.IsNan ? lhs : rhs;

    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) =>
        Lhs == Rhs || ArithFolding.IsFloat(constants[1], double.PositiveInfinity) ? Lhs : default(FoldResult);
}

/// <summary>The larger; the other operand if one is NaN.</summary>
[Op("arith.maxnumf")]
[Traits(Commutative)]
public sealed partial class MaxNumFOp : FloatBinaryOp
{
    public override double Evaluate(double lhs, double rhs) => FloatOrder.MaxNum(lhs, rhs);

    protected override FloatAttr FoldNan(FloatAttr lhs, FloatAttr rhs) => rhs;

    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) =>
        Lhs == Rhs || ArithFolding.IsFloat(constants[1], double.NegativeInfinity) ? Lhs : default(FoldResult);
}

/// <summary>The smaller; the other operand if one is NaN.</summary>
[Op("arith.minnumf")]
[Traits(Commutative)]
public sealed partial class MinNumFOp : FloatBinaryOp
{
    public override double Evaluate(double lhs, double rhs) => FloatOrder.MinNum(lhs, rhs);

    protected override FloatAttr FoldNan(FloatAttr lhs, FloatAttr rhs) => rhs;

    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) =>
        Lhs == Rhs || ArithFolding.IsFloat(constants[1], double.PositiveInfinity) ? Lhs : default(FoldResult);
}

/// <summary>The operand with its sign flipped, NaN included.</summary>
[Op("arith.negf")]
public sealed partial class NegFOp : FloatUnaryOp
{
    public override double Evaluate(double operand) => -operand;

    public override FloatAttr? FoldElement(FloatAttr operand) => ArithFolding.Negated(operand);

    // negf(negf(x)) -> x
    public override FoldResult Fold(ReadOnlySpan<Attribute?> constants) =>
        Operand.Def is NegFOp { Operand: var x } ? x : base.Fold(constants);
}

/// <summary>The larger and smaller of two numbers, with the treatment of NaN and signed zeros that each operation asks for.</summary>
internal static class FloatOrder
{
    public static double Maximum(double a, double b) => double.IsNaN(a) ? a : double.IsNaN(b) ? b : Larger(a, b);

    public static double Minimum(double a, double b) => double.IsNaN(a) ? a : double.IsNaN(b) ? b : -Larger(-a, -b);

    public static double MaxNum(double a, double b) => double.IsNaN(a) ? b : double.IsNaN(b) ? a : Larger(a, b);

    public static double MinNum(double a, double b) => double.IsNaN(a) ? b : double.IsNaN(b) ? a : -Larger(-a, -b);

    private static double Larger(double a, double b) => a > b || (a == b && 1 / a > 1 / b) ? a : b;
}
