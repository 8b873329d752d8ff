using System.Globalization;
using System.Numerics;

namespace Weft.Backends;

/// <summary>A finite double that is not negative, as the fraction it is; its decimal forms are rounded once, ties to even.</summary>
internal readonly record struct ExactDecimal(BigInteger Numerator, BigInteger Denominator)
{
    public static ExactDecimal Of(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)(bits >> 52);
        var significand = (bits & ((1L << 52) - 1)) | (exponent == 0 ? 0 : 1L << 52);
        var power = Math.Max(exponent, 1) - 1075;
        return power >= 0 ? new((BigInteger)significand << power, 1) : new(significand, BigInteger.One << -power);
    }

    /// <summary><c>12.340</c>.</summary>
    public string Fixed(int precision, bool keepsPoint)
    {
        var digits = Scaled(precision).ToString(CultureInfo.InvariantCulture).PadLeft(precision + 1, '0');
        return WithPoint(digits[..^precision], digits[^precision..], keepsPoint);
    }

    /// <summary><c>1.234e+01</c>.</summary>
    public string Scientific(int precision, bool keepsPoint)
    {
        var (digits, exponent) = Significant(precision + 1);
        var sign = exponent < 0 ? '-' : '+';
        return $"{WithPoint(digits[..1], digits[1..], keepsPoint)}e{sign}{Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture)}";
    }

    /// <summary>The shorter of the two, without zeros at its end.</summary>
    public string General(int precision, bool keepsPoint)
    {
        var count = Math.Max(1, precision);
        var exponent = Significant(count).Exponent;
        var isFixed = exponent >= -4 && exponent < count;
        var text = isFixed ? Fixed(count - 1 - exponent, keepsPoint) : Scientific(count - 1, keepsPoint);
        if (keepsPoint || !text.Contains('.')) return text;
        var end = isFixed ? text.Length : text.IndexOf('e');
        return text[..end].TrimEnd('0').TrimEnd('.') + text[end..];
    }

    // The first digits, rounded, and the power of ten of the first.
    private (string Digits, int Exponent) Significant(int count)
    {
        if (Numerator.IsZero) return (new('0', count), 0);
        var exponent = (int)Math.Floor(BigInteger.Log10(Numerator) - BigInteger.Log10(Denominator));
        // The estimate may be one off, and rounding may carry into a further digit.
        for (exponent--; ; exponent++)
        {
            var digits = Scaled(count - 1 - exponent).ToString(CultureInfo.InvariantCulture);
            if (digits.Length <= count) return (digits, exponent);
        }
    }

    // The number times a power of ten, as an integer.
    private BigInteger Scaled(int power)
    {
        var (numerator, denominator) = power >= 0
            ? (Numerator * BigInteger.Pow(10, power), Denominator)
            : (Numerator, Denominator * BigInteger.Pow(10, -power));
        var whole = BigInteger.DivRem(numerator, denominator, out var rest);
        var half = (rest * 2).CompareTo(denominator);
        return half > 0 || (half == 0 && !whole.IsEven) ? whole + 1 : whole;
    }

    private static string WithPoint(string whole, string fraction, bool keepsPoint) =>
        fraction.Length > 0 || keepsPoint ? $"{whole}.{fraction}" : whole;
}
