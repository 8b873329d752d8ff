using System.Collections.Immutable;
using Weft.IR;

namespace Weft.Backends;

/// <summary>The elements of a vector or tensor, row-major: a value that does not change. Each number is kept as a scalar is.</summary>
public sealed class Elements
{
    private readonly long[] _bits;

    /// <param name="part">The shape of each element; default where elements are numbers.</param>
    internal Elements(ImmutableArray<long> shape, long[] bits, ImmutableArray<long> part = default) =>
        (Shape, _bits, Part) = (shape, bits, part);

    public ImmutableArray<long> Shape { get; }

    public int Count => _bits.Length / NumberCount;

    public RuntimeValue this[int index] => Part.IsDefault
        ? new(_bits[index]) : new(new Elements(Part, _bits.AsSpan(index * NumberCount, NumberCount).ToArray()));

    /// <summary>All numbers, those of an element one behind the other.</summary>
    internal ReadOnlySpan<long> Bits => _bits;

    internal ImmutableArray<long> Part { get; }

    /// <summary>Numbers in an element.</summary>
    internal int NumberCount => Part.IsDefault ? 1 : (int)Math.Max(1, Layout.Volume(Part));

    public static Elements Of(ImmutableArray<long> shape, params ReadOnlySpan<RuntimeValue> values)
    {
        var bits = new long[values.Length];
        for (var i = 0; i < bits.Length; i++) bits[i] = values[i].Bits;
        return new(shape, bits);
    }

    internal static Elements Of(DenseElementsAttr attribute, Location location)
    {
        var form = ElementForm.Of(attribute.ShapedType.Element, location);
        var shape = attribute.ShapedType.Shape.Span.ToImmutableArray();
        var bits = new long[attribute.ShapedType.ElementCount * form.NumberCount];
        var size = attribute.ElementSize / form.NumberCount;
        for (var i = 0; i < bits.Length; i++)
            bits[i] = form.Scalar.FromRaw(LittleEndian(
                attribute.Data.Span.Slice((attribute.IsSplat ? i % form.NumberCount : i) * size, size)));
        return new(shape, bits, form.Part);
    }

    /// <summary>The same elements in another shape of as many.</summary>
    internal Elements In(ImmutableArray<long> shape) => new(shape, _bits, Part);

    public override string ToString() => $"[{string.Join(", ", Shape)}]: {string.Join(", ", _bits.Select(b => $"0x{b:x}"))}";

    private static long LittleEndian(ReadOnlySpan<byte> bytes)
    {
        var value = 0L;
        for (var i = bytes.Length - 1; i >= 0; i--) value = (value << 8) | bytes[i];
        return value;
    }
}
