using Weft.IR;

namespace Weft.Passes;

/// <summary>The nests that passes give another order: outermost ones first.</summary>
internal static class OutermostNests
{
    /// <summary>Offers each affine nest in an operation; where it is not taken, those in it. Rare versions, and nests whose arrays nobody
    /// can tell apart before they begin, are not offered.</summary>
    public static void Offer(Operation root, Func<Operation, bool> take) => Offer(root, op => op is AffineForOp or AffineParallelOp, take);

    /// <summary>As the other, with loops of one's own choice.</summary>
    public static void Offer(Operation root, Func<Operation, bool> isLoop, Func<Operation, bool> take)
    {
        foreach (var op in root.Regions.SelectMany(region => region.Ops).ToList())
            if (!isLoop(op) || Versions.IsRare(op) || !ApartMemory.CanRequire(op) || !take(op)) Offer(op, isLoop, take);
    }
}
