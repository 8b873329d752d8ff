using Weft.IR;

namespace Weft.Passes;

/// <summary>The turns of a loop nest that another nest needs in one turn of its outer loops: for each loop of the sliced nest from where
/// to below where it counts, or nothing where it runs as it is.</summary>
/// <param name="Counters">The counters of the sliced loops.</param>
/// <param name="Bounds">One pair per counter.</param>
/// <param name="Operands">The inputs of all bounds.</param>
/// <param name="Place">Before which operation of the other nest the slice goes.</param>
internal sealed record ComputationSlice(
    IReadOnlyList<Value> Counters, (AffineMap? Lower, AffineMap? Upper)[] Bounds, IReadOnlyList<Value> Operands, Operation Place)
{
    /// <summary>The number of turns of each loop in the slice; null where one is not a constant.</summary>
    public Dictionary<AffineForOp, long>? TripCounts()
    {
        var counts = new Dictionary<AffineForOp, long>();
        for (var i = 0; i < Counters.Count; i++)
        {
            var loop = Counters[i].CountingLoop!;
            if (Bounds[i] is ({ Results.IsEmpty: false } lower, { Results.IsEmpty: false } upper))
            {
                var difference = (upper.Results[0] - lower.Results[0]).Simplified(lower.DimCount, lower.SymbolCount);
                if (difference is not AffineConstant span) return null;
                counts[loop] = span.Value;
            }
            else if (loop.ConstantLowerBound is { } start && loop.ConstantUpperBound is { } end) counts[loop] = end - start;
            else if (loop.ConstantTripCount is { } count) counts[loop] = (long)count;
            else return null;
        }

        return counts;
    }

    public bool IsSingleTurn => TripCounts() is { } counts && counts.Values.All(count => count == 1);

    /// <summary>Whether the slice has no turns that the sliced loops do not have; null where that cannot be told.</summary>
    public bool? IsValid()
    {
        if (IsObviouslyMaximal() == true) return true;
        if (SourceTurns() is not { SymbolCount: 0, LocalCount: 0 } source || AsConstraints() is not { } slice) return null;
        foreach (var turns in new[] { slice, source }) turns.ProjectOut(Counters.Count, turns.VariableCount - Counters.Count);
        return IntegerPoints.IsSubset(slice, source);
    }

    /// <summary>Whether all turns of the slices together are all turns of the sliced loops; null where that cannot be told.</summary>
    public bool? IsMaximal()
    {
        if (IsObviouslyMaximal() is { } answer) return answer;
        if (SourceTurns() is not { } source) return null;
        var users = Operands.Where(v => v.CountingLoop is not null).Cast<Value?>().ToList();
        while (users.Count < Counters.Count) users.Add(null);
        var turns = new ConstraintSystem(users, []);
        if (!TryAddTurnsTo(turns) || source.DimCount != turns.DimCount || source.SymbolCount != turns.SymbolCount) return null;
        return IntegerPoints.IsSubset(source, turns);
    }

    /// <summary>The turns of the sliced loops in the slice, over its operands.</summary>
    public ConstraintSystem? AsConstraints()
    {
        var system = new ConstraintSystem(Counters, Operands);
        foreach (var operand in Operands)
            if (!system.TryAddKnowledge(operand)) return null;
        return TryAddBoundsTo(system) ? system : null;
    }

    /// <summary>Says in a system that has the operands how the sliced loops count.</summary>
    public bool TryAddBoundsTo(ConstraintSystem system)
    {
        for (var i = 0; i < Bounds.Length; i++)
        {
            var column = system.Find(Counters[i]);
            if (column < 0) continue;
            var (lower, upper) = Bounds[i];
            var isBounded = lower is { Results.IsEmpty: false } && upper is { Results.IsEmpty: false };
            var added = IsOneTurn(i) ? system.TryAddBound(BoundKind.Equal, column, Bound(lower))
                : isBounded
                    ? system.TryAddBound(BoundKind.Lower, column, Bound(lower)) && system.TryAddBound(BoundKind.Upper, column, Bound(upper))
                : system.TryAddTurns(Counters[i].CountingLoop!);
            if (!added) return false;
        }

        return true;
    }

    public AffineValueMap Bound(AffineMap? map) => new(map!, Operands);

    private bool IsOneTurn(int i) =>
        Bounds[i] is ({ Results: { Count: 1 } lower }, { Results: { Count: 1 } upper }) && lower[0] + 1 == upper[0];

    private ConstraintSystem? SourceTurns()
    {
        var system = new ConstraintSystem(Counters, []);
        return Counters.All(counter => system.TryAddTurns(counter.CountingLoop!)) ? system : null;
    }

    // Each loop of the slice follows one of the other nest, and both count alike.
    private bool? IsObviouslyMaximal()
    {
        for (var i = 0; i < Bounds.Length; i++)
        {
            if (LoopFollowed(i) is not { } followed) return null;
            var loop = Counters[i].CountingLoop!;
            if (loop.ConstantLowerBound is not { } start || loop.ConstantUpperBound is not { } end
                || followed.ConstantLowerBound is not { } otherStart || followed.ConstantUpperBound is not { } otherEnd) return null;
            if (start != otherStart || end != otherEnd || loop.Step != followed.Step) return false;
        }

        return true;
    }

    private AffineForOp? LoopFollowed(int i) =>
        IsOneTurn(i) && Bounds[i].Lower!.Results[0] is AffineDim dim ? Operands[dim.Position].CountingLoop : null;

    private bool TryAddTurnsTo(ConstraintSystem system)
    {
        for (var i = 0; i < Bounds.Length; i++)
        {
            if (IsOneTurn(i) && Bounds[i].Lower!.Results[0] is not AffineConstant)
            {
                if (LoopFollowed(i) is not { } followed || !system.TryAddTurns(followed)) return false;
                continue;
            }

            var (lower, upper) = Bounds[i];
            if (lower is not null && !system.TryAddBound(BoundKind.Lower, i, Bound(lower))) return false;
            if (upper is not null && !system.TryAddBound(BoundKind.Upper, i, Bound(upper))) return false;
        }

        return true;
    }
}
