using Weft.IR;

namespace Weft.Passes;

/// <summary>Turns of two accesses that touch the same element, the first of them before the second.</summary>
/// <param name="Turns">Dimensions are the counters around the first access, then those around the second; null where nobody can tell.
/// </param>
/// <param name="Counters">How many there are around the first.</param>
internal sealed record TurnPairs(IAffineAccess First, IAffineAccess Then, ConstraintSystem? Turns, int Counters)
{
    // How far a step of a witness is looked for.
    private const int Farthest = 64;

    /// <summary>Whether there are any, as far as one can tell.</summary>
    public bool Any => Turns is null || !Turns.IsEmpty();

    /// <summary>Those in which the second access is so many steps of a counter ahead of the first, at least and at most.</summary>
    /// <param name="loop">The number of the counter, counted from the outermost one of both.</param>
    public TurnPairs Where(int loop, long? least, long? most)
    {
        if (Turns is null) return this;
        var turns = Turns.Copy();
        if (least is { } low) turns.AddInequality(Ahead(turns, loop, 1, -low));
        if (most is { } high) turns.AddInequality(Ahead(turns, loop, -1, high));
        return this with { Turns = turns };
    }

    /// <summary>In one pair how many steps the second is ahead in each of some loops, small ones where there is a choice; null from where
    /// on none is found.</summary>
    public IReadOnlyList<long?> Witness(IReadOnlyList<int> loops)
    {
        var (pairs, steps) = (this, new List<long?>());
        foreach (var loop in loops)
        {
            var step = Candidates.Cast<long?>().FirstOrDefault(candidate => pairs.Where(loop, candidate, candidate).Any);
            steps.Add(step);
            if (step is not null) pairs = pairs.Where(loop, step, step);
        }

        return steps;
    }

    /// <summary>Those of turns that the loops have which go on by more than 1, from where they begin on.</summary>
    public TurnPairs InSteps()
    {
        if (Turns is null) return this;
        var turns = Turns.Copy();
        foreach (var (access, isThen) in new[] { (First, false), (Then, true) })
            foreach (var counter in LoopsAround.Counters((Operation)access))
                if (counter.CountingLoop is { Step: > 1, ConstantLowerBound: null } loop && AffineSum.Of(loop.LowerBound) is [var start])
                    AddSteps(turns, AffineSum.Of(counter) - start, loop.Step, isThen);
        return this with { Turns = turns };
    }

    // A multiple of the step.
    private void AddSteps(ConstraintSystem turns, AffineSum ahead, long step, bool isThen)
    {
        foreach (var value in ahead.Values)
            if (ColumnOf(turns, value, isThen) < 0) turns.AppendSymbol(value);
        turns.InsertLocals(turns.LocalCount, 1);
        var row = turns.NewRow();
        foreach (var (value, factor) in ahead.Terms) row[ColumnOf(turns, value, isThen)] = factor;
        (row[^2], row[^1]) = (-step, ahead.Offset);
        turns.AddEquality(row);
    }

    private int ColumnOf(ConstraintSystem turns, Value value, bool isThen)
    {
        var column = turns.Find(value, isThen ? Counters : 0);
        return isThen || column < Counters ? column : turns.Find(value, turns.DimCount);
    }

    private static IEnumerable<long> Candidates => Enumerable.Range(1, Farthest).SelectMany(step => new long[] { step, -step }).Prepend(0);

    private long[] Ahead(ConstraintSystem turns, int loop, long factor, long offset)
    {
        var row = turns.NewRow();
        (row[loop], row[loop + Counters], row[^1]) = (-factor, factor, offset);
        return row;
    }
}
