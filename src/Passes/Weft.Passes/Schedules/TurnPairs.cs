using Weft.IR;

namespace Weft.Passes;

/// <summary>Turns of two accesses that touch the same element, the first of them before the second.</summary>
/// <param name="Turns">Dimensions are the counters around the first access, then those around the second; null where nobody can tell.
/// </param>
/// <param name="Counters">How many there are around the first.</param>
internal sealed record TurnPairs(IAffineAccess First, IAffineAccess Then, ConstraintSystem? Turns, int Counters)
{
    // How far a step of a witness is looked for.
    private const long Farthest = 64;

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

    private static IEnumerable<long> Candidates
    {
        get
        {
            yield return 0;
            for (var step = 1L; step <= Farthest; step++)
            {
                yield return step;
                yield return -step;
            }
        }
    }

    private long[] Ahead(ConstraintSystem turns, int loop, long factor, long offset)
    {
        var row = turns.NewRow();
        (row[loop], row[loop + Counters], row[^1]) = (-factor, factor, offset);
        return row;
    }
}
