using System;
using System.Numerics;

namespace Weft.IR;

/// <summary>Functions on scalars, carried over to constant vectors and tensors.</summary>
internal static class Elements
{
    /// <summary>The function's result for a constant, as a constant of the result type; null where one of its elements has none.</summary>
    public static Attribute? Map(Attribute constant, IrType result, Func<Attribute, Attribute?> function)
    {
        if (constant is not DenseElementsAttr { IsSplat: false } dense)
            return Scalar(constant) is { } scalar && function(scalar) is { } mapped ? Shaped(mapped, result) : null;
        return Pack(dense.ShapedType.ElementCount, result, i => At(dense, i) is { } element ? function(element) : null);
    }

    /// <summary>As <see cref="Map(Attribute, IrType, Func{Attribute, Attribute?})"/>, for two constants of one shape.</summary>
    public static Attribute? Map(Attribute left, Attribute right, IrType result, Func<Attribute, Attribute, Attribute?> function)
    {
        if (left is not DenseElementsAttr { IsSplat: false } && right is not DenseElementsAttr { IsSplat: false })
            return Scalar(left) is { } a && Scalar(right) is { } b && function(a, b) is { } mapped ? Shaped(mapped, result) : null;
        if (left is not DenseElementsAttr x || right is not DenseElementsAttr y) return null;
        return Pack(
            x.ShapedType.ElementCount, result, i => At(x, i) is { } a && At(y, i) is { } b ? function(a, b) : null);
    }

    /// <summary>The one element of a scalar constant or a splat; null otherwise.</summary>
    public static Attribute? Scalar(Attribute? constant) => constant switch
    {
        DenseElementsAttr { IsSplat: true } splat => At(splat, 0),
        DenseElementsAttr => null,
        _ => constant,
    };

    /// <summary>An element of a constant; null when elements are neither integers nor floats.</summary>
    public static Attribute? At(DenseElementsAttr dense, long index)
    {
        var size = dense.ElementSize;
        var bytes = dense.Data.Span.Slice(dense.IsSplat ? 0 : checked((int)index * size), size);
        return dense.ShapedType.Element switch
        {
            FloatType format => Float(format, Text.ElementBytes.Load(bytes, Unsigned128)),
            IntegerType or IndexType => new IntegerAttr(Text.ElementBytes.Load(bytes, dense.ShapedType.Element), dense.ShapedType.Element),
            _ => null,
        };
    }

    /// <summary>A scalar as a constant of the type: itself, or a splat. Null when the type leaves extents open.</summary>
    public static Attribute? Shaped(Attribute scalar, IrType type)
    {
        if (type is not ShapedType shaped) return scalar;
        if (!shaped.HasStaticShape) return null;
        var data = new byte[DenseElementsAttr.SizeOf(shaped.Element)];
        Store(scalar, shaped.Element, data);
        return new DenseElementsAttr(shaped, new(data), true);
    }

    /// <summary>A constant of a static shape from its elements, null when one of them is null; a splat when all are equal.</summary>
    public static Attribute? Pack(long count, IrType type, Func<long, Attribute?> element)
    {
        if (type is not ShapedType { HasStaticShape: true } shaped) return null;
        var size = DenseElementsAttr.SizeOf(shaped.Element);
        var data = new byte[checked((int)count * size)];
        var isSplat = count > 0;
        for (var i = 0; i < count; i++)
        {
            if (element(i) is not { } value) return null;
            var place = data.AsSpan(i * size, size);
            Store(value, shaped.Element, place);
            isSplat &= place.SequenceEqual(data.AsSpan(0, size));
        }

        return new DenseElementsAttr(shaped, new(isSplat ? data.AsSpan(0, size).ToArray() : data), isSplat);
    }

    private static IntegerType Unsigned128 { get; } = IntegerType.Get(128, Signedness.Unsigned);

    private static FloatAttr Float(FloatType format, BigInteger bits) => new(format, (ulong)(bits & ulong.MaxValue), (ulong)(bits >> 64));

    private static void Store(Attribute scalar, IrType type, Span<byte> target)
    {
        if (scalar is IntegerAttr integer) Text.ElementBytes.Store(integer.Value, type, target);
        else if (scalar is FloatAttr number)
            Text.ElementBytes.Store(((BigInteger)number.HighBits << 64) | number.Bits, IntegerType.Get(8 * target.Length), target);
    }
}
