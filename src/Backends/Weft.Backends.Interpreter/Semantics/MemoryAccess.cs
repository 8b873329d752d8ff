using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends;

/// <summary>Finds elements of memory for an operation, or says what is wrong with its indices.</summary>
/// <param name="op">The operation, which faults name as their place.</param>
/// <param name="memory">The memory.</param>
internal sealed class MemoryAccess(Operation op, Value memory)
{
    private readonly string _subject = MemRefSemantics.SubjectOf(memory);

    /// <summary>The memory if it has not been freed.</summary>
    public MemRef Live(Frame frame, MemRef memory) =>
        memory.Storage.IsFreed ? throw frame.Error(InterpreterDiagnostics.UseAfterFree, op.Location, _subject) : memory;

    /// <summary>Stops the program unless each index is in range.</summary>
    public void Check(Frame frame, ReadOnlySpan<long> index, ReadOnlySpan<long> shape)
    {
        for (var d = 0; d < index.Length; d++)
            if ((ulong)index[d] >= (ulong)shape[d])
                throw frame.Fault(FaultKind.IndexOutOfRange, op.Location, _subject, index[d], shape[d]);
    }
}
