using Weft.IR;

namespace Weft.Passes;

/// <summary>Affine loops that count from 0 by 1. What they counted before is computed in their bodies.</summary>
/// <param name="PromoteSingleIter">Loops that turn once become their bodies.</param>
[Pass("affine-loop-normalize", "Makes affine loops count from 0 by 1.")]
public sealed record AffineLoopNormalize(bool PromoteSingleIter = false) : IPass
{
    public void Run(Operation root, PassContext context)
    {
        foreach (var op in root.WalkPostOrder().ToList())
        {
            if (op is AffineForOp loop && !(PromoteSingleIter && loop.PromoteIfSingleTurn())) Normalize(loop);
            if (op is AffineParallelOp nest) Normalize(nest);
        }
    }

    private static void Normalize(AffineForOp loop)
    {
        if (loop is { ConstantLowerBound: 0, Step: 1 } || loop.LowerBoundMap.Map.Results.Count != 1) return;
        var (lower, step, counter) = (loop.LowerBound, AffineExpr.Constant(loop.Step), loop.InductionVariable);
        var starts = lower with { Map = lower.Map.With(loop.UpperBoundMap.Map.Results.Select(_ => lower.Map.Results[0])) };
        var span = loop.UpperBound.Minus(starts).Composed();
        loop.UpperBound = span with { Map = span.Map.Map(r => r.CeilDiv(step)) };
        loop.LowerBound = AffineValueMap.Constant(0);
        loop.Step = 1;
        var scaled = new AffineValueMap(new(1, 0, [-AffineExpr.Dim(0) * step]), [counter]);
        Recount(loop.Body, counter, new(lower.Minus(scaled).Composed()), loop.Location);
    }

    private static void Normalize(AffineParallelOp nest)
    {
        var (lower, steps) = (nest.LowerBounds, nest.Steps);
        if (nest.LowerGroups.Concat(nest.UpperGroups).Any(g => g != 1)) return;
        if (steps.All(s => s == 1) && lower.Map.Results.All(r => r is AffineConstant { Value: 0 })) return;
        var span = nest.UpperBounds.Minus(lower);
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            var counter = nest.InductionVariables[i];
            var dims = lower.Map.DimCount;
            var old = new AffineMap(dims + 1, lower.Map.SymbolCount, [lower.Map.Results[i] + (AffineExpr.Dim(dims) * steps[i])]);
            Recount(nest.Body, counter, new(new AffineValueMap(old, lower.Dims.Append(counter).Concat(lower.Symbols))), nest.Location);
        }

        nest.StepsAttr = new ArrayAttr(steps.Select(Weft.IR.Attribute (_) => IntegerAttr.I64(1)).ToSequence());
        nest.UpperBounds = span with { Map = span.Map.With(span.Map.Results.Select((r, i) => r.CeilDiv(AffineExpr.Constant(steps[i])))) };
        nest.LowerBounds = new(new AffineMap(0, 0, steps.Select(_ => AffineExpr.Constant(0)).ToSequence()), default(Sequence<Value>));
    }

    // What the body counted by is computed at its head.
    private static void Recount(Block body, Value counter, AffineApplyOp old, Location location)
    {
        old.Location = location;
        foreach (var use in counter.Uses)
            if (use.Owner != old) use.Value = old.Result;
        body.InsertBefore(body.First, old);
    }
}
