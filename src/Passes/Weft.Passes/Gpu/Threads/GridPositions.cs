using Weft.IR;

namespace Weft.Passes;

/// <summary>Makes every operation that asks where a thread is arithmetic on the arguments of the launch.</summary>
internal static class GridPositions
{
    /// <summary>Threads that make a subgroup.</summary>
    public const int SubgroupSize = 32;

    public static void Resolve(LaunchOp launch)
    {
        foreach (var op in launch.Body.Ops.SelectMany(op => op.Walk()).ToList())
            if (ValueOf(op, launch, Builder.At(op)) is { } value)
                op.ReplaceWith(value);
    }

    /// <summary>The number of a thread in its block, the first dimension fastest.</summary>
    public static Value Number(Builder to, GridValues thread, GridValues block)
    {
        var row = to.Add(new AddIOp(to.Add(new MulIOp(thread.Z, block.Y)), thread.Y));
        return to.Add(new AddIOp(to.Add(new MulIOp(row, block.X)), thread.X));
    }

    public static Value Count(Builder to, GridValues sizes) =>
        to.Add(new MulIOp(to.Add(new MulIOp(sizes.Z, sizes.Y)), sizes.X));

    // Without clusters each block is one.
    private static Value? ValueOf(Operation op, LaunchOp launch, Builder to) => op switch
    {
        ThreadIdOp id => Along(launch.ThreadIds, id),
        BlockIdOp or ClusterIdOp => Along(launch.BlockIds, (GridIndexOp)op),
        BlockDimOp dim => Along(launch.BlockExtents, dim),
        GridDimOp or ClusterDimOp => Along(launch.GridExtents, (GridIndexOp)op),
        ClusterDimBlocksOp => Constant(to, 1),
        ClusterBlockIdOp => Constant(to, 0),
        GlobalIdOp id => to.Add(new AddIOp(
            to.Add(new MulIOp(Along(launch.BlockIds, id), Along(launch.BlockExtents, id))), Along(launch.ThreadIds, id))),
        LaneIdOp => to.Add(new RemUIOp(Number(to, launch.ThreadIds, launch.BlockExtents), Constant(to, SubgroupSize))),
        SubgroupIdOp => to.Add(new DivUIOp(Number(to, launch.ThreadIds, launch.BlockExtents), Constant(to, SubgroupSize))),
        NumSubgroupsOp => to.Add(new CeilDivUIOp(Count(to, launch.BlockExtents), Constant(to, SubgroupSize))),
        SubgroupSizeOp => Constant(to, SubgroupSize),
        _ => null,
    };

    private static Value Along(GridValues values, GridIndexOp op) =>
        op.Dimension switch { GpuDimension.X => values.X, GpuDimension.Y => values.Y, _ => values.Z };

    private static Value Constant(Builder to, long value) => to.Add(ConstantOp.Index(value));
}
