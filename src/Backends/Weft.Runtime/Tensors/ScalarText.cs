using System.Globalization;
using Weft.IR;

namespace Weft.Runtime;

/// <summary>Scalars as people write them: <c>0.5</c>, <c>-3</c>, <c>true</c>, <c>nan</c>, <c>inf</c>.</summary>
public static class ScalarText
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>Reads a literal as a scalar of the type; null when it is not one or does not fit.</summary>
    public static Tensor? Parse(ElementType element, string text)
    {
        text = text.Trim();
        return element switch
        {
            ElementType.Bool => bool.TryParse(text, out var b) ? Tensor.Scalar(b) : null,
            ElementType.I8 => Integer<sbyte>(text),
            ElementType.I16 => Integer<short>(text),
            ElementType.I32 => Integer<int>(text),
            ElementType.I64 => Integer<long>(text),
            ElementType.U8 => Integer<byte>(text),
            ElementType.U16 => Integer<ushort>(text),
            ElementType.U32 => Integer<uint>(text),
            ElementType.U64 => Integer<ulong>(text),
            ElementType.Index => long.TryParse(text, NumberStyles.AllowLeadingSign, Culture, out var i)
                ? new Tensor(ElementType.Index, [], BitConverter.GetBytes(i)) : null,
            ElementType.F16 => Float(text) is { } f ? Tensor.Scalar((Half)f) : null,
            ElementType.BF16 => Float(text) is { } f
                ? Tensor.Scalar((BFloat16)(float)f) : null,
            ElementType.F32 => Float(text) is { } f
                ? Tensor.Scalar(float.TryParse(text, NumberStyles.Float, Culture, out var s) ? s : (float)f) : null,
            ElementType.F64 => Float(text) is { } f ? Tensor.Scalar(f) : null,
            _ => throw new ArgumentOutOfRangeException(nameof(element), element, "not an element type"),
        };
    }

    /// <summary>The shortest text that reads back as the same scalar.</summary>
    public static string Format(Tensor scalar) => FormatElement(scalar.Element, scalar.Bytes.Span);

    /// <summary>The text of the element whose bytes come first in <paramref name="bytes"/>.</summary>
    public static string FormatElement(ElementType element, ReadOnlySpan<byte> bytes) => element switch
    {
        ElementType.Bool => bytes[0] != 0 ? "true" : "false",
        ElementType.I8 => ((sbyte)bytes[0]).ToString(Culture),
        ElementType.U8 => bytes[0].ToString(Culture),
        ElementType.I16 => BitConverter.ToInt16(bytes).ToString(Culture),
        ElementType.U16 => BitConverter.ToUInt16(bytes).ToString(Culture),
        ElementType.I32 => BitConverter.ToInt32(bytes).ToString(Culture),
        ElementType.U32 => BitConverter.ToUInt32(bytes).ToString(Culture),
        ElementType.I64 or ElementType.Index => BitConverter.ToInt64(bytes).ToString(Culture),
        ElementType.U64 => BitConverter.ToUInt64(bytes).ToString(Culture),
        ElementType.F16 => FloatText((double)BitConverter.ToHalf(bytes), BitConverter.ToHalf(bytes).ToString(Culture)),
        ElementType.BF16 => BFloat16.FromBits(BitConverter.ToUInt16(bytes)) is var small ? FloatText(small, small.ToString()) : "",
        ElementType.F32 => FloatText(BitConverter.ToSingle(bytes), BitConverter.ToSingle(bytes).ToString(Culture)),
        ElementType.F64 => FloatText(BitConverter.ToDouble(bytes), BitConverter.ToDouble(bytes).ToString(Culture)),
        _ => throw new ArgumentOutOfRangeException(nameof(element), element, "not an element type"),
    };

    private static Tensor? Integer<T>(string text) where T : unmanaged, System.Numerics.INumber<T> =>
        T.TryParse(text, NumberStyles.AllowLeadingSign, Culture, out var value) ? Tensor.Scalar(value) : null;

    private static double? Float(string text) => text switch
    {
        "nan" => double.NaN,
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ => double.TryParse(text, NumberStyles.Float, Culture, out var value) ? value : null,
    };

    private static string FloatText(double value, string digits) =>
        double.IsNaN(value) ? "nan" : double.IsPositiveInfinity(value) ? "inf" : double.IsNegativeInfinity(value) ? "-inf"
        : digits.AsSpan().IndexOfAny('.', 'E') < 0 ? digits + ".0" : digits;
}
