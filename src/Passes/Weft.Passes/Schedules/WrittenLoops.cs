using Weft.IR;

namespace Weft.Passes;

/// <summary>What schedules do with loops that are written as such.</summary>
internal static class WrittenLoops
{
    /// <summary>Why a loop does not become parallel; null where it is.</summary>
    public static string? Parallelize(Operation op)
    {
        if (op is AffineParallelOp or ParallelOp) return null;
        if (op is not AffineForOp loop || !loop.IsParallel) return "its turns may need each other";
        AffineParallelize.Convert(loop, []);
        return null;
    }

    public static string? Unroll(Operation op, long copies) => op switch
    {
        AffineParallelOp or ParallelOp => "its turns run on several threads",
        AffineForOp loop => loop.UnrollBy((ulong)copies) ? null : "it may end early",
        _ => "its bounds are not affine",
    };
}
