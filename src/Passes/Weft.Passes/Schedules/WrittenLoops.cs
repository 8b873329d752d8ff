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
        AffineForOp loop when IsFromZero(loop) => loop.UnrollBy((ulong)copies) ? null : "it may end early",
        _ => "it does not run from 0 to an extent",
    };

    // The turns left over are counted from a number of turns, which must not be negative.
    private static bool IsFromZero(AffineForOp loop) => loop.ConstantLowerBound == 0
        && (loop.ConstantUpperBound >= 0 || loop.UpperBound is { Map.Results: [AffineSymbol], Operands: [{ Def: IShapedDim }] });
}
