using System;
using System.Numerics;
using Weft.IR.Text;

namespace Weft.IR;

/// <summary>Numbers of f80 and f128, taken apart and put together: rounded once, to nearest and ties to even.</summary>
internal static class WideFloats
{
    // The exponent of the last bit of the least numbers, for a significand of the given bits.
    private static int LeastExponent(int precision) => 1 - 16383 - (precision - 1);

    private static int Precision(FloatType type) => type.Width == 128 ? 113 : 64;

    /// <summary>The number with its sign turned round.</summary>
    public static FloatAttr Negated(FloatAttr number) => number with { HighBits = number.HighBits ^ SignBit(number.FloatType) };

    public static bool IsNan(FloatAttr number) => !FloatFormat.IsFiniteWide(number) && Fraction(number) != 0;

    public static bool IsInfinite(FloatAttr number) => !FloatFormat.IsFiniteWide(number) && Fraction(number) == 0;

    // Without the bit that an f80 says and an f128 does not.
    private static ulong Fraction(FloatAttr number) =>
        number.FloatType.Width == 80 ? number.Bits << 1 : number.Bits | (number.HighBits << 16);

    public static FloatAttr Infinity(FloatType type, bool isNegative) =>
        Encode(type, isNegative ? SignBit(type) : 0, 0x7FFF, BigInteger.One << (Precision(type) - 1));

    /// <summary>The NaN that arithmetic gives.</summary>
    public static FloatAttr Nan(FloatType type) => Encode(type, 0, 0x7FFF, new BigInteger(3) << (Precision(type) - 2));

    /// <summary>A NaN, made quiet.</summary>
    public static FloatAttr Quiet(FloatAttr nan) =>
        nan.FloatType.Width == 80 ? nan with { Bits = nan.Bits | (1UL << 62) } : nan with { HighBits = nan.HighBits | (1UL << 47) };

    /// <summary>Negative, zero or positive as the first number is less, equal or greater; NaN where one is none.</summary>
    public static double Order(FloatAttr x, FloatAttr y)
    {
        if (IsNan(x) || IsNan(y)) return double.NaN;
        if (IsInfinite(x) || IsInfinite(y)) return Rank(x).CompareTo(Rank(y));
        return Difference(Signed(x), Signed(y)).Number.Sign;

        static int Rank(FloatAttr number) => !IsInfinite(number) ? 0 : number.IsNegative ? -1 : 1;
    }

    /// <summary>A finite number without what is behind its point.</summary>
    public static BigInteger Truncated(FloatAttr number)
    {
        var (significand, exponent) = Signed(number);
        var magnitude = BigInteger.Abs(significand);
        var whole = exponent >= 0 ? magnitude << exponent : magnitude >> -exponent;
        return number.IsNegative ? -whole : whole;
    }

    /// <summary>A finite number in another format; null where that does not hold it exactly.</summary>
    public static FloatAttr? Converted(FloatAttr number, FloatType to)
    {
        if (to.Width <= 64)
        {
            // A double would be cut off.
            var near = number.Value;
            var isExact = FloatFormat.FromDouble(number.FloatType, near) == number;
            return isExact && FloatAttr.Of(near, to) is var narrow && narrow.Value.Equals(near) ? narrow : null;
        }

        var (significand, exponent) = Signed(number);
        var wide = Round(to, number.IsNegative, BigInteger.Abs(significand), exponent);
        return FloatFormat.IsFiniteWide(wide) && Difference(Signed(wide), (significand, exponent)).Number.IsZero ? wide : null;
    }

    /// <summary>The numbers' difference, not rounded.</summary>
    public static (BigInteger Number, int Exponent) Difference((BigInteger Number, int Exponent) a, (BigInteger Number, int Exponent) b)
    {
        var least = Math.Min(a.Exponent, b.Exponent);
        return ((a.Number << (a.Exponent - least)) - (b.Number << (b.Exponent - least)), least);
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
        return biased < 0x7FFF ? Encode(type, sign, (ulong)biased, kept) : Infinity(type, isNegative);
    }

    // An f80 says its highest bit, an f128 does not.
    private static FloatAttr Encode(FloatType type, ulong sign, ulong exponent, BigInteger significand)
    {
        var low = (ulong)(significand & ulong.MaxValue);
        if (type.Width == 80) return new(type, low, sign | exponent);
        return new(type, low, sign | (exponent << 48) | ((ulong)(significand >> 64) & ((1UL << 48) - 1)));
    }

    /// <summary>A finite number as <c>Number * 2^Exponent</c>.</summary>
    public static (BigInteger Number, int Exponent) Signed(FloatAttr number)
    {
        var (significand, exponent) = FloatFormat.DecomposeWide(number.FloatType, number.Bits, number.HighBits);
        return (number.IsNegative ? -significand : significand, exponent);
    }

    private static ulong SignBit(FloatType type) => type.Width == 128 ? 1UL << 63 : 1UL << 15;
}
