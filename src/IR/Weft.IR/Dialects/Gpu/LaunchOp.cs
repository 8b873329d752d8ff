using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>Three extents or positions, one per dimension of the grid.</summary>
public readonly record struct GridValues(Value X, Value Y, Value Z)
{
    internal static GridValues From(IReadOnlyList<Value> values, int start) => new(values[start], values[start + 1], values[start + 2]);

    public IEnumerable<Value> All => [X, Y, Z];
}

/// <summary>Runs its body once for each thread of a grid of blocks. The body's arguments are, for each dimension, the thread's block, its
/// number in the block, the extents of the grid and of the block; then memory of the block, and of the thread.</summary>
[Op("gpu.launch")]
[Traits(AutomaticAllocationScope, AttrSizedOperandSegments, RecursiveMemoryEffects)]
public sealed partial class LaunchOp : Operation, IAsyncOp, IVerifyRegions
{
    /// <summary>A discardable attribute: how many arguments of the body are memory of the block.</summary>
    public const string WorkgroupAttributionsName = "workgroup_attributions";

    private const int ConfigurationArguments = 12;

    private const int ClusterArguments = 6;

    [Operand<AsyncToken>] public partial OperandRange AsyncDependencies { get; }

    [Operand<Index>] public partial Value GridSizeX { get; }

    [Operand<Index>] public partial Value GridSizeY { get; }

    [Operand<Index>] public partial Value GridSizeZ { get; }

    [Operand<Index>] public partial Value BlockSizeX { get; }

    [Operand<Index>] public partial Value BlockSizeY { get; }

    [Operand<Index>] public partial Value BlockSizeZ { get; }

    [Operand<Index>] public partial Value? ClusterSizeX { get; }

    [Operand<Index>] public partial Value? ClusterSizeY { get; }

    [Operand<Index>] public partial Value? ClusterSizeZ { get; }

    [Operand<I32>] public partial Value? DynamicSharedMemorySize { get; }

    [Result<AsyncToken>] public partial OpResult? AsyncToken { get; }

    [Region] public partial Region Body { get; }

    public GridValues GridSizes => new(GridSizeX, GridSizeY, GridSizeZ);

    public GridValues BlockSizes => new(BlockSizeX, BlockSizeY, BlockSizeZ);

    public GridValues? ClusterSizes => ClusterSizeX is { } x && ClusterSizeY is { } y && ClusterSizeZ is { } z ? new(x, y, z) : null;

    // The arguments of the body.

    public GridValues BlockIds => GridValues.From(Body.Entry.Arguments, 0);

    public GridValues ThreadIds => GridValues.From(Body.Entry.Arguments, 3);

    public GridValues GridExtents => GridValues.From(Body.Entry.Arguments, 6);

    public GridValues BlockExtents => GridValues.From(Body.Entry.Arguments, 9);

    public GridValues? ClusterIds => ClusterSizes is null ? null : GridValues.From(Body.Entry.Arguments, 12);

    public GridValues? ClusterExtents => ClusterSizes is null ? null : GridValues.From(Body.Entry.Arguments, 15);

    private int FirstAttribution => ConfigurationArguments + (ClusterSizes is null ? 0 : ClusterArguments);

    public int WorkgroupAttributionCount => Attribute(WorkgroupAttributionsName) is IntegerAttr count ? (int)count.Int64 : 0;

    public IEnumerable<BlockArgument> WorkgroupAttributions =>
        Body.Entry.Arguments.Skip(FirstAttribution).Take(WorkgroupAttributionCount);

    public IEnumerable<BlockArgument> PrivateAttributions => Body.Entry.Arguments.Skip(FirstAttribution + WorkgroupAttributionCount);

    /// <summary>Makes a launch whose body has its first arguments and no operations yet.</summary>
    public static LaunchOp WithBody(GridValues grid, GridValues block)
    {
        var launch = new LaunchOp([], grid.X, grid.Y, grid.Z, block.X, block.Y, block.Z);
        launch.SetAttribute(WorkgroupAttributionsName, IntegerAttr.I64(0));
        launch.Body.AddBlock([.. Enumerable.Repeat<IrType>(IndexType.Instance, ConfigurationArguments)]);
        return launch;
    }

    public static bool Parse(IrParser parser, OperationState state) => LaunchForm.Parse(parser, state);

    public override void PrintCustom(IrPrinter printer) => LaunchForm.Print(printer, this);

    private bool Verify(DiagnosticBag diagnostics) =>
        ClusterSizes is not null || (ClusterSizeX ?? ClusterSizeY ?? ClusterSizeZ) is null
        || Error(diagnostics, "cluster size must be all present");

    public bool VerifyRegions(DiagnosticBag diagnostics)
    {
        if (Body.IsEmpty) return true;
        if (Body.Entry.Arguments.Count < ConfigurationArguments + WorkgroupAttributionCount)
            return Error(diagnostics, "unexpected number of region arguments");
        if (!GpuSpaces.Verify(this, WorkgroupAttributions, AddressSpace.Workgroup, diagnostics)) return false;
        if (!GpuSpaces.Verify(this, PrivateAttributions, AddressSpace.Private, diagnostics)) return false;
        foreach (var block in Body.Blocks)
        {
            if (block.Last is not { Successors.Count: 0 } last || last is TerminatorOp) continue;
            diagnostics.Add(last.Mistake(diagnostics, "expected 'gpu.terminator' or a terminator with successors")
                .WithNote(Location, "in 'gpu.launch' body region"));
            return false;
        }

        return true;
    }
}

/// <summary>Ends the body of <c>gpu.launch</c>.</summary>
[Op("gpu.terminator", Format = "attr-dict")]
[Traits(Pure, IsTerminator)]
[HasParent("gpu.launch")]
public sealed partial class TerminatorOp : Operation;
