using System.Globalization;

namespace Weft.Runtime;

/// <summary>Numbers as C's printf writes them.</summary>
public static class CFormat
{
    /// <summary><c>%g</c>: six significant digits, without trailing zeros.</summary>
    public static string General(double value)
    {
        if (!double.IsFinite(value)) return NotFinite(value);
        // The exponent after rounding decides: 999999.5 is 1e+06.
        var (digits, exponent) = Scientific(value, "E5");
        return exponent is >= -4 and < 6
            ? Trim(value.ToString($"F{5 - exponent}", CultureInfo.InvariantCulture))
            : Trim(digits) + Exponent(exponent);
    }

    /// <summary><c>%e</c>: a digit, a point, six digits, an exponent of at least two.</summary>
    public static string Exponential(double value)
    {
        if (!double.IsFinite(value)) return NotFinite(value);
        var (digits, exponent) = Scientific(value, "E6");
        return digits + Exponent(exponent);
    }

    private static (string Digits, int Exponent) Scientific(double value, string format)
    {
        var parts = value.ToString(format, CultureInfo.InvariantCulture).Split('E');
        return (parts[0], int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
    }

    private static string Exponent(int exponent) =>
        $"e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture)}";

    private static string Trim(string digits) =>
        digits.Contains('.', StringComparison.Ordinal) ? digits.TrimEnd('0').TrimEnd('.') : digits;

    private static string NotFinite(double value) =>
        (double.IsNegative(value) ? "-" : "") + (double.IsNaN(value) ? "nan" : "inf");
}
