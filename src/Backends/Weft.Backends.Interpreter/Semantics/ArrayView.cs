using System.Collections.Immutable;
using Weft.IR;

namespace Weft.Backends;

/// <summary>Memory or a tensor, of which transfers read and write single elements; an element may be a vector of several numbers.</summary>
internal readonly struct ArrayView
{
    private readonly MemRef? _memory;
    private readonly ElementBuffer? _tensor;
    private readonly MemoryAccess _access;

    /// <summary>Memory, or a tensor that is read.</summary>
    public ArrayView(Frame frame, RuntimeValue value, MemoryAccess access)
    {
        _access = access;
        _memory = value.Reference is MemRef ? access.Live(frame) : null;
        _tensor = _memory is null ? ElementBuffer.Of(value.AsElements) : null;
        Shape = _memory?.Shape ?? _tensor!.Shape;
    }

    public ImmutableArray<long> Shape { get; }

    /// <summary>The tensor with what was written; the memory itself needs none.</summary>
    public RuntimeValue Written => _tensor!.ToValue();

    public bool Contains(ReadOnlySpan<long> index)
    {
        for (var d = 0; d < index.Length; d++)
            if ((ulong)index[d] >= (ulong)Shape[d])
                return false;
        return true;
    }

    public void Read(Frame frame, ReadOnlySpan<long> index, Span<long> numbers)
    {
        var position = Position(frame, index);
        if (_memory is { } memory) VectorSemantics.BitsOf(memory.Load(position)).CopyTo(numbers);
        else _tensor!.NumbersAt(position).CopyTo(numbers);
    }

    public void Write(Frame frame, ReadOnlySpan<long> index, ReadOnlySpan<long> numbers)
    {
        var position = Position(frame, index);
        if (_memory is { } memory) memory.Store(position, VectorSemantics.ValueOf(memory.Element, numbers.ToArray()));
        else numbers.CopyTo(_tensor!.NumbersAt(position));
    }

    /// <summary>The element so many steps of the last dimension behind an index; it may lie in a later row.</summary>
    public long Behind(Frame frame, ReadOnlySpan<long> index, long steps)
    {
        var position = Position(frame, index) + (steps * (_memory is { } memory ? StepOf(memory.Layout) : 1));
        var end = RunsOn(frame) ? _memory!.Capacity : _memory?.Layout.End ?? _tensor!.Count;
        _access.Check(frame, [position], [end]);
        return position;
    }

    public long ReadAt(long position) => (_memory is { } memory ? memory.Load(position) : _tensor![position]).Bits;

    public void WriteAt(long position, long number)
    {
        if (_memory is { } memory) memory.Store(position, new(number));
        else _tensor![position] = new(number);
    }

    private static long StepOf(Layout layout) => layout is StridedLayout { Strides: [.., var last] } ? last : 1;

    // Vectors of programs are only held to the memory that they go over: at the end of a row they go on with the next, as on a
    // processor. Kernels are held to the shape.
    private bool RunsOn(Frame frame) => frame.IsProgram && _memory?.Layout is StridedLayout;

    private long Position(Frame frame, ReadOnlySpan<long> index)
    {
        if (RunsOn(frame))
        {
            var inMemory = _memory!.Layout.Position(index);
            _access.Check(frame, [inMemory], [_memory.Capacity]);
            return inMemory;
        }

        _access.Check(frame, index, Shape.AsSpan());
        return _memory is not null ? _memory.Layout.Position(index) : Layout.Number(Shape, index);
    }
}
