using Weft.IR;

namespace Weft.Passes;

/// <summary>The affine loops around operations, outermost first.</summary>
internal static class LoopsAround
{
    /// <summary>The loops within the affine scope, parallel ones not counted.</summary>
    public static List<AffineForOp> Of(Operation op)
    {
        var loops = new List<AffineForOp>();
        for (var at = op.ParentOp; at is not null && !at.Info.Has(OpTraits.AffineScope); at = at.ParentOp)
            if (at is AffineForOp loop) loops.Add(loop);
        loops.Reverse();
        return loops;
    }

    /// <summary>The innermost loop, also a parallel one; null where there is none.</summary>
    public static Operation? Nearest(Operation op)
    {
        for (var at = op.ParentOp; at is not null and not FuncOp; at = at.ParentOp)
            if (at is AffineForOp or AffineParallelOp) return at;
        return null;
    }

    /// <summary>The counters of all loops, also of parallel ones.</summary>
    public static List<Value> Counters(Operation op)
    {
        var counters = new List<Value>();
        for (var at = op.ParentOp; at is not null; at = at.ParentOp)
            if (at is AffineForOp or AffineParallelOp) counters.AddRange(((ILoopLike)at).LoopVariables);
        counters.Reverse();
        return counters;
    }

    /// <summary>The number of loops, parallel ones not counted.</summary>
    public static int Depth(Operation op)
    {
        var depth = 0;
        for (var at = op.ParentOp; at is not null; at = at.ParentOp)
            if (at is AffineForOp) depth++;
        return depth;
    }

    /// <summary>The loops around all of some operations.</summary>
    public static List<AffineForOp> AllOf(IReadOnlyList<Operation> ops)
    {
        var common = Of(ops[0]);
        foreach (var op in ops.Skip(1))
            common = [.. common.Zip(Of(op)).TakeWhile(pair => pair.First == pair.Second).Select(pair => pair.First)];
        return common;
    }

    /// <summary>The number of affine loops around both of two operations, each counter of a parallel one counted.</summary>
    public static int Common(Operation a, Operation b) =>
        Counters(a).Zip(Counters(b)).TakeWhile(pair => pair.First == pair.Second).Count();
}
