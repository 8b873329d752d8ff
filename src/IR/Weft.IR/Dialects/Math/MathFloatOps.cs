namespace Weft.IR;

/// <summary>The magnitude; clears the sign of NaN, too.</summary>
[Op("math.absf")]
public sealed partial class AbsFOp : FloatUnaryOp
{
    public override double Evaluate(double operand) => System.Math.Abs(operand);

    public override FloatAttr? FoldElement(FloatAttr operand) => operand.IsNegative ? ArithFolding.Negated(operand) : operand;
}

/// <summary>Arc cosine, in [0, pi].</summary>
[Op("math.acos")]
public sealed partial class AcosOp : LibraryFunctionOp
{
    public override double Evaluate(double operand) => System.Math.Acos(operand);
}

/// <summary>Inverse hyperbolic cosine.</summary>
[Op("math.acosh")]
public sealed partial class AcoshOp : LibraryFunctionOp
{
    public override double Evaluate(double operand) => MathFunctions.Acosh(operand);
}

/// <summary>Arc sine, in [-pi/2, pi/2].</summary>
[Op("math.asin")]
public sealed partial class AsinOp : LibraryFunctionOp
{
    public override double Evaluate(double operand) => System.Math.Asin(operand);
}

/// <summary>Inverse hyperbolic sine.</summary>
[Op("math.asinh")]
public sealed partial class AsinhOp : LibraryFunctionOp
{
    public override double Evaluate(double operand) => MathFunctions.Asinh(operand);
}

/// <summary>Arc tangent, in [-pi/2, pi/2].</summary>
[Op("math.atan")]
public sealed partial class AtanOp : LibraryFunctionOp
{
    public override double Evaluate(double operand) => System.Math.Atan(operand);
}

/// <summary>Inverse hyperbolic tangent.</summary>
[Op("math.atanh")]
public sealed partial class AtanhOp : LibraryFunctionOp
{
    public override double Evaluate(double operand) => MathFunctions.Atanh(operand);
}

/// <summary>Cube root.</summary>
[Op("math.cbrt")]
public sealed partial class CbrtOp : LibraryFunctionOp
{
    public override double Evaluate(double operand) => MathFunctions.Cbrt(operand);

    // As in MLIR, which leaves it to run time.
    public override FoldResult Fold(System.ReadOnlySpan<Attribute?> constants) => default;
}

/// <summary>The smallest integer that is not below.</summary>
[Op("math.ceil")]
public sealed partial class CeilOp : FloatUnaryOp
{
    public override double Evaluate(double operand) => System.Math.Ceiling(operand);
}

/// <summary>Cosine.</summary>
[Op("math.cos")]
public sealed partial class CosOp : LibraryFunctionOp
{
    public override double Evaluate(double operand) => System.Math.Cos(operand);
}

/// <summary>Hyperbolic cosine.</summary>
[Op("math.cosh")]
public sealed partial class CoshOp : LibraryFunctionOp
{
    public override double Evaluate(double operand) => System.Math.Cosh(operand);
}

/// <summary>The error function.</summary>
[Op("math.erf")]
public sealed partial class ErfOp : LibraryFunctionOp
{
    public override double Evaluate(double operand) => MathFunctions.Erf(operand);
}

/// <summary>e to the power of the operand.</summary>
[Op("math.exp")]
public sealed partial class ExpOp : LibraryFunctionOp
{
    public override double Evaluate(double operand) => System.Math.Exp(operand);
}

/// <summary>2 to the power of the operand.</summary>
[Op("math.exp2")]
public sealed partial class Exp2Op : LibraryFunctionOp
{
    public override double Evaluate(double operand) => System.Math.Pow(2, operand);
}

/// <summary>exp(x) - 1, accurate near zero.</summary>
[Op("math.expm1")]
public sealed partial class ExpM1Op : LibraryFunctionOp
{
    public override double Evaluate(double operand) => MathFunctions.ExpM1(operand);
}

/// <summary>The largest integer that is not above.</summary>
[Op("math.floor")]
public sealed partial class FloorOp : FloatUnaryOp
{
    public override double Evaluate(double operand) => System.Math.Floor(operand);
}

/// <summary>Natural logarithm.</summary>
[Op("math.log")]
public sealed partial class LogOp : LibraryFunctionOp
{
    public override double Evaluate(double operand) => System.Math.Log(operand);

    // As in MLIR, which leaves to run time what has a sign, zeros and NaN too.
    public override FloatAttr? FoldElement(FloatAttr operand) => operand.IsNegative ? null : base.FoldElement(operand);
}

/// <summary>Logarithm to base 10.</summary>
[Op("math.log10")]
public sealed partial class Log10Op : LibraryFunctionOp
{
    public override double Evaluate(double operand) => System.Math.Log10(operand);

    // As in MLIR, which leaves to run time what has a sign, zeros and NaN too.
    public override FloatAttr? FoldElement(FloatAttr operand) => operand.IsNegative ? null : base.FoldElement(operand);
}

/// <summary>log(1 + x), accurate near zero.</summary>
[Op("math.log1p")]
public sealed partial class Log1pOp : LibraryFunctionOp
{
    public override double Evaluate(double operand) => MathFunctions.Log1P(operand);

    // The NaN of a negative operand is left to run time.
    public override FloatAttr? FoldElement(FloatAttr operand) => operand.Value < -1 ? null : base.FoldElement(operand);
}

/// <summary>Logarithm to base 2.</summary>
[Op("math.log2")]
public sealed partial class Log2Op : LibraryFunctionOp
{
    public override double Evaluate(double operand) => MathFunctions.Log2(operand);

    // As in MLIR, which leaves to run time what has a sign, zeros and NaN too.
    public override FloatAttr? FoldElement(FloatAttr operand) => operand.IsNegative ? null : base.FoldElement(operand);
}

/// <summary>The nearest integer, halves away from zero.</summary>
[Op("math.round")]
public sealed partial class RoundOp : LibraryFunctionOp
{
    public override double Evaluate(double operand) => System.Math.Round(operand, System.MidpointRounding.AwayFromZero);
}

/// <summary>The nearest integer, halves to even.</summary>
[Op("math.roundeven")]
public sealed partial class RoundEvenOp : FloatUnaryOp
{
    public override double Evaluate(double operand) => System.Math.Round(operand, System.MidpointRounding.ToEven);
}

/// <summary>1 / sqrt(x).</summary>
[Op("math.rsqrt")]
public sealed partial class RsqrtOp : LibraryFunctionOp
{
    public override double Evaluate(double operand) => 1 / System.Math.Sqrt(operand);

    // As in MLIR, which leaves it to run time.
    public override FoldResult Fold(System.ReadOnlySpan<Attribute?> constants) => default;
}

/// <summary>Sine.</summary>
[Op("math.sin")]
public sealed partial class SinOp : LibraryFunctionOp
{
    public override double Evaluate(double operand) => System.Math.Sin(operand);
}

/// <summary>Hyperbolic sine.</summary>
[Op("math.sinh")]
public sealed partial class SinhOp : LibraryFunctionOp
{
    public override double Evaluate(double operand) => System.Math.Sinh(operand);
}

/// <summary>Square root; NaN for negative operands.</summary>
[Op("math.sqrt")]
public sealed partial class SqrtOp : LibraryFunctionOp
{
    public override double Evaluate(double operand) => System.Math.Sqrt(operand);

    // As in MLIR, which leaves to run time what has a sign, zeros and NaN too.
    public override FloatAttr? FoldElement(FloatAttr operand) => operand.IsNegative ? null : base.FoldElement(operand);
}

/// <summary>Tangent.</summary>
[Op("math.tan")]
public sealed partial class TanOp : LibraryFunctionOp
{
    public override double Evaluate(double operand) => System.Math.Tan(operand);
}

/// <summary>Hyperbolic tangent.</summary>
[Op("math.tanh")]
public sealed partial class TanhOp : LibraryFunctionOp
{
    public override double Evaluate(double operand) => System.Math.Tanh(operand);
}

/// <summary>The integer part, toward zero.</summary>
[Op("math.trunc")]
public sealed partial class TruncOp : LibraryFunctionOp
{
    public override double Evaluate(double operand) => System.Math.Truncate(operand);
}

/// <summary>The angle of the point (rhs, lhs), in [-pi, pi].</summary>
[Op("math.atan2")]
public sealed partial class Atan2Op : LibraryFunctionPairOp
{
    public override double Evaluate(double lhs, double rhs) => System.Math.Atan2(lhs, rhs);

    protected override FloatAttr FoldNan(FloatAttr lhs, FloatAttr rhs) => base.FoldNan(rhs, lhs);
}

/// <summary>The magnitude of the first operand with the sign of the second.</summary>
[Op("math.copysign")]
public sealed partial class CopySignOp : FloatBinaryOp
{
    public override double Evaluate(double lhs, double rhs) => MathFunctions.CopySign(lhs, rhs);

    // By the bits: a NaN has a sign, too.
    public override FloatAttr? FoldPair(FloatAttr lhs, FloatAttr rhs)
    {
        if (lhs.FloatType.Width > 64) return base.FoldPair(lhs, rhs);
        var sign = 1UL << (lhs.FloatType.Width - 1);
        return new(lhs.FloatType, (lhs.Bits & ~sign) | (rhs.Bits & sign));
    }
}

/// <summary>The first operand to the power of the second.</summary>
[Op("math.powf")]
public sealed partial class PowFOp : LibraryFunctionPairOp
{
    public override double Evaluate(double lhs, double rhs) => System.Math.Pow(lhs, rhs);
}
