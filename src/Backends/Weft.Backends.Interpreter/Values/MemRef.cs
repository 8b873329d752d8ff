using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends;

/// <summary>A view of memory: where its elements are and how they are kept.</summary>
public sealed unsafe class MemRef
{
    private readonly ElementForm _form;
    private readonly Layout _layout;

    internal MemRef(Storage storage, IrType element, Layout layout)
    {
        (Storage, Element, _layout) = (storage, element, layout);
        _form = ElementForm.Of(element, default);
    }

    public IrType Element { get; }

    public ImmutableArray<long> Shape => _layout.Shape;

    /// <summary>Number of elements.</summary>
    public long Count => _layout.Count;

    internal Storage Storage { get; }

    internal Layout Layout => _layout;

    internal int ElementSize => _form.ByteSize;

    /// <summary>Whether all elements are within the bytes that it views.</summary>
    internal bool LiesInMemory => Count == 0 || (_layout.Start >= 0 && _layout.End <= Capacity);

    /// <summary>Whether all elements of one lie before all of the other, or there are none.</summary>
    internal bool IsApartFrom(MemRef other) =>
        Count == 0 || other.Count == 0 || EndAddress <= other.StartAddress || other.EndAddress <= StartAddress;

    private byte* StartAddress => Storage.Address + (_layout.Start * ElementSize);

    private byte* EndAddress => Storage.Address + (_layout.End * ElementSize);

    /// <summary>How many elements the bytes have room for.</summary>
    internal long Capacity => Storage.ByteCount / ElementSize;

    public RuntimeValue this[params ReadOnlySpan<long> index]
    {
        get => Load(PositionOf(index));
        set => Store(PositionOf(index), value);
    }

    /// <summary>Own memory of zeros, row-major.</summary>
    public static MemRef Zeros(IrType element, params ImmutableArray<long> shape) => Allocate(element, StridedLayout.Dense(shape));

    /// <summary>Own memory with a copy of the elements.</summary>
    public static MemRef Of<T>(ReadOnlySpan<T> values, params ImmutableArray<long> shape) where T : unmanaged
    {
        var type = HostTypes.ElementTypeOf(typeof(T));
        var memory = Zeros(type.IrType, shape);
        MemoryMarshal.AsBytes(values).CopyTo(new Span<byte>(memory.Storage.Address, checked((int)(memory.Count * type.ByteSize))));
        return memory;
    }

    /// <summary>Own memory with the elements of a tensor.</summary>
    internal static MemRef Of(Elements tensor, IrType element)
    {
        var memory = Zeros(element, tensor.Shape);
        for (var i = 0; i < tensor.Count; i++) memory.Store(i, tensor[i]);
        return memory;
    }

    /// <summary>The elements as a tensor.</summary>
    internal Elements ToElements()
    {
        var (elements, index) = (ElementBuffer.Of(_form, Shape), new long[Shape.Length]);
        for (var i = 0L; i < Count; i++, Layout.Advance(index, Shape)) elements[i] = Load(_layout.Position(index));
        return elements.ToValue().AsElements;
    }

    /// <summary>The elements, row-major.</summary>
    public T[] ToArray<T>() where T : unmanaged
    {
        if (sizeof(T) != ElementSize) throw new NotSupportedException($"'{typeof(T)}' does not hold elements of type '{Element}'");
        var dense = (T*)Copy().Storage.Address;
        return new Span<T>(dense, checked((int)Count)).ToArray();
    }

    public override string ToString() => $"memref<{string.Join("", Shape.Select(d => $"{d}x"))}{Element}>";

    /// <summary>Throws <see cref="OutOfMemoryException"/> or <see cref="OverflowException"/> when there is not enough memory.</summary>
    internal static MemRef Allocate(IrType element, Layout layout) =>
        new(Storage.Allocate(checked(layout.End * SizeOf(element))), element, layout);

    /// <summary>Bytes of an element in memory.</summary>
    internal static int SizeOf(IrType element) => ElementForm.Of(element, default).ByteSize;

    internal RuntimeValue Load(long position) => _form.Load(Storage.Address + (position * ElementSize));

    internal void Store(long position, RuntimeValue value) => _form.Store(Storage.Address + (position * ElementSize), value);

    /// <summary>The same memory under another element type of the same size, or another layout.</summary>
    internal MemRef View(IrType element, Layout layout) => new(Storage, element, layout);

    /// <summary>Own row-major memory with the same elements.</summary>
    internal MemRef Copy()
    {
        var copy = Zeros(Element, Shape);
        CopyTo(copy);
        return copy;
    }

    /// <summary>Copies all elements to a memref of the same shape.</summary>
    internal void CopyTo(MemRef target)
    {
        if (Count == 0) return;
        if (_layout.IsDense && target._layout.IsDense)
        {
            var bytes = Count * ElementSize;
            Buffer.MemoryCopy(Storage.Address, target.Storage.Address, bytes, bytes);
        }
        else
        {
            var index = new long[Shape.Length];
            do target.Store(target._layout.Position(index), Load(_layout.Position(index)));
            while (Layout.Advance(index, Shape));
        }

        // Addresses do not keep the arrays behind them alive.
        GC.KeepAlive(this);
        GC.KeepAlive(target);
    }

    private long PositionOf(ReadOnlySpan<long> index)
    {
        if (index.Length != Shape.Length) throw new ArgumentException($"{index.Length} indices for {this}");
        for (var d = 0; d < index.Length; d++)
            if ((ulong)index[d] >= (ulong)Shape[d])
                throw new ArgumentOutOfRangeException(nameof(index), index[d], $"dimension {d} of {this}");
        return _layout.Position(index);
    }
}
