using System.Globalization;
using Weft.IR;

namespace Weft.Frontend.Dsl.Symbols;

/// <summary>Numbers of the narrower floating-point types, carried as doubles.</summary>
internal static class FloatRounding
{
    public static double Round(ElementType kind, double value) => FloatAttr.Of(value, (FloatType)kind.IrType).Value;

    /// <summary>Reads a number for a type, rounding once; for bf16 it is a double first.</summary>
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
}
