using System;
using System.Globalization;
using System.Numerics;

namespace Weft.IR.Text;

/// <summary>
/// A positive number in decimal: <c>Digits * 10^Exponent</c>, without trailing zeros. Found as LLVM's <c>APFloat::toString</c>
/// does, which cuts before it rounds, so that the same digits come out.
/// </summary>
internal readonly record struct DecimalDigits(string Digits, int Exponent)
{
    public static DecimalDigits Of(BigInteger significand, int binaryExponent, int precision)
    {
        while (significand.IsEven)
        {
            significand >>= 1;
            binaryExponent++;
        }

        var exponent = Math.Min(binaryExponent, 0);
        // n * 2^-e is n * 5^e * 10^-e.
        significand *= binaryExponent >= 0 ? BigInteger.One << binaryExponent : BigInteger.Pow(5, -binaryExponent);
        return Round(Cut(significand, ref exponent, precision).ToString(CultureInfo.InvariantCulture), exponent, precision);
    }

    /// <summary><c>1.500000e+00</c>.</summary>
    public string ToShortText(int precision) =>
        WithExponent($"{Digits[0]}.{Digits.Substring(1).PadRight(precision, '0')}", Exponent + Digits.Length - 1);

    public static string WithExponent(string mantissa, int exponent) =>
        $"{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture)}";

    /// <summary>Plain notation near one, else <c>1.5E+10</c>.</summary>
    public string ToText(int precision, int maxPadding)
    {
        var leading = Exponent + Digits.Length - 1;
        if (Exponent >= 0)
            return Exponent > maxPadding || Digits.Length + Exponent > precision ? Scientific(leading) : Digits + new string('0', Exponent);
        if (leading >= 0) return Digits.Insert(leading + 1, ".");
        return -leading > maxPadding ? Scientific(leading) : "0." + new string('0', -leading - 1) + Digits;
    }

    /// <summary>The number of the format that is nearest.</summary>
    public double Read(FloatType type) => NumberText.Parse($"{Digits}E{NumberText.Of(Exponent)}", type).Value;

    /// <summary>The f80 or f128 that is nearest.</summary>
    public FloatAttr ReadWide(FloatType type, bool isNegative)
    {
        var number = BigInteger.Parse(Digits, CultureInfo.InvariantCulture);
        return Exponent >= 0 ? WideFloats.Round(type, isNegative, number * BigInteger.Pow(10, Exponent), 0)
            : WideFloats.Quotient(type, isNegative, (number, 0), (BigInteger.Pow(10, -Exponent), 0));
    }

    private string Scientific(int leading) =>
        $"{Digits[0]}.{(Digits.Length == 1 ? "0" : Digits.Substring(1))}E{(leading < 0 ? '-' : '+')}{Math.Abs(leading)}";

    // Drops decimal digits that are surely not needed; 59/196 is just below log10(2).
    private static BigInteger Cut(BigInteger significand, ref int exponent, int precision)
    {
        var needed = ((precision * 196) + 58) / 59;
        var tens = (BitLength(significand) - needed) * 59 / 196;
        if (tens <= 0) return significand;
        exponent += tens;
        return BigInteger.Divide(significand, BigInteger.Pow(10, tens));
    }

    private static DecimalDigits Round(string digits, int exponent, int precision)
    {
        if (digits.Length > precision)
        {
            var up = digits[precision] >= '5';
            exponent += digits.Length - precision;
            digits = digits.Substring(0, precision);
            if (up) digits = (BigInteger.Parse(digits, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
        }

        var trimmed = digits.TrimEnd('0');
        return new(trimmed, exponent + digits.Length - trimmed.Length);
    }

    /// <summary>The number of bits of a number that is not negative, without zeros in front.</summary>
    public static int BitLength(BigInteger value)
    {
        var bytes = value.ToByteArray();
        var top = bytes[bytes.Length - 1];
        var bits = (bytes.Length - 1) * 8;
        for (; top != 0; top >>= 1) bits++;
        return bits;
    }
}
