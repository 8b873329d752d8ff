using Weft.IR;

namespace Weft.Passes;

/// <summary>A read of what was in a row before a loop over it.</summary>
/// <param name="Ahead">How many turns later than its own that is overwritten; negative where it was before.</param>
/// <param name="From">The turn before whose element none is read; null where there is no limit.</param>
/// <param name="To">The turn behind whose element none is read.</param>
internal sealed record NeighbourRead(IAffineElementRead Op, long Ahead, AffineSum? From, AffineSum? To)
{
    /// <summary>A read as one; null where it is none, or limits make it one of a turn on the other side.</summary>
    /// <param name="here">Which element is that of a turn, along the counter.</param>
    public static NeighbourRead? Of(IAffineRead read, AffineSum here, Value counter)
    {
        if (read is not IAffineElementRead element || AffineSum.Of(element.ComposedMap) is not [var at]
            || at - here is not { IsConstant: true, Offset: >= -HandedOn.MostTurns and var ahead }) return null;
        if (element is not ClampedLoadOp clamped) return new(element, ahead, null, null);
        if (clamped.Sums is not [var (_, from, to)] || clamped.Reach is not [var (low, high)]) return null;
        var isThere = ahead < 0 ? low == 0 && high <= -ahead : high == 0 && low >= -ahead;
        var (first, last) = (ahead < 0 && clamped.HasFrom(0) ? TurnOf(from) : null, ahead > 0 && clamped.HasTo(0) ? TurnOf(to) : null);
        return isThere && first?[counter] is null or 0 && last?[counter] is null or 0 ? new(element, ahead, first, last) : null;

        AffineSum TurnOf(AffineSum place) => place - here + AffineSum.Of(counter);
    }

    /// <summary>Whether all it reads belongs to some turns.</summary>
    public bool IsWithin(AffineSum first, AffineSum last, Value counter)
    {
        if (ConstraintSystem.OfTurnsAround((Operation)Op) is not { } turns) return false;
        var turn = AffineSum.Of(counter) + Ahead;
        return turns.LeastOf((From ?? turn) - first) >= 0 && turns.LeastOf(last - (To ?? turn)) >= 0;
    }

    /// <summary>Whether all that come before their turns begin at one element: what one turn hands on, the next hands on to another.
    /// </summary>
    public static bool HaveOneBorder(IReadOnlyList<NeighbourRead> reads)
    {
        var before = reads.Where(read => read.Ahead < 0).Select(read => read.From).ToList();
        return before.TrueForAll(from => from is null ? before[0] is null : before[0]?.IsSameAs(from) == true);
    }
}
