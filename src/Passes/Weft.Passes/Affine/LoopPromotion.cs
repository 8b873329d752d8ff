using Weft.IR;

namespace Weft.Passes;

/// <summary>A loop that turns once is its body.</summary>
internal static class LoopPromotion
{
    /// <summary>Puts the body of a loop that turns exactly once in the loop's place; false when it does not.</summary>
    public static bool PromoteIfSingleTurn(this AffineForOp loop)
    {
        if (loop.ConstantTripCount != 1 || loop.LowerBoundMap.Map.Results.Count != 1) return false;
        if (loop.InductionVariable.HasUses) loop.InductionVariable.ReplaceAllUsesWith(FirstValue(loop));
        var (arguments, inits) = (loop.IterArgs.ToList(), loop.Inits.ToArray());
        for (var i = 0; i < inits.Length; i++) arguments[i].ReplaceAllUsesWith(inits[i]);
        for (var i = 0; i < inits.Length; i++) loop.Results[i].ReplaceAllUsesWith(loop.Yielded[i]);
        loop.Body.Last!.Erase();
        foreach (var op in loop.Body.Ops) op.MoveBefore(loop);
        loop.Erase();
        return true;
    }

    // Constants go to the head of the function, where others are.
    private static Value FirstValue(AffineForOp loop)
    {
        if (loop.ConstantLowerBound is { } constant)
        {
            var place = loop.Enclosing<FuncOp>() is { } function ? Builder.AtStart(function.Body.Entry, loop.Location) : Builder.At(loop);
            return place.Add(ConstantOp.Index(constant));
        }

        var bound = loop.LowerBound;
        return bound.Map.IsIdentity && bound.Operands.Count == 1
            ? bound.Operands[0]
            : Builder.At(loop).Add(new AffineApplyOp(bound));
    }
}
