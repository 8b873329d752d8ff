using Weft.IR;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary>Memory of the device, which is the host's here. Everything is done when control goes on, so a token says nothing.</summary>
internal static class GpuMemorySemantics
{
    public static SemanticsRow[] Rows =>
    [
        Step<WaitOp>(Token), Step<MemsetOp>(Fill), Step<MemcpyOp>((op, prepare) => MemRefSemantics.Copy(op, op.Src, op.Dst, prepare)),
        Step<GpuAllocOp>((op, prepare) => MemRefSemantics.Allocate(op, op.Memref, op.DynamicSizes, op.SymbolOperands, prepare)),
        Step<GpuDeallocOp>((op, prepare) => MemRefSemantics.Free(op, op.Memref, prepare)),
        Step<HostRegisterOp>(Nothing), Step<HostUnregisterOp>(Nothing), Step<SetDefaultDeviceOp>(Nothing), Step<PrintfOp>(Print),
    ];

    private static Handler Nothing(Operation op, Preparation prepare) => static _ => { };

    private static Handler Token(Operation op, Preparation prepare) => op is IAsyncOp { AsyncToken: { } token }
        ? prepare.Slot(token) is var slot ? frame => frame[slot] = default : Nothing(op, prepare)
        : Nothing(op, prepare);

    private static Handler Fill(MemsetOp op, Preparation prepare)
    {
        var (target, value) = (new MemoryAccess(op, op.Dst, prepare), prepare.Slot(op.Value));
        return frame =>
        {
            var memory = target.Live(frame);
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
}
