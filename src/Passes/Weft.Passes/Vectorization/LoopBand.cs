using Weft.IR;

namespace Weft.Passes;

/// <summary>Loops in each other, beside which there is nothing but what the innermost can compute as well.</summary>
internal sealed record LoopBand(IReadOnlyList<AffineForOp> Loops)
{
    private AffineForOp Root => Loops[0];

    private AffineForOp Last => Loops[^1];

    public static LoopBand At(AffineForOp root)
    {
        var loops = new List<AffineForOp> { root };
        while (Inner(loops[^1]) is { } inner) loops.Add(inner);
        return new(loops);
    }

    /// <summary>Whether elements are touched in the order that they need when a loop goes to the inside of all others: each pair of turns
    /// that touches one element keeps its order.</summary>
    public bool MayBeInnermost(int moved) => ObstacleTo(Loops[moved]) is null;

    /// <summary>Why they are not; null where they are.</summary>
    public Obstacle? ObstacleTo(AffineForOp innermost)
    {
        var moved = Loops.ToList().IndexOf(innermost);
        if (moved == Loops.Count - 1) return null;
        if (Loops.Skip(moved + 1).FirstOrDefault(loop => HasBoundOf(loop, innermost)) is { } bounded) return Obstacle.Bounded(bounded);
        if (Root.Walk().FirstOrDefault(op => op is not (IAffineRead or IAffineWrite or AffineForOp or AffineIfOp or IfOp or AffineYieldOp)
                && op.MemoryEffects != MemoryEffects.None) is { } other) return Obstacle.Body(other);
        var around = LoopsAround.Counters(Root).Count;
        int[] order = [.. Enumerable.Range(0, Loops.Count).Where(l => l != moved), moved];
        var accesses = Last.Walk().OfType<IAffineAccess>().ToList();
        // Those of one turn stay in it; others, between which no loop in it goes on, change places only with the loops.
        foreach (var (source, target) in from s in accesses from t in accesses select (s, t))
            for (var l = moved; l < Loops.Count; l++)
            {
                var dependence = MemoryDependence.Find(source, target, around + l + 1);
                if (dependence.Kind == Dependence.Unknown
                    || (dependence.Kind == Dependence.Yes && !GoesOn([.. dependence.Distances().Skip(around)], order)))
                    return Obstacle.Order(source, target, dependence, around + l + 1);
            }

        return null;
    }

    /// <summary>Moves a loop to the inside of all others.</summary>
    public void MakeInnermost(int moved) => Reorder(
        [.. Loops.Where((_, l) => l != moved).Append(Loops[moved]).Select(loop => (loop, loop.LowerBound, loop.UpperBound))]);

    /// <summary>Writes the loops in another order, outside in, with bounds that speak of counters further outside only. The loops that
    /// were are gone.</summary>
    public AffineForOp Reorder(IReadOnlyList<(AffineForOp Loop, AffineValueMap Lower, AffineValueMap Upper)> order)
    {
        var builder = Builder.At(Root);
        var copies = new IrMapping();
        var made = new List<AffineForOp>();
        foreach (var (loop, lower, upper) in order)
        {
            var copy = builder.Insert(KernelAttributes.KeepSchedule(loop, AffineForOp.WithBody(Here(lower), Here(upper), loop.Step)));
            copy.Location = loop.Location;
            copies[loop.InductionVariable] = copy.InductionVariable;
            made.Add(copy);
            builder.MoveToEnd(copy.Body);
        }

        foreach (var op in Loops.SelectMany(loop => loop.Body.Ops))
            if (!Loops.Contains(op) && (op is not AffineYieldOp || op.Parent == Last.Body)) builder.Insert(copies.Clone(op));
        foreach (var loop in made.SkipLast(1)) Builder.AtEnd(loop.Body, loop.Location).Insert(new AffineYieldOp([]));
        Root.Erase();
        return made[0];

        AffineValueMap Here(AffineValueMap bound) => bound with { Operands = bound.Operands.Select(v => copies[v]) };
    }

    private static AffineForOp? Inner(AffineForOp loop)
    {
        if (loop.Inits.Count > 0 || loop.Body.Ops.OfType<AffineForOp>().ToList() is not [{ Inits.Count: 0 } inner]) return null;
        return loop.Body.Ops.All(op => op == inner || op == loop.Body.Last || (op.IsBefore(inner) && CanMove(op))) ? inner : null;

        bool CanMove(Operation op) => op.IsSpeculatable && op.Regions.Count == 0
            && !op.Results.ToArray().SelectMany(result => result.Users).Any(user => user is AffineForOp);
    }

    private static bool HasBoundOf(AffineForOp loop, AffineForOp moved) =>
        !NestLoop.Of(loop)?[0].IsIndependentOf([moved.InductionVariable]) ?? true;

    // The first loop of the order that is not in the same turn has gone on, never back.
    private static bool GoesOn(IReadOnlyList<(long? Lower, long? Upper)> distances, IReadOnlyList<int> order)
    {
        foreach (var loop in order)
        {
            if (distances[loop].Lower is not { } least || least < 0) return false;
            if (least > 0) return true;
        }

        return true;
    }
}
