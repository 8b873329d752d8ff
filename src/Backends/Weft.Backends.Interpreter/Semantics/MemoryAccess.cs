using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends;

/// <summary>Finds elements of memory for an operation, or says what is wrong with the memory or the indices.</summary>
/// <param name="op">The operation, which faults name as their place.</param>
/// <param name="value">The memory.</param>
internal sealed class MemoryAccess(Operation op, Value value, Preparation prepare)
{
    private readonly int _slot = prepare.Slot(value);
    private readonly string _subject = KernelAttributes.SubjectOf(value);

    /// <summary>The memory if it has not been freed.</summary>
    public MemRef Live(Frame frame) => frame.MemRef(_slot) is { Storage.IsFreed: false } memory
        ? memory : throw frame.Fault(FaultKind.UseAfterFree, op.Location, _subject);

    /// <summary>The position of an element; a fault where a subscript is not in range.</summary>
    public long Locate(Frame frame, MemRef memory, ReadOnlySpan<long> index)
    {
        Check(frame, index, memory.Shape.AsSpan());
        return memory.Layout.Position(index);
    }

    /// <summary>Stops the program unless each index is in range.</summary>
    public void Check(Frame frame, ReadOnlySpan<long> index, ReadOnlySpan<long> shape)
    {
        for (var d = 0; d < index.Length; d++)
            if ((ulong)index[d] >= (ulong)shape[d])
                throw frame.Fault(FaultKind.IndexOutOfRange, op.Location, _subject, index[d], shape[d]);
    }
}

/// <summary>The element of memory that subscripts name, checked when control reaches it.</summary>
internal sealed class ElementAccess(Operation op, Value memory, OperandRange indices, Preparation prepare)
{
    private readonly MemoryAccess _access = new(op, memory, prepare);
    private readonly int[] _indices = prepare.Slots(indices);

    public (MemRef Memory, long Position) Locate(Frame frame)
    {
        var memory = _access.Live(frame);
        Span<long> index = stackalloc long[_indices.Length];
        for (var d = 0; d < index.Length; d++) index[d] = frame.Bits(_indices[d]);
        return (memory, _access.Locate(frame, memory, index));
    }
}
