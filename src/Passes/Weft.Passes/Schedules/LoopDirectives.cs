using Weft.IR;

namespace Weft.Passes;

/// <summary>What each directive does to a loop of the affine dialect.</summary>
/// <param name="machine">The processor that vectors are for.</param>
/// <param name="remarks">Where versions for arrays that overlap are written down.</param>
internal sealed class LoopDirectives(CpuModel machine, RemarkLog remarks)
{
    // Copies of a body are for hundreds of operations, not for all that memory holds.
    private const int MostOperations = 1 << 16;

    // Those that hold one vector, at one byte for a lane.
    private const int MostRegisters = 2;

    /// <param name="loop">The innermost of those that have the name.</param>
    public Outcome Tile(AffineForOp loop, long size)
    {
        if (loop.Inits.Count > 0) return Carries;
        if (loop.ConstantTripCount <= (ulong)size) return new Outcome.Ignored("it has no more turns than that");
        var (band, place) = BandOrder.Around(loop);
        // Behind the loops over tiles that are there.
        var outer = band.Loops.TakeWhile(other => other != loop && !NamedLoops.IsOverPoints(other)).Count();
        return Reorder(band, [.. BandOrder.Moved(band.Loops.Count, place, outer)], now => BandOrder.Tile(now, place, outer, size));
    }

    /// <param name="loops">In the order that they are to have.</param>
    public Outcome Interchange(IReadOnlyList<AffineForOp> loops)
    {
        var (band, _) = BandOrder.Around(loops.MaxBy(LoopsAround.Depth)!);
        var places = loops.Select(loop => band.Loops.ToList().IndexOf(loop)).ToList();
        if (places.Contains(-1)) return new Outcome.Ignored("there is other work between the loops, or they are not in each other");
        var order = Enumerable.Range(0, band.Loops.Count).ToArray();
        foreach (var (place, loop) in places.Order().Zip(places)) order[place] = loop;
        return Reorder(band, order, now => BandOrder.Permute(now, order));
    }

    public Outcome Parallelize(AffineForOp loop)
    {
        if (loop.Inits.Count > 0) return Carries;
        if (Prepare(loop, () => TurnOrder.AtOnce(loop)) is { } problem) return problem;
        AffineParallelize.Convert(loop, []);
        return Outcome.Applied;
    }

    public Outcome Unroll(AffineForOp loop, long copies)
    {
        if (loop.ConstantTripCount < (ulong)copies) return TooFew;
        if (IsTooLong(loop, copies)) return TooLong;
        if (!LoopForms.MakeSingleBounds(loop)) return new Outcome.Ignored("it may end early");
        return Outcome.Unless(loop.UnrollBy((ulong)copies) ? null : "it may end early");
    }

    public Outcome Jam(AffineForOp loop, long copies)
    {
        if (loop.ConstantTripCount < (ulong)copies) return TooFew;
        if (IsTooLong(loop, copies)) return TooLong;
        if (loop.Inits.Count > 0) return Carries;
        if (Prepare(loop, () => TurnOrder.Together(loop, copies, byOperation: false)) is { } problem) return problem;
        ScheduledOrder.Fix(loop);
        LoopForms.MakeSingleBounds(loop);
        return Outcome.Unless(UnrollAndJam.Run(loop, (int)copies) ? null : "bounds of loops in it depend on it");
    }

    public Outcome Split(AffineForOp loop, long at)
    {
        if (loop.Inits.Count > 0) return Carries;
        if (loop.Step != 1) return new Outcome.Ignored("it does not go on by 1");
        if (loop.ConstantLowerBound >= at || loop.ConstantUpperBound <= at) return new Outcome.Ignored("it has no turns on one side");
        ScheduledOrder.Fix(loop);
        LoopForms.Split(loop, at);
        return Outcome.Applied;
    }

    public Outcome Skew(AffineForOp loop, AffineForOp outer, long factor)
    {
        if (loop.Inits.Count > 0) return Carries;
        ScheduledOrder.Fix(loop);
        LoopForms.Skew(loop, outer, factor);
        return Outcome.Applied;
    }

    public Outcome Distribute(AffineForOp loop)
    {
        if (loop.Inits.Count > 0) return Carries;
        if (Prepare(loop, () => OrderVerdict.Kept) is { } problem) return problem;
        ScheduledOrder.Fix(loop);
        return Outcome.Unless(LoopDistribution.Cut(loop).Count > 1 ? null : "its parts need each other from turn to turn, or there is one");
    }

    public Outcome Vectorize(AffineForOp loop, long lanes)
    {
        if (lanes > MostRegisters * machine.VectorBytes) return new Outcome.Ignored("vectors do not have so many lanes");
        // Values that turns hand on are joined in any order, or keep it from lanes.
        OrderVerdict Judge() => loop.Inits.Count > 0 ? OrderVerdict.Kept : TurnOrder.Together(loop, lanes, byOperation: true);
        if (Prepare(loop, Judge) is { } problem) return problem;
        if (VectorLoop.Of(loop, machine, asked: (int)lanes) is not { } plan)
            return new Outcome.Ignored("something in it is not done in lanes, or its turns join in an order that is not free");
        LoopVectors.Replace(plan);
        return Outcome.Applied;
    }

    private static Outcome Carries => new Outcome.Ignored("it carries a value from turn to turn");

    private static Outcome TooLong => new Outcome.Ignored($"the code would have more than {MostOperations} operations");

    private static Outcome TooFew => new Outcome.Ignored("it has fewer turns");

    private Outcome Reorder(LoopBand band, int[] order, Func<LoopBand, string?> write)
    {
        if (!order.SequenceEqual(order.Order()) && Prepare(band.Loops[0], () => TurnOrder.Permuted(band.Loops, order)) is { } problem)
            return problem;
        ScheduledOrder.Fix(band.Loops[0]);
        return Outcome.Unless(write(band));
    }

    private static bool IsTooLong(AffineForOp loop, long copies) => loop.Walk().Count() * copies > MostOperations;

    // Arrays are told apart before all changes: the copy for those that overlap runs in the order of the source.
    private Outcome? Prepare(AffineForOp loop, Func<OrderVerdict> judge)
    {
        if (!ApartMemory.CanRequire(Outermost(loop))) return Outcome.NotApart;
        if (judge() is { IsKept: false } verdict) return Outcome.Of(verdict);
        ApartMemory.Require(Outermost(loop), remarks);
        return null;
    }

    private static Operation Outermost(Operation loop)
    {
        var outermost = loop;
        for (var op = loop; op is not null && !op.Info.Has(OpTraits.AffineScope); op = op.ParentOp)
            if (op is AffineForOp or AffineParallelOp) outermost = op;
        return outermost;
    }
}
