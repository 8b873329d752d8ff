using Weft.IR;

namespace Weft.Passes;

/// <summary>Parallel loops in one operation, which may be in any order.</summary>
internal static class FreeOrder
{
    /// <summary>Brings one of the loops to the inside of the others.</summary>
    public static void MakeInnermost(AffineParallelOp nest, int moved)
    {
        var order = Layout.Along(nest.Steps.Count, moved);
        var lower = order.Of([.. nest.Steps.Select((_, d) => nest.LowerBound(d))]);
        var upper = order.Of([.. nest.Steps.Select((_, d) => nest.UpperBound(d))]);
        var made = Builder.At(nest).Insert(AffineParallelOp.WithBody(
            lower.Aggregate((all, next) => all.And(next)), upper.Aggregate((all, next) => all.And(next)), order.Of(nest.Steps), [], [],
            [.. lower.Select(bound => bound.Map.Results.Count)], [.. upper.Select(bound => bound.Map.Results.Count)]));
        made.Location = nest.Location;
        KernelAttributes.KeepHints(nest, made);
        foreach (var (old, counter) in order.Of(nest.InductionVariables).Zip(made.InductionVariables)) old.ReplaceAllUsesWith(counter);
        nest.Body.MoveInto(made.Body);
        nest.Erase();
    }
}
