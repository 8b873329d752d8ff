using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Runs launches on processors that have no grids: the blocks become turns of a parallel loop, and the threads of a block a loop for each
/// part of the body between two places at which they meet. What a thread must remember from one part to the next has a place per thread.
/// Threads that have ended take no part in meetings.
/// </summary>
[Pass("gpu-launch-to-cpu", "Turns launches into parallel loops over blocks and loops over the threads of a block.")]
public sealed record GpuLaunchToCpu : IPass
{
    public void Run(Operation root, PassContext context)
    {
        foreach (var launch in root.Walk().OfType<LaunchOp>().ToList())
        {
            if (Problem(launch) is not var (at, problem)) Lower(launch);
            else context.Diagnostics.Add(PassDiagnostics.CannotLower.At(at.Location, at.Name, "loops", problem));
        }
    }

    // The first thing that has no form on a processor.
    private static (Operation At, string Problem)? Problem(LaunchOp launch)
    {
        if (launch.AsyncToken is not null || launch.AsyncDependencies.Count > 0)
            return (launch, "it is asynchronous; leave the tokens out, and it is done when control goes on");
        if (launch.ClusterSizes is not null) return (launch, "blocks form no clusters here; leave the cluster sizes out");
        if (launch.Body.Blocks.Count > 1) return (launch, "its body has branches; write them as 'scf.if', 'scf.for' and 'scf.while'");
        var meetings = new Meetings(launch);
        foreach (var op in launch.Body.Ops.SelectMany(op => op.Walk()))
            if (op is WarpExecuteOnLane0Op) return (op, "threads cannot hand a region to one of them here");
            else if (meetings.Has(op) && !Meetings.Is(op) && op is not (IfOp or IndexSwitchOp { Cases.Count: > 0 } or ForOp or WhileOp))
                return (op, "threads meet inside; put 'gpu.barrier' and what is like it into 'scf.if', 'scf.for' and 'scf.while' only");
        return null;
    }

    private static void Lower(LaunchOp launch)
    {
        GridPositions.Resolve(launch);
        var meetings = new Meetings(launch);
        foreach (var choice in launch.Body.Ops.SelectMany(op => op.Walk()).OfType<IndexSwitchOp>().Where(meetings.Has).ToList())
            MeetingSwitches.Convert(choice);
        meetings = new(launch);
        var uniformity = new ThreadUniformity(launch, meetings);
        while (launch.Body.Ops.SelectMany(op => op.Walk()).OfType<ForOp>()
            .FirstOrDefault(loop => meetings.Has(loop) && uniformity.HasVaryingTurns(loop)) is { } loop)
        {
            VaryingLoops.Convert(loop);
            meetings = new(launch);
            uniformity = new(launch, meetings);
        }

        var plan = new ThreadPlan(launch, meetings, uniformity);
        var (to, values) = (Builder.At(launch), new IrMapping());
        var (grid, block) = (launch.GridSizes, launch.BlockSizes);
        Map(values, launch.GridExtents, grid);
        Map(values, launch.BlockExtents, block);
        to.Insert(new AssertOp(GpuFaults.Sizes, AreSizes(to, grid, block)));
        var (zero, one) = (to.Add(ConstantOp.Index(0)), to.Add(ConstantOp.Index(1)));
        var blocks = to.Insert(ParallelOp.WithBody([zero], [GridPositions.Count(to, grid)], [one]));

        to = to.In(blocks.Body.Entry);
        Map(values, launch.BlockIds, Position(to, blocks.InductionVariables[0], grid));
        var shared = new SharedMemory(launch, values, to);
        new BlockLowering(launch, plan, values, to).Lower();
        shared.Free(to);
        to.Insert(new ReduceOp());
        launch.Erase();
    }

    private static Value AreSizes(Builder to, GridValues grid, GridValues block)
    {
        var most = GpuFaults.MaximumThreads;
        var count = GridPositions.Count(to, block);
        (Value Size, long Most)[] limits =
        [
            (grid.X, GpuFaults.MaximumBlocksX), (grid.Y, GpuFaults.MaximumBlocksYZ), (grid.Z, GpuFaults.MaximumBlocksYZ),
            (block.X, most), (block.Y, most), (block.Z, most), (count, most),
        ];
        var one = to.Add(ConstantOp.Index(1));
        return limits
            .Select(limit => to.Add(new CmpIOp(
                CmpIPredicate.Ult, to.Add(new SubIOp(limit.Size, one)), to.Add(ConstantOp.Index(limit.Most)))))
            .Aggregate((all, next) => to.Add(new AndIOp(all, next)));
    }

    // The first dimension fastest.
    private static GridValues Position(Builder to, Value number, GridValues grid)
    {
        var row = to.Add(new DivUIOp(number, grid.X));
        return new(to.Add(new RemUIOp(number, grid.X)), to.Add(new RemUIOp(row, grid.Y)), to.Add(new DivUIOp(row, grid.Y)));
    }

    private static void Map(IrMapping values, GridValues from, GridValues to) =>
        (values[from.X], values[from.Y], values[from.Z]) = (to.X, to.Y, to.Z);
}
