using Weft.IR;

namespace Weft.Passes;

/// <summary>Moves loops whose turns depend on each other into the others of a perfect nest.</summary>
internal static class LoopSinking
{
    /// <summary>The nest with parallel loops outside, in their order, and the others inside; as it is where that breaks a
    /// dependence, or a bound has the counter of a loop that goes inside.</summary>
    /// <returns>The outermost loop.</returns>
    public static AffineForOp SinkSequentialLoops(this AffineForOp root)
    {
        var loops = LoopNests.Band(root);
        if (loops.Count < 2) return root;
        var distances = Distances(root, loops.Count);
        var isParallel = loops.Select((_, i) => distances.TrueForAll(d => d[i] is (0, 0))).ToList();
        var order = Enumerable.Range(0, loops.Count).OrderBy(i => isParallel[i] ? 0 : 1).ToList();
        var sorted = order.ConvertAll(i => loops[i]);
        if (order.Select((from, to) => from == to).All(stays => stays) || !distances.TrueForAll(d => StaysPositive(d, order))
            || !KeepBounds(sorted)) return root;
        Permute(sorted, root, loops[^1]);
        return sorted[0];
    }

    private static List<List<(long? Lower, long? Upper)>> Distances(AffineForOp root, int depths)
    {
        var accesses = root.WalkPostOrder().Where(op => op is IAffineRead or IAffineWrite).Cast<IAffineAccess>().ToList();
        var found = new List<List<(long? Lower, long? Upper)>>();
        for (var depth = 1; depth <= depths; depth++)
            foreach (var source in accesses)
                foreach (var target in accesses)
                    if (MemoryDependence.Find(source, target, depth) is { Kind: Dependence.Yes } dependence)
                        found.Add(dependence.Distances());
        return found;
    }

    // The first loop with a distance goes forward.
    private static bool StaysPositive(List<(long? Lower, long? Upper)> distance, List<int> order)
    {
        foreach (var i in order)
        {
            if (distance[i].Lower > 0) return true;
            if (distance[i].Lower is not 0) return false;
        }

        return true;
    }

    // mlir-opt 19 moves loops away from what their bounds are computed from.
    private static bool KeepBounds(List<AffineForOp> order)
    {
        var inner = order.Select(loop => loop.InductionVariable).ToHashSet<Value>();
        foreach (var loop in order)
        {
            if (loop.LowerBoundOperands.Concat(loop.UpperBoundOperands).Any(inner.Contains)) return false;
            inner.Remove(loop.InductionVariable);
        }

        return true;
    }

    private static void Permute(IReadOnlyList<AffineForOp> order, AffineForOp root, AffineForOp innermost)
    {
        var body = innermost.Body.Ops.Where(op => op is not AffineYieldOp).ToList();
        var (parent, next) = (root.Parent!, root.Next);
        foreach (var loop in order) loop.Parent!.Remove(loop);
        foreach (var op in body) op.Parent!.Remove(op);
        parent.InsertBefore(next, order[0]);
        for (var i = 1; i < order.Count; i++) order[i - 1].Body.InsertBefore(order[i - 1].Body.First, order[i]);
        foreach (var op in body) order[^1].Body.InsertBefore(order[^1].Body.Last, op);
    }
}
