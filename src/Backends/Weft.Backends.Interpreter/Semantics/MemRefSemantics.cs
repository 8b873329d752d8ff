using System.Collections.Immutable;
using Weft.IR;
using Weft.Runtime;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary>Memory. Every access is checked; new memory is zero.</summary>
internal static class MemRefSemantics
{
    public static SemanticsRow[] Rows =>
    [
        Step<AllocOp>(Allocate), Step<AllocaOp>(Allocate), Step<DeallocOp>(Deallocate), Step<LoadOp>(Load), Step<StoreOp>(Store),
        Step<DimOp>(Dimension), Step<MemRefRankOp>(Rank), Step<CopyOp>(Copy), Step<MemRefCastOp>(MemRefCasts.Cast),
        Step<ReallocOp>(Reallocate), Declaration<GlobalOp>(), Step<GetGlobalOp>(GetGlobal),
        Step<AllocaScopeOp>(AllocaScope), Exit<AllocaScopeReturnOp>(),
    ];

    private static Handler Allocate(AllocationOp op, Preparation prepare)
    {
        var type = (MemRefType)op.Memref.Type;
        var (sizes, symbols, result) = (prepare.Slots(op.DynamicSizes), prepare.Slots(op.SymbolOperands), prepare.Slot(op.Memref));
        MemRefAllocation.Check(type, op.Location);
        return frame =>
        {
            var next = 0;
            var shape = type.Shape.Select(extent => extent == ShapedType.Dynamic ? frame.Bits(sizes[next++]) : extent);
            ImmutableArray<long> symbolValues = [.. symbols.Select(frame.Bits)];
            frame[result] = new(MemRefAllocation.Allocate(frame, op, type, shape.Span.ToImmutableArray(), symbolValues));
        };
    }

    private static Handler Deallocate(DeallocOp op, Preparation prepare)
    {
        var (slot, subject) = (prepare.Slot(op.Memref), SubjectOf(op.Memref));
        return frame => Live(frame, frame.MemRef(slot), op, subject).Storage.IsFreed = true;
    }

    private static Handler Reallocate(ReallocOp op, Preparation prepare)
    {
        var (source, result) = (prepare.Slot(op.Source), prepare.Slot(op.Result));
        var (type, subject) = ((MemRefType)op.Result.Type, SubjectOf(op.Source));
        var size = op.DynamicResultSize is { } extent ? prepare.Slot(extent) : -1;
        return frame =>
        {
            var old = Live(frame, frame.MemRef(source), op, subject);
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
        var (source, indices, result) = (prepare.Slot(op.Memref), prepare.Slots(op.Indices), prepare.Slot(op.Result));
        var subject = SubjectOf(op.Memref);
        return frame =>
        {
            var memory = Live(frame, frame.MemRef(source), op, subject);
            frame[result] = memory.Load(Locate(frame, memory, indices, op, subject));
        };
    }

    private static Handler Store(StoreOp op, Preparation prepare)
    {
        var (target, indices, value) = (prepare.Slot(op.Memref), prepare.Slots(op.Indices), prepare.Slot(op.Value));
        var subject = SubjectOf(op.Memref);
        return frame =>
        {
            var memory = Live(frame, frame.MemRef(target), op, subject);
            memory.Store(Locate(frame, memory, indices, op, subject), frame[value]);
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

    private static Handler Copy(CopyOp op, Preparation prepare)
    {
        var (source, target) = (prepare.Slot(op.Source), prepare.Slot(op.Target));
        var (from, to) = (SubjectOf(op.Source), SubjectOf(op.Target));
        return frame =>
        {
            var (x, y) = (Live(frame, frame.MemRef(source), op, from), Live(frame, frame.MemRef(target), op, to));
            if (!x.Shape.AsSpan().SequenceEqual(y.Shape.AsSpan()))
                throw frame.Error(InterpreterDiagnostics.ShapeMismatch, op.Location, op.Name, $"a target like the source, {x}", y);
            x.CopyTo(y);
        };
    }

    /// <summary>What a fault calls an array: its name in the source, else the argument's, else the operation that made it.</summary>
    public static string SubjectOf(Value memory) => memory switch
    {
        OpResult { Owner: MemRefCastOp cast } => SubjectOf(cast.Source),
        BlockArgument { Owner: { IsEntry: true, ParentOp: IFunction function } } argument =>
            KernelAttributes.NameOf(function, argument.Index) ?? $"%arg{argument.Index}",
        OpResult { Owner: var maker } when maker.Attribute(KernelAttributes.Name) is StringAttr { Value: var name } => name,
        OpResult result => $"{result.Owner.Name} : {memory.Type}",
        _ => memory.Type.ToString(),
    };

    /// <summary>The place of one element, checked when control reaches it.</summary>
    internal sealed class Access(Operation op, IMemoryAccess access, Preparation prepare)
    {
        private readonly int _memory = prepare.Slot(access.Memref);
        private readonly int[] _indices = prepare.Slots(access.Indices);
        private readonly string _subject = SubjectOf(access.Memref);

        public (MemRef Memory, long Position) Locate(Frame frame)
        {
            var memory = Live(frame, frame.MemRef(_memory), op, _subject);
            return (memory, MemRefSemantics.Locate(frame, memory, _indices, op, _subject));
        }
    }

    /// <summary>The memory, if it was not freed.</summary>
    public static MemRef Live(Frame frame, MemRef memory, Operation op, string subject) =>
        memory.Storage.IsFreed ? throw frame.Error(InterpreterDiagnostics.UseAfterFree, op.Location, subject) : memory;

    private static long Locate(Frame frame, MemRef memory, int[] indices, Operation op, string subject)
    {
        Span<long> index = stackalloc long[indices.Length];
        for (var d = 0; d < index.Length; d++) index[d] = frame.Bits(indices[d]);
        return Locate(frame, memory, index, op, subject);
    }

    /// <summary>The position of an element; a fault where a subscript is not in range.</summary>
    public static long Locate(Frame frame, MemRef memory, ReadOnlySpan<long> index, Operation op, string subject)
    {
        var shape = memory.Shape;
        for (var d = 0; d < index.Length; d++)
            if ((ulong)index[d] >= (ulong)shape[d]) throw frame.Fault(FaultKind.IndexOutOfRange, op.Location, subject, index[d], shape[d]);
        return memory.Layout.Position(index);
    }
}
