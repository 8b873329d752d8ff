using Weft.IR;

namespace Weft.Passes;

/// <summary>Loops one directly in the other, in another order, and cut into tiles.</summary>
internal static class BandOrder
{
    /// <summary>The widest band that a loop is in, and its place in it.</summary>
    public static (LoopBand Band, int Place) Around(AffineForOp loop)
    {
        var (band, place) = (LoopBand.At(loop), 0);
        while (band.Loops[0].ParentOp is AffineForOp outer && LoopBand.At(outer) is var wider && wider.Loops.Contains(loop))
            (band, place) = (wider, wider.Loops.ToList().IndexOf(loop));
        return (band, place);
    }

    /// <summary>Brings the loops into an order, outside in; where they are in it already nothing changes. Why not, where their bounds keep
    /// them from it.</summary>
    public static string? Permute(LoopBand band, IReadOnlyList<int> order)
    {
        if (order.Select((loop, place) => loop == place).All(stays => stays)) return null;
        if (Bounds(band, order) is not { } bounds) return "their bounds depend on each other, and are not plain sums that go on by 1";
        band.Reorder([.. order.Select((loop, place) => (band.Loops[loop], bounds[place].Lower, bounds[place].Upper))]);
        return null;
    }

    /// <summary>Cuts a loop of a band into tiles: a loop over them comes into a place of the band. Why not, where its bounds keep it from
    /// that.</summary>
    public static string? Tile(LoopBand band, int place, int outer, long size)
    {
        var loop = band.Loops[place];
        var (lower, upper, isMoved) = (loop.LowerBound, loop.UpperBound, IsMovedBy(loop, band.Loops.Take(place).Skip(outer)));
        if (isMoved)
        {
            if (Limits(band.Loops.Take(place + 1).Skip(outer).ToList()) is not { } turns)
                return "its bounds depend on outer loops, and are not plain sums that go on by 1";
            (lower, upper) = BoundsOf(loop, turns, band.Loops.Take(place).Skip(outer));
        }

        var (span, root) = (checked(size * loop.Step), band.Loops[0]);
        var tiles = Builder.At(loop).Insert(KernelAttributes.KeepSchedule(loop, AffineForOp.WithBody(lower, upper, span)));
        var areWhole = !isMoved && loop.TripCountDivisor % (ulong)size == 0;
        var start = AffineValueMap.Of(tiles.InductionVariable);
        loop.LowerBound = isMoved ? loop.LowerBound.And(start) : start;
        loop.UpperBound = areWhole ? start.Select(at => at + span) : start.Select(at => at + span).And(loop.UpperBound);
        loop.MoveBefore(Builder.AtEnd(tiles.Body, loop.Location).Insert(new AffineYieldOp([])));
        var all = LoopBand.At(root == loop ? tiles : root);
        return Permute(all, [.. Moved(all.Loops.Count, place, outer)]);
    }

    /// <summary>The places of loops, one of which comes out to another's.</summary>
    public static IEnumerable<int> Moved(int count, int from, int to)
    {
        var order = Enumerable.Range(0, count).ToList();
        order.RemoveAt(from);
        order.Insert(to, from);
        return order;
    }

    private static IReadOnlyList<(AffineValueMap Lower, AffineValueMap Upper)>? Bounds(LoopBand band, IReadOnlyList<int> order)
    {
        var loops = order.Select(loop => band.Loops[loop]).ToList();
        if (!loops.Where((loop, place) => IsMovedBy(loop, loops.Skip(place + 1))).Any())
            return [.. loops.Select(loop => (loop.LowerBound, loop.UpperBound))];
        // Those outside of all that move are given; those inside of all stay.
        var first = order.Select((loop, place) => loop != place).ToList().IndexOf(true);
        var last = order.Select((loop, place) => loop != place).ToList().LastIndexOf(true);
        if (Limits(loops.Take(last + 1).Skip(first).ToList()) is not { } turns) return null;
        return [.. loops.Select((loop, place) => place < first || place > last ? (loop.LowerBound, loop.UpperBound)
            : BoundsOf(loop, turns, loops.Take(last + 1).Skip(place + 1)))];
    }

    // Their turns; null where a bound has a quotient, or a step is not 1.
    private static ConstraintSystem? Limits(IReadOnlyList<AffineForOp> loops)
    {
        if (loops.Any(loop => loop.Step != 1 || AffineSum.Of(loop.LowerBound.And(loop.UpperBound)) is null)) return null;
        var turns = ConstraintSystem.OfTurns([.. loops])!;
        turns.ProjectOut(turns.InputCount, turns.LocalCount);
        return turns;
    }

    private static (AffineValueMap Lower, AffineValueMap Upper) BoundsOf(
        AffineForOp loop, ConstraintSystem turns, IEnumerable<AffineForOp> within)
    {
        var counter = loop.InductionVariable;
        var limits = TreeScanner.Limits(counter, turns, within.Select(Value (inner) => inner.InductionVariable));
        return (TreeScanner.Bound(BoundKind.Lower, counter, limits).Normalized(),
            TreeScanner.Bound(BoundKind.Upper, counter, limits).Normalized());
    }

    private static bool IsMovedBy(AffineForOp loop, IEnumerable<AffineForOp> others)
    {
        var counters = others.Select(Value (other) => other.InductionVariable).ToHashSet();
        return loop.LowerBound.And(loop.UpperBound).Normalized().Operands.Any(counters.Contains);
    }
}
