using System;
using System.Globalization;
using System.Text;

namespace Weft.IR.Text;

/// <summary>Floating-point constants as MLIR prints them: six decimals in scientific form when that is exact, else enough
/// digits to read back, else the bits in hexadecimal.</summary>
internal static class FloatText
{
    public static string Format(FloatType type, ulong bits, ulong high)
    {
        var value = FloatFormat.ToDouble(type, bits, high);
        if (double.IsNaN(value) || double.IsInfinity(value)) return Hex(type, bits, high);
        var negative = value < 0 || (value == 0 && BitConverter.DoubleToInt64Bits(value) < 0);
        if (value == 0) return negative ? "-0.000000e+00" : "0.000000e+00";
        var magnitude = Math.Abs(value);

        var six = magnitude.ToString("E5", CultureInfo.InvariantCulture);
        if (ReadsBack(type, six, magnitude)) return (negative ? "-" : "") + Scientific(six);
        var precision = 2 + ((type.MantissaBits + 1) * 59 / 196);
        var full = Plain(magnitude.ToString("E" + (precision - 1), CultureInfo.InvariantCulture), precision);
        return full.IndexOf('.') >= 0 ? (negative ? "-" : "") + full : Hex(type, bits, high);
    }

    public static string Hex(FloatType type, ulong bits, ulong high) =>
        type.Width <= 64 ? $"0x{bits:X}" : high == 0 ? $"0x{bits:X}" : $"0x{high:X}{bits:X16}";

    private static bool ReadsBack(FloatType type, string digits, double magnitude)
    {
        var read = double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
        return FloatAttr.Of(read, type).Value.Equals(magnitude);
    }

    // 1.00000E+000 -> 1.000000e+00: six decimals, an exponent of at least two digits
    private static string Scientific(string digits)
    {
        var (mantissa, exponent) = Split(digits);
        var text = exponent.ToString("00", CultureInfo.InvariantCulture);
        return $"{mantissa}0e{(exponent < 0 ? "" : "+")}{text}";
    }

    // All digits without trailing zeros; plain notation for exponents near zero.
    private static string Plain(string scientific, int precision)
    {
        var (mantissa, exponent) = Split(scientific);
        var digits = mantissa.Replace(".", "").TrimEnd('0');
        if (digits.Length == 0) digits = "0";
        var power = exponent - (digits.Length - 1); // of the last digit
        if (power >= 0)
            return power > 3 || digits.Length + power > precision ? WithExponent(digits, exponent) : digits + new string('0', power);
        if (exponent >= 0) return digits.Substring(0, exponent + 1) + "." + digits.Substring(exponent + 1);
        return -exponent > 3 ? WithExponent(digits, exponent) : "0." + new string('0', -exponent - 1) + digits;
    }

    private static string WithExponent(string digits, int exponent) =>
        $"{digits[0]}.{(digits.Length == 1 ? "0" : digits.Substring(1))}E{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent)}";

    private static (string Mantissa, int Exponent) Split(string scientific)
    {
        var e = scientific.IndexOf('E');
        return (scientific.Substring(0, e), int.Parse(scientific.Substring(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
    }
}
