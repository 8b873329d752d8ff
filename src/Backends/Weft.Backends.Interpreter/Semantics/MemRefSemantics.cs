using Weft.IR;
using Weft.Runtime;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary>Memory. Every access is checked; new memory is zero.</summary>
internal static class MemRefSemantics
{
    public static SemanticsRow[] Rows =>
    [
        Step<AllocationOp>((op, prepare) => Allocate(op, op.Memref, op.DynamicSizes, op.SymbolOperands, prepare)),
        Step<DeallocOp>((op, prepare) => Free(op, op.Memref, prepare)), Step<LoadOp>(Load), Step<StoreOp>(Store),
        Step<DimOp>(Dimension), Step<MemRefRankOp>(Rank), Step<CopyOp>((op, prepare) => Copy(op, op.Source, op.Target, prepare)),
        Step<MemRefCastOp>(MemRefCasts.Cast), Step<ReallocOp>(Reallocate), Declaration<GlobalOp>(), Step<GetGlobalOp>(GetGlobal),
        Step<AllocaScopeOp>(AllocaScope), Exit<AllocaScopeReturnOp>(), .. DmaSemantics.Rows,
    ];

    /// <summary>New memory of the type of a value.</summary>
    public static Handler Allocate(Operation op, Value memory, OperandRange sizes, OperandRange symbols, Preparation prepare)
    {
        var (type, result) = ((MemRefType)memory.Type, prepare.Slot(memory));
        var (shape, symbolSlots) = (new IndexList(MixedIndex.Zip(type.Shape, sizes), prepare), prepare.Slots(symbols));
        MemRefAllocation.Check(type, op.Location);
        return frame => frame[result] = new(
            MemRefAllocation.Allocate(frame, op, type, [.. shape.Read(frame)], [.. symbolSlots.Select(frame.Bits)]));
    }

    public static Handler Free(Operation op, Value memory, Preparation prepare)
    {
        var access = new MemoryAccess(op, memory, prepare);
        return frame => access.Live(frame).Storage.IsFreed = true;
    }

    private static Handler Reallocate(ReallocOp op, Preparation prepare)
    {
        var (source, result, type) = (new MemoryAccess(op, op.Source, prepare), prepare.Slot(op.Result), (MemRefType)op.Result.Type);
        var size = op.DynamicResultSize is { } extent ? prepare.Slot(extent) : -1;
        return frame =>
        {
            var old = source.Live(frame);
            var memory = MemRefAllocation.Allocate(frame, op, type, [size < 0 ? type.Shape[0] : frame.Bits(size)], []);
            for (var i = 0; i < Math.Min(old.Count, memory.Count); i++) memory[i] = old[i];
            old.Storage.IsFreed = true;
            frame[result] = new(memory);
        };
    }

    private static Handler GetGlobal(GetGlobalOp op, Preparation prepare)
    {
        var (memory, result) = (prepare.Global(op, op.Global), prepare.Slot(op.Result));
        return frame => frame[result] = new(memory);
    }

    private static Handler AllocaScope(AllocaScopeOp op, Preparation prepare)
    {
        var (body, results) = (prepare.Region(op.BodyRegion), prepare.Slots(op.Values));
        return frame => body.Run(frame, results);
    }

    private static Handler Rank(MemRefRankOp op, Preparation prepare)
    {
        var (source, result) = (prepare.Slot(op.Memref), prepare.Slot(op.Result));
        return frame => frame[result] = new((long)frame.MemRef(source).Shape.Length);
    }

    private static Handler Load(LoadOp op, Preparation prepare)
    {
        var (element, result) = (new ElementAccess(op, op.Memref, op.Indices, prepare), prepare.Slot(op.Result));
        return frame =>
        {
            var (memory, position) = element.Locate(frame);
            frame[result] = memory.Load(position);
        };
    }

    private static Handler Store(StoreOp op, Preparation prepare)
    {
        var (element, value) = (new ElementAccess(op, op.Memref, op.Indices, prepare), prepare.Slot(op.Value));
        return frame =>
        {
            var (memory, position) = element.Locate(frame);
            memory.Store(position, frame[value]);
        };
    }

    private static Handler Dimension(DimOp op, Preparation prepare)
    {
        var (source, index, result) = (prepare.Slot(op.Source), prepare.Slot(op.Index), prepare.Slot(op.Result));
        return frame =>
        {
            var shape = frame.MemRef(source).Shape;
            var at = frame.Bits(index);
            if ((ulong)at >= (ulong)shape.Length) throw frame.Fault(FaultKind.IndexOutOfRange, op.Location, "memref.dim", at, shape.Length);
            frame[result] = new(shape[(int)at]);
        };
    }

    public static Handler Copy(Operation op, Value source, Value target, Preparation prepare)
    {
        var (from, to) = (new MemoryAccess(op, source, prepare), new MemoryAccess(op, target, prepare));
        return frame =>
        {
            var (x, y) = (from.Live(frame), to.Live(frame));
            if (!x.Shape.AsSpan().SequenceEqual(y.Shape.AsSpan()))
                throw frame.Error(InterpreterDiagnostics.ShapeMismatch, op.Location, op.Name, $"a target like the source, {x}", y);
            x.CopyTo(y);
        };
    }
}
