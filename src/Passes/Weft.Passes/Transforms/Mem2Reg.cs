using Weft.IR;

namespace Weft.Passes;

/// <summary>Turns memory of one element that is only loaded and stored in its own region into values.</summary>
/// <param name="RegionSimplify">Read for mlir-opt's sake, where it changes nothing, either: canonicalize makes blocks simpler.</param>
[Pass("mem2reg", "Turns memory of one element into values.")]
public sealed record Mem2Reg(bool RegionSimplify = true) : IPass
{
    public void Run(Operation root, PassContext context)
    {
        var promoted = 0;
        var paths = new Dictionary<Region, RegionPaths>();
        int before;
        do
        {
            before = promoted;
            // One that held another may have been what kept that.
            foreach (var slot in root.Walk().OfType<AllocaOp>().ToList())
            {
                if (!slot.Memref.HasUses || !MemorySlot.IsPromotable(slot)) continue;
                var region = slot.ParentRegion!;
                if (!paths.TryGetValue(region, out var known)) paths.Add(region, known = new(region));
                if (new MemorySlot(slot, known).TryPromote()) promoted++;
            }
        }
        while (promoted > before);
        context.Statistics.Add("promoted-slots", "Total amount of memory slot promoted", promoted);
    }
}

/// <summary>Memory of one element whose every use is a load or a store of it.</summary>
internal sealed class MemorySlot
{
    private readonly AllocaOp _memory;
    private readonly IrType _element;
    private readonly RegionPaths _paths;
    private readonly HashSet<Block> _joins = [];
    private readonly Dictionary<Operation, Value> _found = [];
    // The loads and stores of each block, in order.
    private readonly Dictionary<Block, List<Operation>> _accesses;
    private Value? _initial;

    public MemorySlot(AllocaOp memory, RegionPaths paths)
    {
        (_memory, _element, _paths) = (memory, ((MemRefType)memory.Memref.Type).Element, paths);
        _accesses = memory.Memref.Users.GroupBy(access => access.Parent!).ToDictionary(here => here.Key, here => here.ToList());
        foreach (var accesses in _accesses.Values) accesses.Sort((a, b) => a == b ? 0 : a.IsBefore(b) ? -1 : 1);
    }

    /// <summary>False when there is more than one element, or something else is done with the memory.</summary>
    public static bool IsPromotable(AllocaOp memory)
    {
        var type = (MemRefType)memory.Memref.Type;
        if (!type.HasStaticShape || type.ElementCount != 1 || !HasZero(type.Element)) return false;
        foreach (var use in memory.Memref.Uses)
            if (use.Owner.ParentRegion != memory.ParentRegion
                || !(use.Owner is LoadOp || (use.Owner is StoreOp store && store.Value != memory.Memref)))
                return false;
        return true;
    }

    private static bool HasZero(IrType type) => type switch
    {
        MemRefType memory => memory.HasStaticShape,
        VectorType or RankedTensorType => ((ShapedType)type).HasStaticShape && HasZero(((ShapedType)type).Element),
        _ => type is IntegerType or IndexType or FloatType,
    };

    /// <summary>False when blocks join to which something else than a branch leads.</summary>
    public bool TryPromote()
    {
        FindJoins();
        if (_joins.Any(block => block.PredecessorTerminators.Any(p => p is not IBranch))) return false;
        FindValues();
        foreach (var use in _memory.Memref.Users.ToList())
        {
            if (use is LoadOp) use.ReplaceWith(_found.TryGetValue(use, out var value) ? value : Initial());
            else use.Erase();
        }

        PassInitialFromDeadBlocks();
        if (_initial is { HasUses: false }) _initial.Def!.Erase();
        _memory.Erase();
        return true;
    }

    // Where different values may meet, as far as a load sees them.
    private void FindJoins()
    {
        var stores = _memory.Memref.Users.OfType<StoreOp>().Select(s => s.Parent!).ToHashSet();
        var live = LiveIn(stores);
        var work = new Stack<Block>(stores);
        while (work.TryPop(out var block))
            foreach (var join in _paths.Frontier(block))
                if (live.Contains(join) && _joins.Add(join)) work.Push(join);
    }

    // The blocks that load before they store, and those that lead to them without storing.
    private HashSet<Block> LiveIn(HashSet<Block> stores)
    {
        var live = new HashSet<Block>();
        var work = new Stack<Block>(_accesses.Where(here => here.Value[0] is LoadOp).Select(here => here.Key));
        while (work.TryPop(out var block))
        {
            if (!live.Add(block)) continue;
            foreach (var predecessor in block.PredecessorTerminators)
                if (!stores.Contains(predecessor.Parent!)) work.Push(predecessor.Parent!);
        }

        return live;
    }

    // Down the dominator tree with the value that the memory holds.
    private void FindValues()
    {
        var atEnd = new Value?[_paths.DownTree.Count];
        for (var i = 0; i < atEnd.Length; i++)
        {
            var (block, dominator) = _paths.DownTree[i];
            var value = dominator < 0 ? null : atEnd[dominator];
            if (_joins.Contains(block)) value = block.AddArgument(_element, _memory.Location);
            if (_accesses.TryGetValue(block, out var accesses))
                foreach (var access in accesses)
                    if (access is not StoreOp store) _found[access] = value ??= Initial();
                    // What was loaded from this memory goes with it.
                    else value = store.Value.Def is { } load && _found.TryGetValue(load, out var known) ? known : store.Value;
            if (_joins.Count > 0 && block.Last is IBranch branch)
                for (var s = 0; s < block.Last.Successors.Count; s++)
                    if (_joins.Contains(block.Last.Successors[s]))
                        branch.SetSuccessorOperands(s, [.. branch.SuccessorOperands(s), value ??= Initial()]);
            atEnd[i] = value;
        }
    }

    private void PassInitialFromDeadBlocks()
    {
        foreach (var block in _joins)
            foreach (var terminator in block.PredecessorTerminators.Distinct().Where(p => !_paths.IsReachable(p.Parent!)))
                for (var s = 0; s < terminator.Successors.Count; s++)
                    if (terminator.Successors[s] == block)
                        ((IBranch)terminator).SetSuccessorOperands(s, [.. ((IBranch)terminator).SuccessorOperands(s), Initial()]);
    }

    // What nobody has stored reads as zero.
    private Value Initial()
    {
        if (_initial is not null) return _initial;
        return _initial = Builder.AtStart(_memory.Parent!, _memory.Location).Add(_element switch
        {
            MemRefType type => new AllocaOp([], [], type),
            FloatType format => ConstantOp.Float(0, format),
            ShapedType shaped => new ConstantOp(DenseElementsAttr.Zeros(shaped)),
            _ => ConstantOp.Integer(0, _element),
        });
    }
}
