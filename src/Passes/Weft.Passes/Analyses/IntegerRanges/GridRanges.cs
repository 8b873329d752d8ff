using Weft.IR;

namespace Weft.Passes;

/// <summary>Where threads are in a grid, and how large its parts are: no grid has 2^32 blocks or blocks 2^32 threads in a row, a cluster
/// has at most 8 blocks, a subgroup 128 threads.</summary>
internal static class GridRanges
{
    private const int Width = 64;
    private const long MaxExtent = uint.MaxValue;
    private const long MaxCluster = 8;
    private const long MaxSubgroup = 128;

    private enum Part { Block, Grid }

    public static bool Knows(Operation op) => op is GridIndexOp or SubgroupIndexOp or LaneIdOp;

    public static IntegerRange Of(Operation op) => op switch
    {
        BlockDimOp dim => Extent(dim, Known(dim, Part.Block)),
        GridDimOp dim => Extent(dim, Known(dim, Part.Grid)),
        ThreadIdOp id => Below(id.UpperBound ?? Known(id, Part.Block) ?? MaxExtent),
        BlockIdOp id => Below(id.UpperBound ?? Known(id, Part.Grid) ?? MaxExtent),
        GlobalIdOp id => IntegerRange.FromUnsigned(Width, 0, id.UpperBound is { } bound
            ? bound - 1
            : ((System.Numerics.BigInteger)(Known(id, Part.Block) ?? MaxExtent) * (Known(id, Part.Grid) ?? MaxExtent)) - 1),
        ClusterDimOp dim => UpTo(dim.UpperBound ?? MaxExtent),
        ClusterIdOp id => Below(id.UpperBound ?? MaxExtent),
        ClusterDimBlocksOp dim => UpTo(dim.UpperBound ?? MaxCluster),
        ClusterBlockIdOp id => Below(id.UpperBound ?? MaxCluster),
        SubgroupSizeOp size => UpTo(size.UpperBound ?? MaxSubgroup),
        LaneIdOp id => Below(id.UpperBound ?? MaxSubgroup),
        NumSubgroupsOp count => UpTo(count.UpperBound ?? MaxExtent),
        SubgroupIdOp id => Below(id.UpperBound ?? MaxExtent),
        _ => IntegerRange.All(Width),
    };

    /// <summary>The arguments of a launch's body: from the extents that it is given.</summary>
    public static IntegerRange? OfArgument(LaunchOp launch, BlockArgument argument, Func<Value, IntegerRange?> factOf)
    {
        GridValues[] ids = [launch.BlockIds, launch.ThreadIds];
        GridValues[] extents = [launch.GridExtents, launch.BlockExtents];
        GridValues[] given = [launch.GridSizes, launch.BlockSizes];
        for (var i = 0; i < ids.Length; i++)
        {
            foreach (var (id, extent, value) in ids[i].All.Zip(extents[i].All, given[i].All))
            {
                if (argument != id && argument != extent) continue;
                if (factOf(value) is not { } known) return null;
                var range = known.Intersect(UpTo(MaxExtent));
                return argument == extent ? range : Below((long)range.UnsignedMax);
            }
        }

        return IntegerRange.Of(argument.Type);
    }

    private static IntegerRange Extent(GridIndexOp dim, long? known) =>
        known is { } extent ? IntegerRange.Exactly(Width, extent) : UpTo(dim.UpperBound ?? MaxExtent);

    private static IntegerRange UpTo(long max) => IntegerRange.FromUnsigned(Width, 1, max);

    private static IntegerRange Below(long end) => IntegerRange.FromUnsigned(Width, 0, end - 1);

    // From the launch or the kernel around.
    private static long? Known(GridIndexOp op, Part part)
    {
        var dimension = (int)op.Dimension;
        if (op.Enclosing<LaunchOp>() is { } launch
            && ConstantOp.IntegerOf((part == Part.Block ? launch.BlockSizes : launch.GridSizes).All.ElementAt(dimension)) is { } given)
            return given;
        var name = part == Part.Block ? "known_block_size" : "known_grid_size";
        var function = op.Enclosing<IFunction>() as Operation;
        return At(function?.Attribute(name), dimension) ?? At(function?.Attribute("gpu." + name), dimension);
    }

    private static long? At(IR.Attribute? extents, int dimension) =>
        extents is DenseArrayAttr { Values: var known } && dimension < known.Count ? known[dimension] : null;
}
