using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Innermost loops whose turns need nothing of each other, or only join values in an order that is free, become loops over vectors; where
/// turns wait for each other, those of the loop around them do. The last vector is there in part; copies of nests for arrays that overlap
/// stay as they are.
/// </summary>
[Pass("vectorize-loops", "Makes vectors of the turns of affine loops.")]
public sealed record VectorizeLoops : IPass
{
    public void Run(Operation root, PassContext context)
    {
        OutermostNests.Offer(root, nest =>
        {
            Vectorize(nest, context);
            return true;
        });
        foreach (var function in root.Walk().OfType<FuncOp>())
            function.SetAttribute(KernelAttributes.ScalarLoops, function.Walk().Any(IsScalar) ? UnitAttr.Instance : null);
    }

    // An innermost loop that counts: not one for arrays that overlap, which hardly runs.
    private static bool IsScalar(Operation op) => op is ILoopLike && !op.HasVectors && !Versions.IsRare(op)
        && op.Regions.SelectMany(region => region.Ops).SelectMany(inner => inner.Walk()).All(inner => inner is not ILoopLike);

    private static void Vectorize(Operation nest, PassContext context)
    {
        var machine = context.Machine;
        List<VectorSquare> squares = ScheduledOrder.IsFixed(nest) ? []
            : [.. nest.WalkPostOrder().Select(op => VectorSquare.Of(op, machine)).OfType<VectorSquare>()];
        if (squares.Count > 0) ApartMemory.Require(nest, context.Remarks);
        foreach (var square in squares)
        {
            context.Remarks.Chosen(
                "vectorize-loops", square.Root, "vectorized",
                $"squares of {square.Lanes} x {square.Lanes} turns, turned round in registers");
            SquareVectors.Replace(square, machine);
            if (square.Root == nest) return;
        }

        var (loops, others) = (new List<VectorLoop>(), new List<(Operation Loop, Obstacle Why)>());
        foreach (var op in nest.WalkPostOrder()
            .Where(op => op is AffineForOp or AffineParallelOp && !loops.Exists(inner => op.IsAncestorOf(inner.Root))))
            if (VectorLoop.Try(op, machine) is var (plan, obstacle) && plan is null) others.Add((op, obstacle!));
            else if (Around(plan, machine) is { } better) others.Add((op, Obstacle.Apart(plan, better)));
            else loops.Add(plan);
        // What has vectors already was made by a pass, and what is left of it is little.
        foreach (var (loop, why) in nest.HasVectors ? [] : others)
            if (!loops.Exists(vectors => vectors.Root.IsAncestorOf(loop)) && !IsOverTiles(loop))
                context.Remarks.Not("vectorize-loops", loop, why);
        if (loops.Count == 0) return;
        ApartMemory.Require(nest, context.Remarks);
        foreach (var loop in loops)
        {
            var streamed = loop.StreamedFrom(nest, machine);
            var made = loop.Root is not AffineParallelOp parallel ? [loop]
                : InnermostLoops.Separate(parallel).Select(one => VectorLoop.Of(one, machine, inAnyOrder: true)).OfType<VectorLoop>();
            foreach (var found in made)
            {
                var plan = found.With(context.Plan);
                var vectors = plan with { Streamed = streamed };
                context.Remarks.Chosen("vectorize-loops", plan.Root, "vectorized", vectors.Describe(), plan.Cost);
                context.Remarks.Rejected("vectorize-loops", plan.Root, "turns one by one", plan.ScalarCost);
                LoopVectors.Replace(vectors);
            }
        }
    }

    private static bool IsOverTiles(Operation loop) => loop is AffineForOp { Step: RegionWriting.Whole }
        || (loop is AffineForOp { Step: > 1, Body: var body } && body.Ops.Any(op => op is ILoopLike));

    // What is put together from elements in an inner loop may be vectors of a loop around it.
    private static VectorLoop? Around(VectorLoop plan, CpuModel machine)
    {
        for (var op = plan.Root.ParentOp; plan.Apart > 0 && op is AffineForOp or AffineParallelOp; op = op.ParentOp)
            if (VectorLoop.Of(op, machine) is { } other && other.ApartInnermost < plan.Apart) return other;
        return null;
    }
}
