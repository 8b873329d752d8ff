using Weft.IR;

namespace Weft.Passes;

/// <summary>A loop where it stands: in a block, or alone in the version of a nest for arrays that are apart.</summary>
/// <param name="Whole">What stands in the block.</param>
internal sealed record LoopSite(Operation Loop, Operation Whole)
{
    /// <summary>The loop that an operation is or has in its version; null where there is none, or it has the order that another pass gave
    /// it.</summary>
    public static LoopSite? Of(Operation op) =>
        InVersion(op) is { } loop && NestLoop.Of(loop) is not null && loop is AffineParallelOp or AffineForOp { Inits.Count: 0 }
        && !ScheduledOrder.IsFixed(loop) && !loop.HasVectors && loop.Walk().OfType<AffineForOp>().All(inner => inner.Step == 1)
            ? new(loop, op) : null;

    /// <summary>The loop as in the source, in the place of a copy of it.</summary>
    public void Restore(Operation copy)
    {
        if (Whole is not IfOp choice) return;
        var source = new IrMapping();
        foreach (var op in choice.ElseRegion.Entry.Ops.SkipLast(1)) Builder.At(copy).Insert(source.Clone(op));
        copy.Erase();
    }

    private static Operation? InVersion(Operation op) => op is not IfOp choice ? op
        : choice.Results.Length == 0 && choice.Attribute(KernelAttributes.Likely) is not null && IsOfApart(choice.Condition)
            && choice.ThenRegion.Entry.Ops.ToList() is [{ } loop, YieldOp] ? loop : null;

    private static bool IsOfApart(Value condition) =>
        condition.Def is DisjointOp || (condition.Def is AndIOp (var a, var b) && IsOfApart(a) && IsOfApart(b));
}
