using System;
using System.Globalization;
using System.Numerics;

namespace Weft.IR.Text;

/// <summary>Number literals of IR text.</summary>
internal static class NumberText
{
    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A decimal or hexadecimal number without sign; null when it takes more than 63 bits.</summary>
    public static long? ParseInt64(string text)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)) return value;
        return Magnitude(text) is var magnitude && magnitude <= long.MaxValue ? (long)magnitude : null;
    }

    /// <summary>The attribute, or null when the value does not fit the type.</summary>
    public static IntegerAttr? ParseInteger(string text, bool negative, IrType type)
    {
        var width = IntegerBits.Width(type);
        // So many digits cannot fit, and reading them all would take long.
        if (text.Length > width + 3 && text.TrimStart('0', 'x').Length > width + 1) return null;
        var value = Magnitude(text);
        var isSigned = type is IntegerType { Signedness: Signedness.Signed } or IndexType;
        // A signless literal may be written as either: i8 takes -128 to 255, si8 only to 127.
        var limit = width == 0 ? BigInteger.One : BigInteger.One << (negative || isSigned ? width - 1 : width);
        // As in MLIR, the negative of zero is not negative.
        if (negative ? value > limit || value.IsZero : value >= limit) return null;
        return new(negative ? -value : value, type);
    }

    /// <summary>The attribute; hexadecimal text gives the bits. Null when the bits do not fit.</summary>
    public static FloatAttr? ParseFloat(string text, bool negative, FloatType type)
    {
        if (text.StartsWith("0x", StringComparison.Ordinal))
        {
            var bits = Magnitude(text);
            if (negative || bits >> type.Width != 0) return null;
            return new(type, (ulong)(bits & ulong.MaxValue), (ulong)(bits >> 64));
        }

        // An integer literal is a float only with a point; MLIR says so to keep 1 and 1.0 apart.
        if (text.IndexOf('.') < 0) return null;
        var magnitude = Nearest(text, type);
        return FloatAttr.Of(negative ? -magnitude : magnitude, type);
    }

    /// <summary>The value of the format that is nearest to a decimal number.</summary>
    public static FloatAttr Parse(string decimalText, FloatType type) => FloatAttr.Of(Nearest(decimalText, type), type);

    // f32 is not read by way of double: that would round twice.
    private static double Nearest(string text, FloatType type) => ReferenceEquals(type, FloatType.F32)
        ? float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)
        : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>Why an integer literal is no float.</summary>
    public static Diagnostic FloatError(Location place, string text, bool negative) =>
        !text.StartsWith("0x", StringComparison.Ordinal)
            ? Diagnostic.Error(place, "unexpected decimal integer literal for a floating point value")
                .WithNote(place, "add a trailing dot to make the literal a float")
            : Diagnostic.Error(place, negative
                ? "hexadecimal float literal should not have a leading minus" : "hexadecimal float constant out of range for type");

    private static BigInteger Magnitude(string text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var small) ? small
        : text.StartsWith("0x", StringComparison.Ordinal)
        ? BigInteger.Parse("0" + text.Substring(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
        : BigInteger.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
