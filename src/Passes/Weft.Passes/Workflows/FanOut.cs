using Weft.IR;

namespace Weft.Passes;

/// <summary>Turns that may run at once, as parallel loops.</summary>
internal static class FanOut
{
    /// <summary>Replaces each <c>scf.forall</c>, which has no tensors any more.</summary>
    public static void MakeLoops(FuncOp function)
    {
        foreach (var forall in function.Walk().OfType<ForallOp>().ToList())
        {
            var builder = Builder.At(forall);
            List<Value> Bounds(Sequence<long> numbers, IReadOnlyList<Value> values) =>
                [.. MixedIndex.Zip(numbers, values).Select(bound => bound.At(builder))];
            var loop = builder.Insert(ParallelOp.WithBody(
                Bounds(forall.StaticLowerBound, forall.DynamicLowerBound), Bounds(forall.StaticUpperBound, forall.DynamicUpperBound),
                Bounds(forall.StaticStep, forall.DynamicStep)));
            foreach (var (old, variable) in forall.InductionVariables.Zip(loop.Body.Entry.Arguments)) old.ReplaceAllUsesWith(variable);
            forall.InParallel.Erase();
            forall.Body.Entry.MoveOpsFrom(forall.Body.Entry.First, loop.Body.Entry);
            Builder.AtEnd(loop.Body.Entry, forall.Location).Insert(new ReduceOp());
            forall.Erase();
        }
    }
}
