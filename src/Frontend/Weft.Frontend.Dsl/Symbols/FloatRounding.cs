using System.Globalization;
using Weft.IR;

namespace Weft.Frontend.Dsl.Symbols;

/// <summary>Numbers of the narrower floating-point types, carried as doubles.</summary>
internal static class FloatRounding
{
    public static double Round(ElementType kind, double value) => kind switch
    {
        ElementType.F16 => (double)(Half)value,
        ElementType.BF16 => RoundToBFloat16((float)value),
        ElementType.F32 => (float)value,
        _ => value,
    };

    /// <summary>Reads a literal for a type, rounding once.</summary>
    public static double Parse(ElementType kind, string text) => kind switch
    {
        ElementType.F16 => (double)Half.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
        ElementType.F32 => float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
        _ => Round(kind, double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)),
    };

    public static string Format(ElementType kind, double value)
    {
        if (double.IsNaN(value)) return "nan";
        if (double.IsInfinity(value)) return value > 0 ? "inf" : "-inf";
        var digits = kind switch
        {
            ElementType.F64 => value.ToString(CultureInfo.InvariantCulture),
            ElementType.F16 => ((Half)value).ToString(CultureInfo.InvariantCulture),
            _ => ((float)value).ToString(CultureInfo.InvariantCulture),
        };
        return digits.AsSpan().IndexOfAny('.', 'E') < 0 ? digits + ".0" : digits;
    }

    /// <summary>To the nearest value with 8 bits of exponent and 7 of fraction, ties to even.</summary>
    private static float RoundToBFloat16(float value)
    {
        if (!float.IsFinite(value)) return value;
        var bits = BitConverter.SingleToUInt32Bits(value);
        return BitConverter.UInt32BitsToSingle((bits + 0x7FFF + ((bits >> 16) & 1)) & 0xFFFF0000);
    }
}
