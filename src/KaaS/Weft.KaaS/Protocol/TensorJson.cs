using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;
using Weft.IR;
using Weft.Runtime;

namespace Weft.KaaS;

/// <summary>
/// Tensor values as JSON: numbers, flat or nested as the shape, row-major. Booleans are <c>true</c> and <c>false</c>, or 1 and 0.
/// JSON has no NaN and infinities: they travel as the strings <c>"NaN"</c>, <c>"Infinity"</c>, <c>"-Infinity"</c>.
/// </summary>
public static class TensorJson
{
    // "1," is the shortest element of an array.
    private const int LeastBytesPerElement = 2;

    /// <summary>Reads the value at the reader's token, which is left at the value's last token.</summary>
    /// <param name="textLength">Bytes of the whole text, which bound the number of elements before they are read.</param>
    internal static byte[] Read(ref Utf8JsonReader reader, int textLength, string name, ElementType element, ImmutableArray<long> shape)
    {
        if (!Datatype.HasJsonForm(element)) throw new WeftException(KaasDiagnostics.BinaryOnly.At(default, name, Datatype.Of(element)));
        // The shape is the client's word; the text that must hold as many elements is here.
        var most = ((textLength - reader.TokenStartIndex) / LeastBytesPerElement) + 1;
        if (Tensor.ByteSizeOf(element, shape) is not { } size || size / element.ByteSize > most)
            throw new WeftException(WireTensor.SizeMismatch(name, element, shape, "fewer elements"));

        var values = new byte[size];
        var (count, depth) = (0L, 0);
        var total = size / element.ByteSize;
        do
        {
            if (reader.TokenType == JsonTokenType.StartArray) depth++;
            else if (reader.TokenType == JsonTokenType.EndArray) depth--;
            else if (count == total) throw new WeftException(WireTensor.SizeMismatch(name, element, shape, "more elements"));
            else ReadElement(ref reader, name, element, values.AsSpan((int)(count * element.ByteSize)), count++);
        }
        while (depth > 0 && reader.Read());

        return count == total ? values : throw new WeftException(WireTensor.SizeMismatch(name, element, shape, $"{count} elements"));
    }

    /// <summary>Writes the values as one flat array.</summary>
    public static void Write(Utf8JsonWriter writer, Tensor tensor)
    {
        writer.WriteStartArray();
        var size = tensor.Element.ByteSize;
        for (ReadOnlySpan<byte> rest = tensor.Bytes.Span; !rest.IsEmpty; rest = rest[size..]) WriteElement(writer, tensor.Element, rest);
        writer.WriteEndArray();
    }

    private static void ReadElement(ref Utf8JsonReader reader, string name, ElementType element, Span<byte> target, long position)
    {
        var fits = element switch
        {
            ElementType.Bool => TryReadBool(ref reader, target),
            ElementType.F32 => TryReadSingle(ref reader, out var single) && BitConverter.TryWriteBytes(target, single),
            ElementType.F64 => TryReadDouble(ref reader, out var number) && BitConverter.TryWriteBytes(target, number),
            _ => reader.TokenType == JsonTokenType.Number && TryReadInteger(ref reader, element, target),
        };
        if (fits) return;
        var found = reader.TokenType switch
        {
            JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False =>
                System.Text.Encoding.UTF8.GetString(reader.ValueSpan[..Math.Min(40, reader.ValueSpan.Length)]),
            JsonTokenType.String => "a string",
            JsonTokenType.StartObject => "an object",
            _ => "null",
        };
        throw new WeftException(KaasDiagnostics.BadValue.At(default, name, position, found, Datatype.Of(element)));
    }

    private static bool TryReadBool(ref Utf8JsonReader reader, Span<byte> target)
    {
        var value = reader.TokenType switch
        {
            JsonTokenType.True => 1,
            JsonTokenType.False => 0,
            JsonTokenType.Number when reader.TryGetInt32(out var number) => number,
            _ => -1,
        };
        if (value is not (0 or 1)) return false;
        target[0] = (byte)value;
        return true;
    }

    // A number too large for the type is an error, not an infinity.
    private static bool TryReadSingle(ref Utf8JsonReader reader, out float value)
    {
        if (reader.TokenType == JsonTokenType.Number) return reader.TryGetSingle(out value) && float.IsFinite(value);
        value = (float)ReadNonFinite(ref reader);
        return value != 0;
    }

    private static bool TryReadDouble(ref Utf8JsonReader reader, out double value)
    {
        if (reader.TokenType == JsonTokenType.Number) return reader.TryGetDouble(out value) && double.IsFinite(value);
        value = ReadNonFinite(ref reader);
        return value != 0;
    }

    // 0 when the token is none of the three.
    private static double ReadNonFinite(ref Utf8JsonReader reader) => reader.TokenType != JsonTokenType.String ? 0
        : reader.ValueTextEquals("NaN"u8) ? double.NaN
        : reader.ValueTextEquals("Infinity"u8) ? double.PositiveInfinity
        : reader.ValueTextEquals("-Infinity"u8) ? double.NegativeInfinity : 0;

    private static bool TryReadInteger(ref Utf8JsonReader reader, ElementType element, Span<byte> target)
    {
        if (element == ElementType.U64)
            return reader.TryGetUInt64(out var large) && BinaryPrimitives.TryWriteUInt64LittleEndian(target, large);
        if (!reader.TryGetInt64(out var value)) return false;
        var bits = 8 * element.ByteSize;
        var fits = element.IsSigned ? (value << (64 - bits)) >> (64 - bits) == value : value >= 0 && value >> bits == 0;
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        bytes[..element.ByteSize].CopyTo(target);
        return fits;
    }

    private static void WriteElement(Utf8JsonWriter writer, ElementType element, ReadOnlySpan<byte> bytes)
    {
        switch (element)
        {
            case ElementType.Bool: writer.WriteBooleanValue(bytes[0] != 0); break;
            case ElementType.I8: writer.WriteNumberValue((sbyte)bytes[0]); break;
            case ElementType.U8: writer.WriteNumberValue(bytes[0]); break;
            case ElementType.I16: writer.WriteNumberValue(BitConverter.ToInt16(bytes)); break;
            case ElementType.U16: writer.WriteNumberValue(BitConverter.ToUInt16(bytes)); break;
            case ElementType.I32: writer.WriteNumberValue(BitConverter.ToInt32(bytes)); break;
            case ElementType.U32: writer.WriteNumberValue(BitConverter.ToUInt32(bytes)); break;
            case ElementType.I64 or ElementType.Index: writer.WriteNumberValue(BitConverter.ToInt64(bytes)); break;
            case ElementType.U64: writer.WriteNumberValue(BitConverter.ToUInt64(bytes)); break;
            case ElementType.F32: WriteFloat(writer, BitConverter.ToSingle(bytes)); break;
            case ElementType.F64: WriteFloat(writer, BitConverter.ToDouble(bytes)); break;
            default: throw new ArgumentOutOfRangeException(nameof(element), element, "has no JSON form");
        }
    }

    private static void WriteFloat(Utf8JsonWriter writer, float value)
    {
        if (float.IsFinite(value)) writer.WriteNumberValue(value);
        else WriteNonFinite(writer, value);
    }

    private static void WriteFloat(Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value)) writer.WriteNumberValue(value);
        else WriteNonFinite(writer, value);
    }

    private static void WriteNonFinite(Utf8JsonWriter writer, double value) =>
        writer.WriteStringValue(double.IsNaN(value) ? "NaN"u8 : value > 0 ? "Infinity"u8 : "-Infinity"u8);
}
