using Weft.IR;

namespace Weft.Passes;

/// <summary>How many operations a loop nest runs.</summary>
internal sealed class LoopNestCost
{
    private readonly Dictionary<AffineForOp, (int Ops, long Turns, List<AffineForOp> Inner)> _loops = [];
    private readonly AffineForOp _root;

    private LoopNestCost(AffineForOp root) => _root = root;

    /// <summary>The number of operations that run.</summary>
    public long Total => Cost(_root, [], []);

    /// <summary>Null where a number of turns is not known, or a loop is in a condition.</summary>
    public static LoopNestCost? Of(AffineForOp root)
    {
        var cost = new LoopNestCost(root);
        foreach (var loop in root.WalkPostOrder().OfType<AffineForOp>())
        {
            if (loop != root && loop.ParentOp is not AffineForOp) return null;
            if (loop.ConstantTripCount is not { } turns) return null;
            // What ends a turn costs nothing.
            var ops = loop.Body.Ops.Count(op => op is not (AffineForOp or AffineIfOp)) - 1;
            cost._loops[loop] = (ops, (long)turns, [.. loop.Body.Ops.OfType<AffineForOp>()]);
        }

        return cost;
    }

    /// <summary>The operations that run when a slice of this nest is put into another; null where that is not known.</summary>
    public long? FusedInto(LoopNestCost other, ComputationSlice slice)
    {
        if (slice.TripCounts() is not { } turns) return null;
        var place = (AffineForOp)slice.Place.ParentOp!;
        var extra = new Dictionary<AffineForOp, long>();
        if (turns.Values.Aggregate(1L, (a, b) => a * b) == 1)
        {
            // What one turn of the slice stores is not loaded again.
            var stored = _root.Walk().OfType<IAffineWrite>().Select(store => store.Memref).ToHashSet();
            foreach (var load in stored.SelectMany(memory => memory.Users).Where(user => user is IAffineRead && place.IsAncestorOf(user)))
                if (load.ParentOp is AffineForOp loop) extra[loop] = extra.GetValueOrDefault(loop) - 1;
        }

        extra[place] = Cost(_root, turns, extra);
        return other.Cost(other._root, [], extra);
    }

    private long Cost(AffineForOp loop, Dictionary<AffineForOp, long> turns, Dictionary<AffineForOp, long> extra)
    {
        var (ops, known, inner) = _loops[loop];
        return unchecked(turns.GetValueOrDefault(loop, known)
            * (ops + inner.Sum(child => Cost(child, turns, extra)) + extra.GetValueOrDefault(loop)));
    }
}
