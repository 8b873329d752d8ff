using Weft.IR;

namespace Weft.Passes;

/// <summary>One loop in another form, with the same turns in the same order.</summary>
internal static class LoopForms
{
    /// <summary>One loop up to a value of its counter, and one from there on.</summary>
    public static void Split(AffineForOp loop, long at)
    {
        var rest = Builder.After(loop).Insert((AffineForOp)new IrMapping().Clone(loop));
        loop.UpperBound = loop.UpperBound.And(AffineValueMap.Constant(at)).Normalized();
        rest.LowerBound = rest.LowerBound.And(AffineValueMap.Constant(at)).Normalized();
    }

    /// <summary>Counts from as many times the counter of an outer loop later.</summary>
    public static void Skew(AffineForOp loop, AffineForOp outer, long factor)
    {
        var (counter, by) = (loop.InductionVariable, outer.InductionVariable);
        loop.LowerBound = Later(loop.LowerBound);
        loop.UpperBound = Later(loop.UpperBound);
        var old = Builder.AtStart(loop.Body, loop.Location).Insert(new AffineApplyOp(new AffineValueMap(
            new AffineMap(2, 0, [AffineExpr.Dim(0) - (AffineExpr.Dim(1) * factor)]), [counter, by])));
        foreach (var use in counter.Uses.ToList())
            if (use.Owner != old) use.Value = old.Result;
        // Bounds stand for themselves, so that loops may change places.
        foreach (var inner in loop.Walk().OfType<AffineForOp>().Where(inner => inner != loop))
            (inner.LowerBound, inner.UpperBound) = (inner.LowerBound.Normalized(), inner.UpperBound.Normalized());

        AffineValueMap Later(AffineValueMap bound) => bound.With(by, (end, turn) => end + (turn * factor)).Normalized();
    }

    /// <summary>Bounds that are one sum each, so that there is one number of turns; false for a loop with several that carries values.
    /// </summary>
    public static bool MakeSingleBounds(AffineForOp loop)
    {
        if (loop.Inits.Count > 0) return HasSingleBounds(loop);
        var builder = Builder.After(loop);
        loop.Parent!.Remove(loop);
        builder.Single(loop.LowerBound, BoundKind.Lower, start => builder.Single(loop.UpperBound, BoundKind.Upper, end =>
        {
            builder.Insert(loop);
            (loop.LowerBound, loop.UpperBound) = (start, end);
        }));
        return true;
    }

    private static bool HasSingleBounds(AffineForOp loop) =>
        loop is { LowerBoundMap.Map.Results.Count: 1, UpperBoundMap.Map.Results.Count: 1 };
}
