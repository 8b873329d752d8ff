using System.Collections.Immutable;
using Weft.IR;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary>Memory of the device, which is the host's here. Everything is done when control goes on, so a token says nothing.</summary>
internal static class GpuMemorySemantics
{
    public static SemanticsRow[] Rows =>
    [
        Step<WaitOp>(Token), Step<GpuAllocOp>(Allocate), Step<GpuDeallocOp>(Deallocate), Step<MemcpyOp>(Copy), Step<MemsetOp>(Fill),
        Step<HostRegisterOp>(Nothing), Step<HostUnregisterOp>(Nothing), Step<SetDefaultDeviceOp>(Nothing), Step<PrintfOp>(Print),
    ];

    private static Handler Nothing(Operation op, Preparation prepare) => static _ => { };

    private static Handler Token(Operation op, Preparation prepare) => op is IAsyncOp { AsyncToken: { } token }
        ? prepare.Slot(token) is var slot ? frame => frame[slot] = default : Nothing(op, prepare)
        : Nothing(op, prepare);

    private static Handler Allocate(GpuAllocOp op, Preparation prepare)
    {
        var type = (MemRefType)op.Memref.Type;
        var (sizes, symbols, result) = (prepare.Slots(op.DynamicSizes), prepare.Slots(op.SymbolOperands), prepare.Slot(op.Memref));
        MemRefAllocation.Check(type, op.Location);
        return frame =>
        {
            var next = 0;
            var shape = type.Shape.Select(extent => extent == ShapedType.Dynamic ? frame.Bits(sizes[next++]) : extent);
            frame[result] = new(MemRefAllocation.Allocate(frame, op, type, shape.Span.ToImmutableArray(), [.. symbols.Select(frame.Bits)]));
        };
    }

    private static Handler Deallocate(GpuDeallocOp op, Preparation prepare)
    {
        var memory = prepare.Slot(op.Memref);
        return frame => Live(frame, op, memory).Storage.IsFreed = true;
    }

    private static Handler Copy(MemcpyOp op, Preparation prepare)
    {
        var (source, target) = (prepare.Slot(op.Src), prepare.Slot(op.Dst));
        return frame =>
        {
            var (from, to) = (Live(frame, op, source), Live(frame, op, target));
            if (!from.Shape.AsSpan().SequenceEqual(to.Shape.AsSpan()))
                throw frame.Error(InterpreterDiagnostics.ShapeMismatch, op.Location, op.Name, $"a target like the source, {from}", to);
            from.CopyTo(to);
        };
    }

    private static Handler Fill(MemsetOp op, Preparation prepare)
    {
        var (target, value) = (prepare.Slot(op.Dst), prepare.Slot(op.Value));
        return frame =>
        {
            var memory = Live(frame, op, target);
            if (memory.Count == 0) return;
            var index = new long[memory.Shape.Length];
            do memory.Store(memory.Layout.Position(index), frame[value]);
            while (Layout.Advance(index, memory.Shape));
        };
    }

    private static Handler Print(PrintfOp op, Preparation prepare)
    {
        if (prepare.Output is not { } output) throw InterpreterDiagnostics.Refusal(op.Location, $"'{op.Name}' where nothing is printed on");
        var format = new PrintfFormat(op.Format, op.Location);
        var (arguments, types) = (prepare.Slots(op.Args), op.Args.Types.ToArray());
        return frame => output.Write(format.Apply([.. arguments.Select((slot, i) => (frame[slot], types[i]))]));
    }

    private static MemRef Live(Frame frame, Operation op, int slot) => frame.MemRef(slot) is { Storage.IsFreed: false } memory
        ? memory : throw frame.Error(InterpreterDiagnostics.UseAfterFree, op.Location, op.Name);
}
