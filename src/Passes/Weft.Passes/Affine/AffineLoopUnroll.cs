using Weft.IR;

namespace Weft.Passes;

/// <summary>Writes turns of innermost loops one after the other.</summary>
/// <param name="UnrollFactor">How many turns become one.</param>
/// <param name="UnrollUpToFactor">Loops with fewer turns are written out fully.</param>
/// <param name="UnrollFull">Write all turns out, where their number is known.</param>
/// <param name="UnrollNumReps">How often to begin again with the loops that are innermost then.</param>
/// <param name="UnrollFullThreshold">With <paramref name="UnrollFull"/>: all loops of at most so many turns, not only innermost ones; 0 for
/// innermost ones of any number.</param>
/// <param name="CleanupUnroll">Write out fully where turns would be left over.</param>
[Pass("affine-loop-unroll", "Unrolls affine loops by a factor, or fully.")]
public sealed record AffineLoopUnroll(
    uint UnrollFactor = 4, bool UnrollUpToFactor = false, bool UnrollFull = false, uint UnrollNumReps = 1, uint UnrollFullThreshold = 0,
    bool CleanupUnroll = false) : IPass
{
    public void Run(Operation root, PassContext context)
    {
        if (UnrollFull && UnrollFullThreshold > 0)
        {
            var loops = Loops(root).Where(l => l.ConstantTripCount <= UnrollFullThreshold).ToList();
            foreach (var loop in loops) loop.UnrollFully();
            return;
        }

        for (var i = 0; i < UnrollNumReps; i++)
        {
            var innermost = Loops(root).Where(l => !l.Body.Ops.Any(op => op.Walk().OfType<AffineForOp>().Any())).ToList();
            // All are tried: one that cannot be unrolled says nothing about the next.
            var unrolled = 0;
            foreach (var loop in innermost)
                if (Unroll(loop)) unrolled++;
            if (unrolled == 0) return;
        }
    }

    private static IEnumerable<AffineForOp> Loops(Operation root) => root.WalkPostOrder().OfType<AffineForOp>();

    private bool Unroll(AffineForOp loop) => UnrollFull ? loop.UnrollFully()
        : UnrollUpToFactor ? loop.UnrollUpTo(UnrollFactor)
        : loop.UnrollBy(UnrollFactor, CleanupUnroll);
}
