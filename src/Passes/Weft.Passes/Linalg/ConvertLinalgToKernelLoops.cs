using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Structured operations on buffers become the loops that somebody would write: parallel ones, and inside them reductions that carry what
/// has been joined, so that each element is stored once. A fill just before a reduction is what it begins with.
/// </summary>
[Pass("convert-linalg-to-kernel-loops", "Turns structured operations on buffers into parallel loops, with reductions in values.")]
public sealed record ConvertLinalgToKernelLoops : IPass
{
    public void Run(Operation root, PassContext context)
    {
        var isWhole = true;
        foreach (var op in root.Walk().OfType<IStructuredOp>().ToList())
            if (op.HasPureBuffers && !FilledReduction.Takes(op))
                isWhole &= KernelLoops.TryReplace(op, LoopPlan.Of(op));
        // Extents that are no symbols are bounds of other loops.
        if (!isWhole) new ConvertLinalgToLoops().Run(root, context);
    }
}
