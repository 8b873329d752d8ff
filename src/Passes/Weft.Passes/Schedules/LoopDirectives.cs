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
        LoopVectors.Replace(plan with { Streamed = plan.StreamedFrom(Outermost(loop), machine, isAsked: true) });
        return Outcome.Applied;
    }

    /// <summary>Elements that all turns read and then write are carried by them.</summary>
    public Outcome Promote(AffineForOp loop, string array)
    {
        if (CarriedElement.Of(loop, array) is null)
            return new Outcome.Ignored("no element of it is the same for all turns of a loop, and read before it is written");
        if (Prepare(loop, () => OrderVerdict.Kept) is { } problem) return problem;
        while (CarriedElement.Of(loop, array) is { } element) loop = element.Promote(hasTurns: loop.ConstantTripCount > 0);
        return Outcome.Applied;
    }

    /// <summary>Elements are asked for so many turns before; of neighbours the last one.</summary>
    public static Outcome Prefetch(Operation nest, string array, long turns)
    {
        if (nest is not AffineForOp loop) return new Outcome.Ignored("its turns run on several threads");
        var rows = AccessesTo(array, loop)
            .Where(access => access.MovesWith(loop.InductionVariable) && access.ComposedMap.Operands.All(IsKnownWhereTurnsBegin))
            .GroupBy(access => access.Memref, access => access.ComposedMap.Stepped(loop.InductionVariable, turns * loop.Step))
            .SelectMany(places => LastOfRows(places).Select(place => (Memory: places.Key, Place: place))).ToList();
        foreach (var (memory, place) in rows) VectorAccess.Prefetch(Builder.AtStart(loop.Body), memory, place);
        return Outcome.Unless(rows.Count > 0 ? null : "its turns touch the same elements of it");

        bool IsKnownWhereTurnsBegin(Value value) => value == loop.InductionVariable || loop.IsDefinedOutside(value);
    }

    /// <summary>Vectors that are made of stores to an array go past the caches.</summary>
    public static Outcome Stream(Operation loop, string array)
    {
        var (counter, body) = (NestLoop.CountersOf(loop)[^1], NestLoop.BodyOf(loop));
        var stores = AccessesTo(array, loop).OfType<AffineStoreOp>().ToList();
        if (stores.Count == 0) return new Outcome.Ignored("nothing is stored in it there");
        if (stores.Find(store => store.Parent != body || !Streams.MayPass(store, counter)) is { } store)
            return new Outcome.Ignored($"the store at {Reversal.At(store)} is not along its rows in all turns, or the kernel reads it, too");
        if (body.Ops.OfType<AffineStoreOp>().FirstOrDefault(Streams.IsAsked) is { } other)
            return new Outcome.Ignored($"'{KernelAttributes.SubjectOf(other.Memref)}' goes past the caches there; a loop has one such array");
        Streams.Ask(stores[0]);
        return Outcome.Applied;
    }

    private static IEnumerable<IAffineAccess> AccessesTo(string array, Operation loop) => loop.Walk().OfType<IAffineAccess>()
        .Where(access => access is IAffineRead or IAffineWrite && KernelAttributes.SubjectOf(access.Memref) == array
            && LoopsAround.Nearest((Operation)access) == loop);

    // Rows are those whose subscripts differ by numbers, and in the last dimension alone.
    private static List<AffineValueMap> LastOfRows(IEnumerable<AffineValueMap> places)
    {
        var last = new List<AffineValueMap>();
        foreach (var place in places)
            if (last.FindIndex(other => Ahead(place, other) is not null) is >= 0 and var row)
                last[row] = Ahead(place, last[row]) > 0 ? place : last[row];
            else last.Add(place);
        return last;

        static long? Ahead(AffineValueMap place, AffineValueMap other) =>
            place.Minus(other).Map.Results is { Count: var rank } apart && apart[rank - 1] is AffineConstant { Value: var ahead }
            && apart.Take(rank - 1).All(difference => difference is AffineConstant { Value: 0 }) ? ahead : null;
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
