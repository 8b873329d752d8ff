using System;
using System.Numerics;
using Weft.IR.Text;

namespace Weft.IR;

/// <summary>Arithmetic of finite f80 and f128: exact, then rounded once, to nearest and ties to even.</summary>
internal static class WideFloats
{
    // The exponent of the last bit of the least numbers, for a significand of the given bits.
    private static int LeastExponent(int precision) => 1 - 16383 - (precision - 1);

    private static int Precision(FloatType type) => type.Width == 128 ? 113 : 64;

    /// <summary>What an operation gives; null where it is unknown here, or an operand is not finite.</summary>
    public static FloatAttr? Evaluate(FloatBinaryOp op, FloatAttr x, FloatAttr y)
    {
        if (!FloatFormat.IsFiniteWide(x) || !FloatFormat.IsFiniteWide(y)) return null;
        var ((a, e), (b, f)) = (Signed(x), Signed(y));
        var isNegative = x.IsNegative != y.IsNegative;
        return op switch
        {
            AddFOp => Sum(x.FloatType, (a, e), (b, f), x.IsNegative && y.IsNegative),
            SubFOp => Sum(x.FloatType, (a, e), (-b, f), x.IsNegative && !y.IsNegative),
            MulFOp => Round(x.FloatType, isNegative, BigInteger.Abs(a * b), e + f),
            DivFOp when !b.IsZero => Quotient(x.FloatType, isNegative, (BigInteger.Abs(a), e), (BigInteger.Abs(b), f)),
            _ => null,
        };
    }

    /// <summary>The number with its sign turned round.</summary>
    public static FloatAttr Negated(FloatAttr number) => number with { HighBits = number.HighBits ^ SignBit(number.FloatType) };

    // The sign that a sum of zero has is that of both zeros, or plus.
    private static FloatAttr Sum(
        FloatType type, (BigInteger Number, int Exponent) a, (BigInteger Number, int Exponent) b, bool isZeroNegative)
    {
        var least = Math.Min(a.Exponent, b.Exponent);
        var sum = (a.Number << (a.Exponent - least)) + (b.Number << (b.Exponent - least));
        return Round(type, sum.IsZero ? isZeroNegative && a.Number.IsZero : sum.Sign < 0, BigInteger.Abs(sum), least);
    }

    /// <summary>The quotient of two magnitudes.</summary>
    public static FloatAttr Quotient(
        FloatType type, bool isNegative, (BigInteger Number, int Exponent) a, (BigInteger Number, int Exponent) b)
    {
        // So many bits that the last one, set where there is a rest, is never one that rounding keeps.
        var shift = Math.Max(0, DecimalDigits.BitLength(b.Number) - DecimalDigits.BitLength(a.Number)) + Precision(type) + 2;
        var quotient = BigInteger.DivRem(a.Number << shift, b.Number, out var rest);
        return Round(type, isNegative, (quotient << 1) | (rest.IsZero ? 0 : 1), a.Exponent - b.Exponent - shift - 1);
    }

    /// <summary>The nearest number of a format, or infinity.</summary>
    public static FloatAttr Round(FloatType type, bool isNegative, BigInteger significand, int exponent)
    {
        var (precision, sign) = (Precision(type), isNegative ? SignBit(type) : 0);
        if (significand.IsZero) return new(type, 0, sign);
        var drop = Math.Max(DecimalDigits.BitLength(significand) - precision, LeastExponent(precision) - exponent);
        var kept = drop > 0 ? significand >> drop : significand << -drop;
        if (drop > 0)
        {
            var twice = (significand - (kept << drop)) << 1;
            var order = twice.CompareTo(BigInteger.One << drop);
            if (order > 0 || (order == 0 && !kept.IsEven)) kept += 1;
        }

        exponent += drop;
        if (DecimalDigits.BitLength(kept) > precision) (kept, exponent) = (kept >> 1, exponent + 1);
        var biased = DecimalDigits.BitLength(kept) == precision ? exponent - LeastExponent(precision) + 1 : 0;
        return biased < 0x7FFF ? Encode(type, sign, (ulong)biased, kept) : Encode(type, sign, 0x7FFF, BigInteger.One << (precision - 1));
    }

    // An f80 says its highest bit, an f128 does not.
    private static FloatAttr Encode(FloatType type, ulong sign, ulong exponent, BigInteger significand)
    {
        var low = (ulong)(significand & ulong.MaxValue);
        if (type.Width == 80) return new(type, low, sign | exponent);
        return new(type, low, sign | (exponent << 48) | ((ulong)(significand >> 64) & ((1UL << 48) - 1)));
    }

    private static (BigInteger Number, int Exponent) Signed(FloatAttr number)
    {
        var (significand, exponent) = FloatFormat.DecomposeWide(number.FloatType, number.Bits, number.HighBits);
        return (number.IsNegative ? -significand : significand, exponent);
    }

    private static ulong SignBit(FloatType type) => type.Width == 128 ? 1UL << 63 : 1UL << 15;
}
