using System;
using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>Parts of constant vectors, taken out and put in. Elements are moved as bytes, so that they may be of every type.</summary>
internal static class ConstantVectors
{
    /// <summary>A constant of another shape with the same elements, or the element itself; null when that has no attribute.</summary>
    public static TypedAttribute? Spread(DenseElementsAttr splat, IrType type) =>
        type is VectorType vector ? splat with { ShapedType = vector } : splat.SplatValue;

    /// <summary>The elements with these numbers; null for an element that has no attribute.</summary>
    public static TypedAttribute? Take(DenseElementsAttr from, IEnumerable<long> numbers, IrType type)
    {
        var (size, elements) = (from.ElementSize, numbers.ToArray());
        var data = new byte[elements.Length * size];
        for (var i = 0; i < elements.Length; i++) Element(from, elements[i]).CopyTo(data.AsSpan(i * size));
        var taken = Pack(type as VectorType ?? new VectorType([], from.ShapedType.Element), data);
        return type is VectorType ? taken : taken.SplatValue;
    }

    /// <summary>A constant in which the elements with these numbers are those of another, in order.</summary>
    public static DenseElementsAttr Put(DenseElementsAttr from, DenseElementsAttr into, IEnumerable<long> numbers)
    {
        var size = into.ElementSize;
        var data = new byte[(int)into.ShapedType.ElementCount * size];
        for (var i = 0; i * size < data.Length; i++) Element(into, i).CopyTo(data.AsSpan(i * size));
        var next = 0;
        foreach (var number in numbers) Element(from, next++).CopyTo(data.AsSpan((int)number * size));
        return Pack(into.ShapedType, data);
    }

    private static ReadOnlySpan<byte> Element(DenseElementsAttr constant, long number) =>
        constant.Data.Span.Slice(constant.IsSplat ? 0 : (int)number * constant.ElementSize, constant.ElementSize);

    // One element stands for all that are equal.
    private static DenseElementsAttr Pack(ShapedType type, byte[] data)
    {
        var size = DenseElementsAttr.SizeOf(type.Element);
        for (var i = size; i < data.Length; i += size)
            if (!data.AsSpan(i, size).SequenceEqual(data.AsSpan(0, size))) return new(type, new(data), false);
        return new(type, new(data.AsSpan(0, size).ToArray()), true);
    }
}
