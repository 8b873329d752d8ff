using Weft.IR;

namespace Weft.Backends.Tests.Schedules;

/// <summary>Loops whose turns may run at once, as loops that run from the last turn to the first: an order that threads may take.</summary>
internal static class ReversedLoops
{
    public static void OfThreads(ModuleOp module)
    {
        foreach (var nest in module.Walk().OfType<AffineParallelOp>().ToList()) Reverse(nest);
    }

    // counter -> first + last - counter
    private static void Reverse(AffineParallelOp nest)
    {
        var (counter, builder) = (nest.InductionVariables[0], Builder.AtStart(nest.Body, nest.Location));
        var (lower, upper, step) = (nest.LowerBound(0), nest.UpperBound(0), nest.Steps[0]);
        var first = builder.Add(lower.Map.Results.Count == 1 ? new AffineApplyOp(lower) : AffineMax(lower));
        var end = builder.Add(upper.Map.Results.Count == 1 ? new AffineApplyOp(upper) : AffineMin(upper));
        var (a, b, c) = (AffineExpr.Dim(0), AffineExpr.Dim(1), AffineExpr.Dim(2));
        var size = AffineExpr.Constant(step);
        var last = a + ((b - a + -1).FloorDiv(size) * size);
        var mirrored = builder.Insert(new AffineApplyOp(new AffineValueMap(new AffineMap(3, 0, [a + last - c]), [first, end, counter])));
        foreach (var use in counter.Uses.ToList())
            if (use.Owner != mirrored) use.Value = mirrored.Result;
    }

    private static AffineMaxOp AffineMax(AffineValueMap map) => new(new AffineMapAttr(map.Map), [.. map.Operands]);

    private static AffineMinOp AffineMin(AffineValueMap map) => new(new AffineMapAttr(map.Map), [.. map.Operands]);
}
