using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Weft.IR;

namespace Weft.Runtime;

/// <summary>
/// A dense, row-major array in host memory whose element type is known at run time: what files, the tool and the
/// service pass around. Rank 0 is a scalar. The bytes are little-endian.
/// </summary>
public sealed class Tensor
{
    public Tensor(ElementType element, ImmutableArray<long> shape, Memory<byte> bytes)
    {
        var size = ByteSizeOf(element, shape);
        if (size != bytes.Length)
            throw new ArgumentException(
                $"a tensor {element.Name}[{string.Join(", ", shape)}] has {size} bytes, but {bytes.Length} were given");
        (Element, Shape, Bytes, Count) = (element, shape, bytes, bytes.Length / element.ByteSize);
    }

    public ElementType Element { get; }

    public ImmutableArray<long> Shape { get; }

    public Memory<byte> Bytes { get; }

    /// <summary>Number of elements: the product of the shape, 1 for a scalar.</summary>
    public long Count { get; }

    /// <summary>A tensor of zeros.</summary>
    public static Tensor Zeros(ElementType element, params ImmutableArray<long> shape) =>
        new(element, shape, new byte[checked((int)(ByteSizeOf(element, shape) ?? long.MaxValue))]);

    /// <summary>Copies the values of an array; the shape must have as many elements.</summary>
    public static Tensor Of<T>(ReadOnlySpan<T> values, params ImmutableArray<long> shape) where T : unmanaged =>
        new(ElementOf<T>(), shape, MemoryMarshal.AsBytes(values).ToArray());

    public static Tensor Scalar<T>(T value) where T : unmanaged => Of<T>([value], []);

    /// <summary>The elements, seen in place. <typeparamref name="T"/> must be the C# type of <see cref="Element"/>.</summary>
    public Span<T> As<T>() where T : unmanaged
    {
        if (ElementOf<T>() != Element)
            throw new InvalidOperationException($"the tensor holds {Element.Name}, not {ElementOf<T>().Name}");
        return MemoryMarshal.Cast<byte, T>(Bytes.Span);
    }

    public override string ToString() => Shape.IsEmpty ? Element.Name : $"{Element.Name}[{string.Join(", ", Shape)}]";

    /// <summary>The number of elements of a shape; throws <see cref="OverflowException"/> past 2^63 and for negative extents.</summary>
    public static long CountOf(ImmutableArray<long> shape) =>
        TryCount(shape) ?? throw new OverflowException($"the shape [{string.Join(", ", shape)}] has no number of elements");

    /// <summary>The bytes of a dense tensor, or null when an extent is negative or the size leaves 63 bits. Safe on shapes from
    /// outside.</summary>
    public static long? ByteSizeOf(ElementType element, ImmutableArray<long> shape) =>
        TryCount(shape) is { } count && Math.BigMul(count, element.ByteSize, out var low) == 0 && low >= 0 ? low : null;

    // An extent of 0 makes the tensor empty however large the others are.
    private static long? TryCount(ImmutableArray<long> shape)
    {
        var (count, overflow, empty) = (1L, false, false);
        foreach (var extent in shape)
        {
            if (extent < 0) return null;
            empty |= extent == 0;
            overflow |= Math.BigMul(count, extent, out count) != 0 || count < 0;
        }

        return empty ? 0 : overflow ? null : count;
    }

    private static ElementType ElementOf<T>() =>
        HostTypes.ElementTypeOf(typeof(T));
}
