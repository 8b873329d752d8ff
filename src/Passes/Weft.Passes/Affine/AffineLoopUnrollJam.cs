using Weft.IR;

namespace Weft.Passes;

/// <summary>Makes several turns of the loop with which a function begins one; see <see cref="UnrollAndJam"/>.</summary>
/// <param name="UnrollJamFactor">How many turns become one.</param>
[Pass("affine-loop-unroll-jam", "Unrolls an affine loop and jams the loops in it.")]
public sealed record AffineLoopUnrollJam(uint UnrollJamFactor = 4) : IPass
{
    public void Run(Operation root, PassContext context)
    {
        if (UnrollJamFactor == 0) return;
        foreach (var function in root.Walk().OfType<FuncOp>().ToList())
            if (!function.Body.IsEmpty && function.Body.Entry.First is AffineForOp loop) UnrollAndJam.Run(loop, (int)UnrollJamFactor);
    }
}
