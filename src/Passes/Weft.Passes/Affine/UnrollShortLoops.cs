using Weft.IR;

namespace Weft.Passes;

/// <summary>Writes out loops of a few turns, innermost first, so that the loops around them are innermost: those become vectors.</summary>
/// <param name="MostTurns">Loops with more stay.</param>
/// <param name="MostOperations">Loops that would become more stay.</param>
[Pass("unroll-short-loops", "Writes out affine loops of a few turns, as small windows have.")]
public sealed record UnrollShortLoops(uint MostTurns = 16, uint MostOperations = 256) : IPass
{
    private const string Name = "unroll-short-loops";

    public void Run(Operation root, PassContext context)
    {
        foreach (var loop in root.WalkPostOrder().OfType<AffineForOp>().ToList())
            if (loop.Enclosing<AffineForOp>() is not null || loop.Enclosing<AffineParallelOp>() is not null) Unroll(loop, context.Remarks);
    }

    private void Unroll(AffineForOp loop, RemarkLog remarks)
    {
        var size = loop.Body.Ops.Sum(op => op.Walk().Count());
        var isInnermost = !loop.Body.Ops.Any(op => op.Walk().Any(inner => inner is ILoopLike));
        if (!isInnermost || loop.ConstantTripCount is not { } turns || turns == 0 || turns > MostTurns) return;
        var operations = (long)turns * size;
        if (operations > MostOperations)
        {
            remarks.Rejected(
                Name, loop, $"its {turns} turns stay a loop: written out they are more than {MostOperations} operations",
                new(operations, "operations"));
            return;
        }

        remarks.Chosen(Name, loop, "unrolled", $"its {turns} turns are written out, so that the loop around it is innermost");
        loop.UnrollFully();
    }
}
