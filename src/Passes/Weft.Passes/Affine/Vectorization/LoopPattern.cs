using Weft.IR;

namespace Weft.Passes;

/// <summary>A loop that may become a dimension of a vector, and the loops in it that may become the next one.</summary>
internal sealed record LoopMatch(AffineForOp Loop, IReadOnlyList<LoopMatch> Inner)
{
    /// <summary>Matches in groups, in each of which one encloses all others.</summary>
    public static IReadOnlyList<IReadOnlyList<LoopMatch>> Overlapping(IReadOnlyList<LoopMatch> matches)
    {
        var groups = new List<(AffineForOp Outermost, List<LoopMatch> Matches)>();
        foreach (var match in matches)
        {
            var loop = match.Loop;
            var index = groups.FindIndex(g => g.Outermost.IsAncestorOf(loop) || loop.IsAncestorOf(g.Outermost));
            if (index < 0)
            {
                groups.Add((loop, [match]));
                continue;
            }

            var (outermost, members) = groups[index];
            members.Add(match);
            if (loop.IsAncestorOf(outermost)) groups[index] = (loop, members);
        }

        return [.. groups.Select(g => g.Matches)];
    }
}

/// <summary>Finds loops that may become vectors of some rank: each has in it, at any depth, one for the next dimension.</summary>
/// <param name="parallel">Loops whose turns are independent.</param>
/// <param name="rank">How many loops make a vector.</param>
/// <param name="fastest">See <see cref="AffineSuperVectorize.TestFastestVarying"/>.</param>
internal sealed class LoopPattern(
    IReadOnlyDictionary<AffineForOp, IReadOnlyList<LoopReduction>> parallel, int rank, Sequence<long> fastest)
{
    /// <summary>The matches inside an operation, inner loops first.</summary>
    public IReadOnlyList<LoopMatch> Matches(Operation root, int dimension = 0)
    {
        var matches = new List<LoopMatch>();
        foreach (var loop in root.WalkPostOrder().OfType<AffineForOp>())
        {
            if (loop == root || !Accepts(loop, dimension)) continue;
            var isLast = dimension + 1 == rank;
            var inner = isLast ? [] : Matches(loop, dimension + 1);
            if (isLast || inner.Count > 0) matches.Add(new(loop, inner));
        }

        return matches;
    }

    private bool Accepts(AffineForOp loop, int dimension)
    {
        if (!parallel.ContainsKey(loop) || !loop.HasVectorizableBody || !loop.TryVaryingDimension(out var varying)) return false;
        var wanted = dimension < fastest.Count ? fastest[dimension] : -1;
        return varying is null || wanted == -1 || varying == wanted;
    }
}
