using System;
using System.Numerics;

namespace Weft.IR;

/// <summary>Conversion between doubles and the bits of any format. Rounding is to nearest, ties to even, once.</summary>
public static class FloatFormat
{
    public static double ToDouble(FloatType type, ulong bits, ulong high = 0)
    {
        if (ReferenceEquals(type, FloatType.F64)) return BitConverter.Int64BitsToDouble(unchecked((long)bits));
        if (type.Width > 64) return WideToDouble(type, bits, high);
        var mantissa = bits & Mask(type.MantissaBits);
        var exponent = (int)((bits >> type.MantissaBits) & Mask(type.ExponentBits));
        var negative = (bits >> (type.Width - 1) & 1) != 0;
        if (IsNan(type, bits)) return double.NaN;
        if (type.NonFinite == NonFinite.Ieee && exponent == (int)Mask(type.ExponentBits))
            return negative ? double.NegativeInfinity : double.PositiveInfinity;
        var magnitude = exponent == 0
            ? Scale(mantissa, 1 - type.Bias - type.MantissaBits)
            : Scale(mantissa | (1UL << type.MantissaBits), exponent - type.Bias - type.MantissaBits);
        return negative ? -magnitude : magnitude;
    }

    public static FloatAttr FromDouble(FloatType type, double value)
    {
        var bits = unchecked((ulong)BitConverter.DoubleToInt64Bits(value));
        if (ReferenceEquals(type, FloatType.F64)) return new(type, bits);
        return type.Width > 64 ? WideFromDouble(type, bits) : new(type, Narrow(type, bits));
    }

    public static bool IsNan(FloatType type, ulong bits)
    {
        var magnitude = bits & Mask(type.Width - 1);
        return type.NonFinite switch
        {
            NonFinite.Ieee => magnitude > Mask(type.ExponentBits) << type.MantissaBits,
            NonFinite.NanOnlyAllOnes => magnitude == Mask(type.Width - 1),
            NonFinite.NanOnlyNegativeZero => bits == 1UL << (type.Width - 1),
            _ => false,
        };
    }

    /// <summary>The quiet NaN that arithmetic gives.</summary>
    public static ulong QuietNan(FloatType type) => type.NonFinite switch
    {
        NonFinite.Ieee => (Mask(type.ExponentBits) << type.MantissaBits) | (1UL << (type.MantissaBits - 1)),
        NonFinite.NanOnlyAllOnes => Mask(type.Width - 1),
        NonFinite.NanOnlyNegativeZero => 1UL << (type.Width - 1),
        _ => 0,
    };

    private static ulong Narrow(FloatType type, ulong f64)
    {
        var sign = (f64 >> 63) << (type.Width - 1);
        var exponent = (int)((f64 >> 52) & 0x7FF);
        var mantissa = f64 & Mask(52);
        if (exponent == 0x7FF) return mantissa != 0 ? NanOf(type, sign, mantissa) : Overflow(type, sign);
        if ((f64 << 1) == 0) return type.NonFinite == NonFinite.NanOnlyNegativeZero ? 0 : sign;

        var significand = exponent == 0 ? mantissa : mantissa | (1UL << 52);
        var power = (exponent == 0 ? 1 : exponent) - 1023;
        while ((significand >> 52) == 0) (significand, power) = (significand << 1, power - 1);

        // Bits that the format drops; below the normal range one more per power of two.
        var drop = 52 - type.MantissaBits + Math.Max(0, 1 - type.Bias - power);
        if (drop > 54) drop = 54;
        var kept = significand >> drop;
        var rest = significand & Mask(drop);
        var half = 1UL << (drop - 1);
        if (drop > 0 && (rest > half || (rest == half && (kept & 1) != 0))) kept++;
        var biased = power + type.Bias;
        // A carry out of the mantissa lands in the exponent, which is just the next power.
        var magnitude = biased >= 1 ? ((ulong)(biased - 1) << type.MantissaBits) + kept : kept;
        if (magnitude > LargestFinite(type)) return Overflow(type, sign);
        return magnitude == 0 && type.NonFinite == NonFinite.NanOnlyNegativeZero ? 0 : sign | magnitude;
    }

    private static ulong NanOf(FloatType type, ulong sign, ulong mantissa) =>
        type.NonFinite == NonFinite.Ieee ? sign | QuietNan(type) | (mantissa >> (52 - type.MantissaBits)) : QuietNan(type);

    private static ulong Overflow(FloatType type, ulong sign) => type.NonFinite switch
    {
        NonFinite.Ieee => sign | (Mask(type.ExponentBits) << type.MantissaBits),
        NonFinite.FiniteOnly => sign | LargestFinite(type),
        // There is one NaN for both signs only where it has the place of negative zero.
        _ => sign | QuietNan(type),
    };

    private static ulong LargestFinite(FloatType type) => type.NonFinite switch
    {
        NonFinite.Ieee => (Mask(type.ExponentBits) << type.MantissaBits) - 1,
        NonFinite.NanOnlyAllOnes => Mask(type.Width - 1) - 1,
        _ => Mask(type.Width - 1),
    };

    // f80 and f128 hold every double; the way back drops the low bits toward zero.
    private static FloatAttr WideFromDouble(FloatType type, ulong f64)
    {
        var sign = f64 >> 63;
        var exponent = (int)((f64 >> 52) & 0x7FF);
        var mantissa = f64 & Mask(52);
        var special = exponent == 0x7FF;
        var zero = (f64 << 1) == 0;
        if (!special && !zero && exponent == 0)
        {
            exponent = 1;
            while ((mantissa >> 52) == 0) (mantissa, exponent) = (mantissa << 1, exponent - 1);
            mantissa &= Mask(52);
        }

        var wide = special ? 0x7FFFUL : zero ? 0UL : (ulong)(exponent - 1023 + 16383);
        if (type.Width == 128) return new(type, mantissa << 60, (sign << 63) | (wide << 48) | (mantissa >> 4));
        var integerBit = zero ? 0UL : 1UL << 63;
        return new(type, integerBit | (mantissa << 11), (sign << 15) | wide);
    }

    private static double WideToDouble(FloatType type, ulong bits, ulong high)
    {
        var is128 = type.Width == 128;
        var negative = (high >> (is128 ? 63 : 15) & 1) != 0;
        var exponent = (int)((is128 ? high >> 48 : high) & 0x7FFF);
        var mantissa = is128 ? ((high & Mask(48)) << 4) | (bits >> 60) : (bits & Mask(63)) >> 11;
        if (exponent == 0x7FFF) return mantissa != 0 ? double.NaN : negative ? double.NegativeInfinity : double.PositiveInfinity;
        if (exponent == 0) return negative ? -0.0 : 0.0;
        var magnitude = Scale(mantissa | (1UL << 52), exponent - 16383 - 52);
        return negative ? -magnitude : magnitude;
    }

    /// <summary>Whether an f80 or f128 is a number, and not infinite.</summary>
    public static bool IsFiniteWide(FloatAttr value) =>
        ((value.FloatType.Width == 128 ? value.HighBits >> 48 : value.HighBits) & 0x7FFF) != 0x7FFF;

    /// <summary>The magnitude of a finite f80 or f128 as <c>Significand * 2^Exponent</c>.</summary>
    public static (BigInteger Significand, int Exponent) DecomposeWide(FloatType type, ulong bits, ulong high)
    {
        var is128 = type.Width == 128;
        var exponent = (int)((is128 ? high >> 48 : high) & 0x7FFF);
        if (!is128) return (bits, Math.Max(exponent, 1) - 16383 - 63);
        var significand = (new BigInteger(high & Mask(48)) << 64) | bits;
        return (exponent == 0 ? significand : significand | (BigInteger.One << 112), Math.Max(exponent, 1) - 16383 - 112);
    }

    private static double Scale(ulong significand, int power)
    {
        var value = (double)significand;
        for (; power > 1000; power -= 1000) value *= Math.Pow(2, 1000);
        for (; power < -1000; power += 1000) value *= Math.Pow(2, -1000);
        return value * Math.Pow(2, power);
    }

    private static ulong Mask(int bits) => bits >= 64 ? ulong.MaxValue : (1UL << bits) - 1;
}
