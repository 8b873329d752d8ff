using Weft.IR;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary>Where a thread is, and what it does with others.</summary>
internal static class GpuThreadSemantics
{
    public static SemanticsRow[] Rows =>
    [
        Position<ThreadIdOp>((thread, d) => thread.Position[d]), Position<BlockIdOp>((thread, d) => thread.Block.Position.Block[d]),
        Position<BlockDimOp>((thread, d) => thread.Block.Position.BlockSize[d]),
        Position<GridDimOp>((thread, d) => thread.Block.Position.GridSize[d]),
        Position<GlobalIdOp>((thread, d) =>
            (thread.Block.Position.Block[d] * thread.Block.Position.BlockSize[d]) + thread.Position[d]),
        Position<ClusterIdOp>((thread, d) => ClusterOf(thread.Block.Position)[d]),
        Position<ClusterDimOp>((thread, d) => ClustersOf(thread.Block.Position)[d]),
        Position<ClusterDimBlocksOp>((thread, d) => thread.Block.Position.ClusterSize[d]),
        Position<ClusterBlockIdOp>((thread, d) => thread.Block.Position.Block[d] % thread.Block.Position.ClusterSize[d]),
        Number<LaneIdOp>(thread => thread.Number % ThreadBlock.SubgroupSize),
        Number<SubgroupIdOp>(thread => thread.Number / ThreadBlock.SubgroupSize),
        Number<NumSubgroupsOp>(thread => thread.Block.SubgroupCount), Number<SubgroupSizeOp>(_ => ThreadBlock.SubgroupSize),
        Step<BarrierOp>(Barrier), Step<GpuShuffleOp>(Shuffle), Step<DynamicSharedMemoryOp>(DynamicMemory),
    ];

    public static Extent3 ClusterOf(GridPosition at) =>
        new(at.Block.X / at.ClusterSize.X, at.Block.Y / at.ClusterSize.Y, at.Block.Z / at.ClusterSize.Z);

    public static Extent3 ClustersOf(GridPosition at) =>
        new(at.GridSize.X / at.ClusterSize.X, at.GridSize.Y / at.ClusterSize.Y, at.GridSize.Z / at.ClusterSize.Z);

    private static SemanticsRow Position<TOp>(Func<SimtThread, GpuDimension, long> position) where TOp : GridIndexOp =>
        Step<TOp>((op, prepare) =>
        {
            var (result, dimension) = (prepare.Slot(op.Result), op.Dimension);
            return frame => frame[result] = new(position(frame.ThreadOf(op), dimension));
        });

    private static SemanticsRow Number<TOp>(Func<SimtThread, long> number) where TOp : Operation =>
        Step<TOp>((op, prepare) =>
        {
            var result = prepare.Slot(op.Results[0]);
            return frame => frame[result] = new(number(frame.ThreadOf(op)));
        });

    private static Handler Barrier(BarrierOp op, Preparation prepare)
    {
        var meeting = new Meeting(op, IsOfSubgroup: false, static given => given);
        return frame => frame.ThreadOf(op).Meet(frame, meeting);
    }

    // The lane that a value comes from must be in the same group of width lanes and not have ended; a value from elsewhere is the
    // thread's own.
    private static Handler Shuffle(GpuShuffleOp op, Preparation prepare)
    {
        var (value, offset, width) = (prepare.Slot(op.Value), prepare.Slot(op.Offset), prepare.Slot(op.Width));
        var (result, valid) = (prepare.Slot(op.ShuffleResult), prepare.Slot(op.Valid));
        var mode = op.Mode;
        var meeting = new Meeting(op, IsOfSubgroup: true, given => [.. given.Select((mine, lane) =>
        {
            if (mine is null) return null;
            var (by, size) = (mine[1].Bits, Math.Max(1, mine[2].Bits));
            var (first, at) = (lane / size * size, lane % size);
            var source = mode switch
            {
                GpuShuffleMode.Xor => at ^ by,
                GpuShuffleMode.Down => at + by,
                GpuShuffleMode.Up => at - by,
                _ => by,
            };
            var isValid = source >= 0 && source < size && first + source < given.Length;
            var value = isValid ? given[first + source]?[0] : null;
            return new[] { value ?? mine[0], RuntimeValue.Bool(value is not null) };
        })]);
        return frame =>
        {
            var answer = frame.ThreadOf(op).Meet(frame, meeting, frame[value], frame[offset], frame[width]);
            (frame[result], frame[valid]) = (answer[0], answer[1]);
        };
    }

    private static Handler DynamicMemory(DynamicSharedMemoryOp op, Preparation prepare)
    {
        var result = prepare.Slot(op.ResultMemref);
        return frame => frame[result] = new(frame.ThreadOf(op).Block.DynamicMemory ?? throw frame.Error(
            InterpreterDiagnostics.ShapeMismatch, op.Location, op.Name, "a launch that gives a size", "none"));
    }
}
