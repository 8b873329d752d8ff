using Weft.IR;

namespace Weft.Passes;

/// <summary>Loops that carry more values than they did.</summary>
internal static class CarriedValues
{
    /// <summary>Puts a loop that carries further values behind its own in the place of this one. Its body is this one's.</summary>
    public static AffineForOp WithMoreCarried(this AffineForOp loop, IReadOnlyList<Value> inits, IReadOnlyList<Value> yielded)
    {
        var wider = Builder.At(loop).Insert(
            AffineForOp.WithBody(loop.LowerBound, loop.UpperBound, loop.Step, [.. loop.Inits, .. inits]));
        var yield = loop.Body.Last!;
        yield.SetOperands([.. yield.Operands, .. yielded]);
        loop.Body.MoveInto(wider.Body);
        for (var i = 0; i < loop.Results.Length; i++) loop.Results[i].ReplaceAllUsesWith(wider.Results[i]);
        loop.Erase();
        return wider;
    }
}
