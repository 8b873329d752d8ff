using Weft.IR;

namespace Weft.Passes;

/// <summary>At which depth fusion pays: where the slice keeps the least memory, without computing much more.</summary>
/// <param name="Tolerance">The part by which the operations that run may grow.</param>
internal sealed record FusionProfit(double Tolerance)
{
    /// <summary>The depth at which a nest goes best into another; null where fusion does not pay.</summary>
    /// <param name="access">The access of the source whose memory counts.</param>
    public int? BestDepth(
        IAffineAccess access, AffineForOp target, IReadOnlyList<ComputationSlice?> slices, int deepest)
    {
        var source = LoopsAround.Of((Operation)access)[0];
        if (LoopNestCost.Of(source) is not { } sourceCost || LoopNestCost.Of(target) is not { } targetCost
            || AccessRegion.Of(access, 0)?.SizeInBytes() is not { } wholeSize) return null;
        var (bestReduction, bestSize, best) = (0.0, 0L, 0);
        for (var depth = deepest; depth >= 1; depth--)
        {
            if (slices[depth - 1] is not { } slice || sourceCost.FusedInto(targetCost, slice) is not { } fusedCost
                || AccessRegion.Of(access, 0, slice)?.SizeInBytes() is not { } size || size == 0) continue;
            var additional = (fusedCost / ((double)(ulong)sourceCost.Total + (ulong)targetCost.Total)) - 1;
            var reduction = (double)wholeSize / size;
            if (reduction > bestReduction && additional < Tolerance) (bestReduction, bestSize, best) = (reduction, size, depth);
        }

        if (best == 0 || AccessRegion.Footprint(target) is not { } targetSize
            || AccessRegion.Footprint(source) is not { } sourceSize) return null;
        return targetSize + bestSize <= sourceSize + targetSize ? best : null;
    }
}
