using Weft.IR;

namespace Weft.Passes;

/// <summary>Whether turns of a loop may run beside each other: each operation of all of them before the next operation of any.</summary>
internal static class LaneOrder
{
    /// <summary>Why so many neighbouring turns may not, as far as memory tells; null where they may: a turn that needs what an earlier one
    /// did to an element comes later in the body, too, or so many turns later.</summary>
    public static Obstacle? ObstacleTo(AffineForOp loop, int lanes)
    {
        // Lanes that go through inner loops together meet in another order than turns did.
        if (loop.HasInnerLoops) return loop.MemoryOrder;
        // What conditions decide comes in the order of the text, one side behind the other.
        var accesses = loop.Walk().OfType<IAffineAccess>().Where(access => access is not IHint).ToList();
        var depth = LoopsAround.Counters(loop).Count + 1;
        for (var i = 0; i < accesses.Count; i++)
            for (var j = 0; j <= i; j++)
                if (Order(accesses[i], accesses[j], depth, lanes) is { } order) return order;
        return accesses.Find(access => access is not (IAffineRead or IAffineWrite)) is Operation other ? Obstacle.Body(other) : null;
    }

    // The later access of the body in an earlier turn.
    private static Obstacle? Order(IAffineAccess source, IAffineAccess target, int depth, int lanes)
    {
        var dependence = MemoryDependence.Find(source, target, depth);
        return dependence.Kind == Dependence.No || (dependence.Kind == Dependence.Yes && dependence.Distances()[depth - 1].Lower >= lanes)
            ? null : Obstacle.Order(source, target, dependence, depth);
    }
}
