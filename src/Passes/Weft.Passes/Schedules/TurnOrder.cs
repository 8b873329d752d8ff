using Weft.IR;

namespace Weft.Passes;

/// <summary>What changes of the order of turns do to accesses that touch the same element. Sums whose order is free may change places.
/// </summary>
internal static class TurnOrder
{
    /// <summary>Loops of a band in another order, outside in: for each loop that went on, the first one that differs must not go back.
    /// </summary>
    public static OrderVerdict Permuted(IReadOnlyList<AffineForOp> band, IReadOnlyList<int> order)
    {
        var around = LoopsAround.Counters(band[0]).Count;
        return Judge([band[0]], band[^1].Body, "come before it", (source, target) =>
            from carrying in Enumerable.Range(0, band.Count)
            let pairs = Find(source, target, around + carrying)
            where pairs is not null
            from place in Enumerable.Range(0, order.ToList().IndexOf(carrying))
            where order[place] > carrying
            let same = order.Take(place).Aggregate(pairs, (some, loop) => some.Where(around + loop, 0, 0))
            select same.Where(around + order[place], null, -1));
    }

    /// <summary>All turns of a loop at once.</summary>
    public static OrderVerdict AtOnce(AffineForOp loop) => Judge(
        [loop], loop.Body, "not wait for it", (source, target) => [Find(source, target, LoopsAround.Counters(loop).Count)],
        areSumsFree: false, areFaultsFree: true);

    /// <summary>So many neighbouring turns together: what stands between loops one turn after the other, and inner loops once for all of
    /// them.</summary>
    /// <param name="byOperation">Each operation of all turns comes before the next one of any.</param>
    public static OrderVerdict Together(AffineForOp loop, long turns, bool byOperation)
    {
        var depth = LoopsAround.Counters(loop).Count;
        return Judge([loop], loop.Body, "come before it", (source, target) =>
            Find(source, target, depth)?.Where(depth, null, (turns - 1) * loop.Step) is { Any: true } near ? Reversed(near) : [],
            areSumsFree: !byOperation);

        IEnumerable<TurnPairs?> Reversed(TurnPairs pairs)
        {
            var (block, level) = (loop.Body, depth + 1);
            while (true)
            {
                var first = MemoryDependence.AncestorIn(block, (Operation)pairs.First);
                var then = MemoryDependence.AncestorIn(block, (Operation)pairs.Then);
                if (first != then || first is not AffineForOp inner)
                {
                    if (byOperation ? !first.IsBefore(then) : then.IsBefore(first) && !IsOneRun(then, first)) yield return pairs;
                    yield break;
                }

                yield return pairs.Where(level, null, -1);
                pairs = pairs.Where(level, 0, 0);
                if (!pairs.Any) yield break;
                (block, level) = (inner.Body, level + 1);
            }
        }
    }

    /// <summary>Each turn of a loop followed by the same turn of the loop behind it: what comes before it must not need what comes later.
    /// Turns of parallel loops have no order, and need nothing of each other then.</summary>
    public static OrderVerdict Joined(Operation first, Operation then)
    {
        var (depth, counters) = (LoopsAround.Counters(first).Count, NestLoop.CountersOf(first).Count);
        var (before, behind) = (first.Walk().ToHashSet(), then.Walk().ToHashSet());
        return Judge([first, then], NestLoop.BodyOf(first), "come before it", (source, target) =>
            before.Contains((Operation)source) && behind.Contains((Operation)target) && Find(source, target, depth) is { } pairs
                ? Enumerable.Range(depth, counters).SelectMany(loop => Exchanged(pairs, loop)) : []);

        IEnumerable<TurnPairs> Exchanged(TurnPairs pairs, int loop) =>
            first is AffineParallelOp ? [pairs.Where(loop, null, -1), pairs.Where(loop, 1, null)] : [pairs.Where(loop, null, -1)];
    }

    private static OrderVerdict Judge(
        IReadOnlyList<Operation> loops, Block body, string instead,
        Func<IAffineAccess, IAffineAccess, IEnumerable<TurnPairs?>> reversed, bool areSumsFree = true, bool areFaultsFree = false)
    {
        var accesses = NestAccesses.Of(loops, body, areFaultsFree);
        if (accesses.Obstacle is { } obstacle) return new(obstacle, null);
        try
        {
            foreach (var source in accesses.Affine)
                foreach (var target in accesses.Affine)
                    if (!(areSumsFree && source.JoinsInAnyOrderWith(target)))
                        foreach (var pairs in reversed(source, target))
                            if (pairs is { Any: true })
                                return pairs.Turns is null ? new($"the subscripts at {Reversal.At((Operation)target)} are not affine", null)
                                    : new(null, new(pairs, instead));
            return OrderVerdict.Kept;
        }
        catch (OverflowException)
        {
            return new("the numbers in its subscripts are too large", null);
        }
    }

    // Where the loop that is the next behind so many goes on; null where no turns meet.
    private static TurnPairs? Find(IAffineAccess source, IAffineAccess target, int outer)
    {
        var found = MemoryDependence.Find(source, target, outer + 1);
        return found.Kind == Dependence.No ? null : new TurnPairs(source, target, found.Turns, found.SourceCounters).InSteps();
    }

    private static bool IsOneRun(Operation first, Operation last)
    {
        for (var op = first; ; op = op.Next!)
        {
            if (op is AffineForOp) return false;
            if (op == last) return true;
        }
    }
}
