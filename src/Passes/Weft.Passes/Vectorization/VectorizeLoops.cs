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
    public void Run(Operation root, PassContext context) => OutermostNests.Offer(root, nest =>
    {
        Vectorize(nest, context);
        return true;
    });

    private static void Vectorize(Operation nest, PassContext context)
    {
        var machine = context.Machine;
        var squares = nest.WalkPostOrder().Select(op => VectorSquare.Of(op, machine)).OfType<VectorSquare>().ToList();
        if (squares.Count > 0) ApartMemory.Require(nest);
        foreach (var square in squares)
        {
            context.Remarks.Add(
                "vectorize-loops", square.Root.Location, "vectorized", $"squares of {square.Lanes} turns, turned round in registers");
            SquareVectors.Replace(square, machine);
            if (square.Root == nest) return;
        }

        var loops = new List<Operation>();
        foreach (var op in nest.WalkPostOrder())
            if (!loops.Exists(op.IsAncestorOf) && VectorLoop.Of(op, machine) is { } plan && !IsBetterAround(plan, machine)) loops.Add(op);
        if (loops.Count == 0) return;
        ApartMemory.Require(nest);
        foreach (var loop in loops)
        {
            var isParallel = loop is AffineParallelOp;
            var streamed = StreamedBy(VectorLoop.Of(loop, machine)!, nest, machine);
            IReadOnlyList<AffineForOp> made = loop is AffineParallelOp parallel ? InnermostLoops.Separate(parallel) : [(AffineForOp)loop];
            foreach (var plan in made.Select(one => VectorLoop.Of(one, machine, isParallel)).OfType<VectorLoop>())
            {
                context.Remarks.Add(
                    "vectorize-loops", plan.Root.Location, "vectorized",
                    $"vectors of {plan.Lanes} turns, {plan.Vectors} of them at once"
                    + (plan.Accumulators.Count > 0 ? "; values are joined at the end" : ""));
                LoopVectors.Replace(plan with { Streamed = streamed });
            }
        }
    }

    // Blocks of a single parallel loop begin where it does, or at whole vectors behind.
    private static (Value, Value, int)? StreamedBy(VectorLoop plan, Operation nest, CpuModel machine)
    {
        if (plan.MayStream(machine) is not { } found || (plan.Root is AffineParallelOp { InductionVariables.Count: 1 } && found.Head > 0)) return null;
        var condition = Streams.AreWorthIt(Builder.At(nest), found.Memory, plan.Lanes, machine);
        Streams.FenceBehind(nest, condition);
        return (found.Memory, condition, found.Head);
    }

    // What is put together from elements in an inner loop may be vectors of the loop around it.
    private static bool IsBetterAround(VectorLoop plan, CpuModel machine) => plan.Apart > 0
        && plan.Root.ParentOp is AffineForOp or AffineParallelOp && VectorLoop.Of(plan.Root.ParentOp, machine) is { } other && other.Apart < plan.Apart;
}
