using System.Collections.Immutable;
using Weft.IR;

namespace Weft.Backends;

/// <summary>The elements of a vector or tensor, row-major: a value that does not change. Each is kept as a scalar is.</summary>
public sealed class Elements
{
    private readonly long[] _bits;

    internal Elements(ImmutableArray<long> shape, long[] bits) => (Shape, _bits) = (shape, bits);

    public ImmutableArray<long> Shape { get; }

    public int Count => _bits.Length;

    public RuntimeValue this[int index] => new(_bits[index]);

    internal ReadOnlySpan<long> Bits => _bits;

    public static Elements Of(ImmutableArray<long> shape, params ReadOnlySpan<RuntimeValue> values)
    {
        var bits = new long[values.Length];
        for (var i = 0; i < bits.Length; i++) bits[i] = values[i].Bits;
        return new(shape, bits);
    }

    internal static Elements Of(DenseElementsAttr attribute, ScalarFormat format)
    {
        var shape = attribute.ShapedType.Shape.Span.ToImmutableArray();
        var bits = new long[attribute.ShapedType.ElementCount];
        var size = attribute.ElementSize;
        for (var i = 0; i < bits.Length; i++)
            bits[i] = format.FromRaw(LittleEndian(attribute.Data.Span.Slice(attribute.IsSplat ? 0 : i * size, size)));
        return new(shape, bits);
    }

    public override string ToString() => $"[{string.Join(", ", Shape)}]: {string.Join(", ", _bits.Select(b => $"0x{b:x}"))}";

    private static long LittleEndian(ReadOnlySpan<byte> bytes)
    {
        var value = 0L;
        for (var i = bytes.Length - 1; i >= 0; i--) value = (value << 8) | bytes[i];
        return value;
    }
}
