using System;
using System.Globalization;
using System.Numerics;

namespace Weft.IR.Text;

/// <summary>Floating-point constants as MLIR prints them: six decimals in scientific form when that is exact, else enough
/// digits to read back, else the bits in hexadecimal.</summary>
internal static class FloatText
{
    private const int ShortDigits = 6;

    // Longer numbers are written with an exponent.
    private const int MaxPadding = 3;

    public static string Format(FloatType type, ulong bits, ulong high)
    {
        var value = FloatFormat.ToDouble(type, bits, high);
        var number = new FloatAttr(type, bits, high);
        if (type.Width <= 64 ? double.IsNaN(value) || double.IsInfinity(value) : !FloatFormat.IsFiniteWide(number))
            return Hex(type, bits, high);
        var isNegative = type.Width <= 64 ? value < 0 || (value == 0 && BitConverter.DoubleToInt64Bits(value) < 0) : number.IsNegative;
        var sign = isNegative ? "-" : "";
        var (significand, exponent) = Decompose(type, bits, high);
        if (significand.IsZero) return sign + "0.000000e+00";
        // Of a format that is wider than a double, the value here is only near.
        if (type.Width <= 64 && IsSmallDyadic(Math.Abs(value)))
            return sign + Scientific(Math.Abs(value).ToString("E5", CultureInfo.InvariantCulture));

        var digits = DecimalDigits.Of(significand, exponent, ShortDigits);
        if (type.Width <= 64 ? digits.Read(type).Equals(Math.Abs(value)) : digits.ReadWide(type, isNegative) == number)
            return sign + digits.ToShortText(ShortDigits);
        var precision = 2 + ((type.MantissaBits + 1) * 59 / 196);
        var full = DecimalDigits.Of(significand, exponent, precision).ToText(precision, MaxPadding);
        return full.IndexOf('.') >= 0 ? sign + full : Hex(type, bits, high);
    }

    public static string Hex(FloatType type, ulong bits, ulong high) =>
        type.Width <= 64 ? $"0x{bits:X}" : high == 0 ? $"0x{bits:X}" : $"0x{high:X}{bits:X16}";

    // Most constants are: 1.0, 0.5, 42.0. Six digits hold them exactly, and no long arithmetic is needed.
    private static bool IsSmallDyadic(double magnitude) =>
        (magnitude < 1e6 && magnitude == Math.Floor(magnitude)) || (magnitude < 100 && magnitude * 16 == Math.Floor(magnitude * 16));

    // 1.00000E+000 -> 1.000000e+00
    private static string Scientific(string digits)
    {
        var e = digits.IndexOf('E');
        return DecimalDigits.WithExponent(
            digits.Substring(0, e) + "0", int.Parse(digits.Substring(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
    }

    // The magnitude is significand * 2^exponent.
    private static (BigInteger Significand, int Exponent) Decompose(FloatType type, ulong bits, ulong high)
    {
        if (type.Width > 64) return FloatFormat.DecomposeWide(type, bits, high);
        var raw = unchecked((ulong)BitConverter.DoubleToInt64Bits(FloatFormat.ToDouble(type, bits, high)));
        var exponent = (int)((raw >> 52) & 0x7FF);
        var mantissa = raw & ((1UL << 52) - 1);
        return exponent == 0 ? (mantissa, -1074) : (mantissa | (1UL << 52), exponent - 1075);
    }
}
