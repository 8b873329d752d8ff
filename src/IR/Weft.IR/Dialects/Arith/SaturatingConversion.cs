using System;
using System.Numerics;

namespace Weft.IR;

/// <summary>Float to integer as the languages mean it: toward zero, to the nearest value that fits, NaN to 0. Every operation that
/// is emitted is defined for all operands.</summary>
public static class SaturatingConversion
{
    /// <param name="type">A signless integer of at most 64 bits.</param>
    public static Value Emit(Builder builder, Value value, IntegerType type, bool isSigned)
    {
        var format = (FloatType)value.Type;
        var power = isSigned ? type.Width - 1 : type.Width;
        var least = isSigned ? -Math.Pow(2, power) : 0.0;
        // The first number that is too large is a power of two, exact in every format that reaches it.
        var limit = Math.Pow(2, power);
        var reaches = Math.Pow(2, format.Bias) * (2 - Math.Pow(2, -format.MantissaBits)) >= limit;

        // min(max(x, least), largest below the limit), written so that NaN becomes least
        var above = builder.Add(new CmpFOp(CmpFPredicate.Ogt, value, Float(least)));
        var clamped = builder.Add(new SelectOp(above, value, Float(least)));
        if (reaches)
        {
            var below = builder.Add(new CmpFOp(CmpFPredicate.Olt, clamped, Float(limit)));
            clamped = builder.Add(new SelectOp(below, clamped, Float(PreviousBelow(limit, format))));
        }

        var whole = builder.Add(isSigned ? new FPToSIOp(clamped, type) : new FPToUIOp(clamped, type));
        if (reaches)
        {
            var over = builder.Add(new CmpFOp(CmpFPredicate.Oge, value, Float(limit)));
            var largest = builder.Add(new ConstantOp(new IntegerAttr((BigInteger.One << power) - 1, type)));
            whole = builder.Add(new SelectOp(over, largest, whole));
        }

        var isNan = builder.Add(new CmpFOp(CmpFPredicate.Uno, value, value));
        return builder.Add(new SelectOp(isNan, builder.Add(ConstantOp.Integer(0, type)), whole));

        Value Float(double number) => builder.Add(ConstantOp.Float(number, format));
    }

    // One unit in the last place below a power of two.
    private static double PreviousBelow(double power, FloatType format) => power - (power * Math.Pow(2, -format.MantissaBits - 1));
}
