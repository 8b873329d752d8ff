using Weft.IR;

namespace Weft.Passes;

/// <summary>Turns memory of one element that is only loaded and stored in its own region into values.</summary>
[Pass("mem2reg", "Turns memory of one element into values.")]
public sealed record Mem2Reg : IPass
{
    public void Run(Operation root, PassContext context)
    {
        var promoted = 0;
        int before;
        do
        {
            before = promoted;
            // One that held another may have been what kept that.
            foreach (var slot in root.Walk().OfType<AllocaOp>().ToList())
                if (slot.Memref.HasUses && MemorySlot.Of(slot) is { } known && known.TryPromote()) promoted++;
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
    private readonly Region _region;
    private readonly Dominance _dominance = new();
    private readonly HashSet<Block> _joins = [];
    private readonly Dictionary<Operation, Value> _found = [];
    private readonly ILookup<Block?, Block> _children;
    private Value? _initial;

    private MemorySlot(AllocaOp memory, IrType element)
    {
        (_memory, _element, _region) = (memory, element, memory.ParentRegion!);
        _children = _region.Blocks.ToLookup(_dominance.ImmediateDominator);
    }

    /// <summary>Null when there is more than one element, or something else is done with the memory.</summary>
    public static MemorySlot? Of(AllocaOp memory)
    {
        var type = (MemRefType)memory.Memref.Type;
        if (!type.HasStaticShape || type.ElementCount != 1 || !HasZero(type.Element)) return null;
        foreach (var use in memory.Memref.Uses)
            if (use.Owner.ParentRegion != memory.ParentRegion
                || !(use.Owner is LoadOp || (use.Owner is StoreOp store && store.Value != memory.Memref)))
                return null;
        return new(memory, type.Element);
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
        Visit(_region.Entry, null);
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
        var frontiers = Frontiers();
        var work = new Stack<Block>(stores);
        while (work.TryPop(out var block))
            foreach (var join in frontiers.GetValueOrDefault(block, []))
                if (live.Contains(join) && _joins.Add(join)) work.Push(join);
    }

    // The blocks that load before they store, and those that lead to them without storing.
    private HashSet<Block> LiveIn(HashSet<Block> stores)
    {
        var live = new HashSet<Block>();
        var work = new Stack<Block>();
        foreach (var block in _memory.Memref.Users.Select(u => u.Parent!).Distinct())
            if (block.Ops.First(op => op is LoadOp or StoreOp && op.Operands.Contains(_memory.Memref)) is LoadOp) work.Push(block);
        while (work.TryPop(out var block))
        {
            if (!live.Add(block)) continue;
            foreach (var predecessor in block.PredecessorTerminators)
                if (!stores.Contains(predecessor.Parent!)) work.Push(predecessor.Parent!);
        }

        return live;
    }

    // For each block those to which it leads, itself or through blocks it dominates, but which it does not dominate.
    private Dictionary<Block, HashSet<Block>> Frontiers()
    {
        var frontiers = new Dictionary<Block, HashSet<Block>>();
        foreach (var block in _region.Blocks.Where(b => b.PredecessorTerminators.Count > 1))
            foreach (var predecessor in block.PredecessorTerminators)
                for (var at = predecessor.Parent; at is not null && at != _dominance.ImmediateDominator(block);
                     at = _dominance.ImmediateDominator(at))
                {
                    if (!frontiers.TryGetValue(at, out var frontier)) frontiers.Add(at, frontier = []);
                    frontier.Add(block);
                }

        return frontiers;
    }

    // Down the dominator tree with the value that the memory holds.
    private void Visit(Block block, Value? value)
    {
        if (_joins.Contains(block)) value = block.AddArgument(_element, _memory.Location);
        foreach (var op in block.Ops)
        {
            if (op is not (LoadOp or StoreOp) || !op.Operands.Contains(_memory.Memref)) continue;
            if (op is StoreOp store) value = store.Value;
            else _found[op] = value ??= Initial();
        }

        if (block.Last is IBranch branch)
            for (var s = 0; s < block.Last.Successors.Count; s++)
                if (_joins.Contains(block.Last.Successors[s]))
                    branch.SetSuccessorOperands(s, [.. branch.SuccessorOperands(s), value ??= Initial()]);
        foreach (var child in _children[block]) Visit(child, value);
    }

    private void PassInitialFromDeadBlocks()
    {
        foreach (var block in _joins)
            foreach (var terminator in block.PredecessorTerminators.Distinct().Where(p => !_dominance.IsReachable(p.Parent!)))
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
