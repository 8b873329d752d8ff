using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Structured operations on buffers become the loops that somebody would write: parallel ones as <c>scf.parallel</c>, and inside them
/// reductions as <c>scf.for</c> that carry what has been joined, so that each element is stored once. A fill just before a reduction is what
/// it begins with.
/// </summary>
[Pass("convert-linalg-to-kernel-loops", "Turns structured operations on buffers into parallel loops, with reductions in values.")]
public sealed record ConvertLinalgToKernelLoops : IPass
{
    public void Run(Operation root, PassContext context)
    {
        foreach (var op in root.Walk().OfType<IStructuredOp>().ToList())
            if (op is { HasPureBuffers: true, Self.Parent: not null } && !FilledReduction.Takes(op))
                new KernelLoops(op).Emit();
    }
}
