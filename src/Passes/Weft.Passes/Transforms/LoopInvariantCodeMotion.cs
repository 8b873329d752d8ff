using Weft.IR;

namespace Weft.Passes;

/// <summary>Moves operations out of loops whose operands do not change there: those without effects that may run though the loop
/// has no turn. Inner loops first, so that what leaves one can leave the next.</summary>
[Pass("loop-invariant-code-motion", "Moves what does not change out of loops.")]
public sealed record LoopInvariantCodeMotion : IPass
{
    public void Run(Operation root, PassContext context)
    {
        foreach (var op in root.WalkPostOrder().Where(op => op is ILoopLike).ToList())
            foreach (var region in ((ILoopLike)op).LoopRegions)
                Hoist(op, region);
    }

    private static void Hoist(Operation loop, Region region)
    {
        var work = new Queue<Operation>(region.Ops);
        while (work.TryDequeue(out var op))
        {
            if (op.ParentRegion != region || !CanMove(op, (ILoopLike)loop)) continue;
            op.MoveBefore(loop);
            // What uses it may go now, too.
            foreach (var result in op.Results)
                foreach (var user in result.Users)
                    if (user.ParentRegion == region) work.Enqueue(user);
        }
    }

    private static bool CanMove(Operation op, ILoopLike loop) =>
        op.MemoryEffects == MemoryEffects.None && op.IsSpeculatable && !op.Info.Has(OpTraits.IsTerminator)
        && op.Walk().All(inner => inner.Operands.All(v => loop.IsDefinedOutside(v) || op.IsAncestorOf(v.ParentBlock?.ParentOp)));
}
