using System.Collections.Immutable;
using Weft.IR;
using Weft.Runtime;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary>Launches: blocks run one after the other, the first dimension fastest; of each block, all threads.</summary>
internal static class GpuLaunchSemantics
{
    public static SemanticsRow[] Rows =>
    [
        Step<LaunchOp>(Launch), Step<LaunchFuncOp>(LaunchFunction), Exit<TerminatorOp>(), Exit<GpuReturnOp>(), Exit<GpuYieldOp>(),
        Declaration<GpuModuleOp>(), Declaration<GpuFuncOp>(), Declaration<GpuBinaryOp>(), Declaration<ModuleEndOp>(),
    ];

    private static Handler Launch(LaunchOp op, Preparation prepare)
    {
        var sizes = new LaunchSizes(op, op.GridSizes, op.BlockSizes, op.ClusterSizes, op.DynamicSharedMemorySize, prepare);
        var body = prepare.Region(op.Body);
        int[] ids = prepare.Slots(op.BlockIds.All), threads = prepare.Slots(op.ThreadIds.All);
        int[] extents = prepare.Slots(op.GridExtents.All.Concat(op.BlockExtents.All));
        int[] clusters = prepare.Slots(op.ClusterIds?.All.Concat(op.ClusterExtents!.Value.All) ?? []);
        var shared = op.WorkgroupAttributions.Select(argument => (prepare.Slot(argument), (MemRefType)argument.Type)).ToArray();
        var own = op.PrivateAttributions.Select(argument => (prepare.Slot(argument), (MemRefType)argument.Type)).ToArray();
        var token = op.AsyncToken is { } result ? prepare.Slot(result) : -1;
        var meets = Meets(op.Body);
        return frame =>
        {
            sizes.Run(frame, meets, position =>
            {
                var memory = Allocate(frame, op, shared);
                return thread =>
                {
                    var local = frame.Fork(thread);
                    Set(local, ids, position.Block);
                    Set(local, threads, thread.Position);
                    Set(local, extents, position.GridSize, position.BlockSize);
                    if (clusters.Length > 0)
                        Set(local, clusters, GpuThreadSemantics.ClusterOf(position), GpuThreadSemantics.ClustersOf(position));
                    foreach (var (slot, value) in memory.Concat(Allocate(frame, op, own))) local[slot] = value;
                    body.Run(local);
                };
            });
            if (token >= 0) frame[token] = default;
        };
    }

    private static Handler LaunchFunction(LaunchFuncOp op, Preparation prepare)
    {
        var sizes = new LaunchSizes(op, op.GridSizes, op.BlockSizes, op.ClusterSizes, op.DynamicSharedMemorySize, prepare);
        var callee = prepare.Function(op, op.Kernel);
        if (callee.Operation is not GpuFuncOp kernel)
            throw InterpreterDiagnostics.Refusal(op.Location, $"a launch of {op.Kernel}, which is compiled");
        var operands = prepare.Slots(op.KernelOperands);
        MemRefType[] shared = [.. kernel.WorkgroupAttributions.Select(argument => (MemRefType)argument.Type)];
        MemRefType[] own = [.. kernel.PrivateAttributions.Select(argument => (MemRefType)argument.Type)];
        var token = op.AsyncToken is { } result ? prepare.Slot(result) : -1;
        var meets = Meets(kernel.Body);
        return frame =>
        {
            var arguments = Array.ConvertAll(operands, slot => frame[slot]);
            sizes.Run(frame, meets, position =>
            {
                var memory = Array.ConvertAll(shared, type => Allocate(frame, op, type));
                return thread => callee.Run(
                    frame.Enter(callee, thread), [.. arguments, .. memory, .. own.Select(type => Allocate(frame, op, type))]);
            });
            if (token >= 0) frame[token] = default;
        };
    }

    // Whether threads may come to need each other.
    private static bool Meets(Region body) =>
        body.Ops.SelectMany(op => op.Walk()).Any(
            op => op is BarrierOp or IUniformReduction or GpuShuffleOp or WarpExecuteOnLane0Op or ICall);

    private static (int Slot, RuntimeValue Value)[] Allocate(Frame frame, Operation op, (int Slot, MemRefType Type)[] memory) =>
        Array.ConvertAll(memory, m => (m.Slot, Allocate(frame, op, m.Type)));

    private static RuntimeValue Allocate(Frame frame, Operation op, MemRefType type) =>
        new(MemRefAllocation.Allocate(frame, op, type, type.Shape.Span.ToImmutableArray(), []));

    private static void Set(Frame frame, int[] slots, params ReadOnlySpan<Extent3> values)
    {
        for (var i = 0; i < values.Length; i++)
            for (var d = 0; d < 3; d++)
                frame[slots[(3 * i) + d]] = new(values[i][(GpuDimension)d]);
    }

    /// <summary>The operands of a launch that say how many threads there are.</summary>
    private sealed class LaunchSizes(
        Operation op, GridValues grid, GridValues block, GridValues? cluster, Value? dynamicMemory, Preparation prepare)
    {
        private static readonly MemRefType Bytes = new([ShapedType.Dynamic], IntegerType.I8);

        private readonly int[] _slots = prepare.Slots(grid.All.Concat(block.All).Concat(cluster?.All ?? []));
        private readonly int _memory = dynamicMemory is null ? -1 : prepare.Slot(dynamicMemory);

        /// <param name="start">Makes a block ready; gives what its threads do.</param>
        public void Run(Frame frame, bool meets, Func<GridPosition, Action<SimtThread>> start)
        {
            var (grid, block) = (Read(frame, 0), Read(frame, 3));
            if (!AreSizes(grid, block)) throw frame.Fault(FaultKind.AssertionFailed, op.Location, GpuFaults.Sizes);
            var cluster = _slots.Length > 6 ? Read(frame, 6) : new(1, 1, 1);
            for (var number = 0L; number < grid.Count; number++)
            {
                frame.Poll();
                var position = new GridPosition(grid, block, cluster, grid.At(number));
                var threads = new ThreadBlock(position, start(position), DynamicMemory(frame));
                if (meets) threads.Run();
                else threads.RunInOrder();
            }
        }

        private static bool AreSizes(Extent3 grid, Extent3 block) =>
            grid is
            {
                X: > 0 and <= GpuFaults.MaximumBlocksX,
                Y: > 0 and <= GpuFaults.MaximumBlocksYZ,
                Z: > 0 and <= GpuFaults.MaximumBlocksYZ,
            }
            && block is
            {
                X: > 0 and <= GpuFaults.MaximumThreads,
                Y: > 0 and <= GpuFaults.MaximumThreads,
                Z: > 0 and <= GpuFaults.MaximumThreads,
            }
            && block.Count <= GpuFaults.MaximumThreads;

        private Extent3 Read(Frame frame, int first) =>
            new(frame.Bits(_slots[first]), frame.Bits(_slots[first + 1]), frame.Bits(_slots[first + 2]));

        private MemRef? DynamicMemory(Frame frame) => _memory < 0 ? null
            : MemRefAllocation.Allocate(frame, op, Bytes, [frame.Bits(_memory)], []);
    }
}
