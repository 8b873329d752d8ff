using Weft.IR;

namespace Weft.Passes;

/// <summary>The affine nests that passes give another order: outermost ones first.</summary>
internal static class OutermostNests
{
    /// <summary>Offers each nest in an operation; where it is not taken, those in it. Rare versions, and nests whose arrays nobody can tell
    /// apart before they begin, are not offered.</summary>
    public static void Offer(Operation root, Func<Operation, bool> take)
    {
        foreach (var op in root.Regions.SelectMany(region => region.Ops).ToList())
            if (op is not (AffineForOp or AffineParallelOp) || Versions.IsRare(op) || !ApartMemory.CanRequire(op) || !take(op))
                Offer(op, take);
    }
}
