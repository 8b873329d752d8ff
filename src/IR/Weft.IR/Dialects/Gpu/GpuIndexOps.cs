using System;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>Where a thread is in one dimension of the grid, or how large a part of it is.</summary>
[OpFamily("$dimension (`upper_bound` $upper_bound^)? attr-dict")]
[Traits(Pure)]
public abstract class GridIndexOp : Operation, INamesValues
{
    protected GridIndexOp(OperationState state) : base(state) { }

    protected GridIndexOp(OpInfo info, OpParts parts) : base(info, parts) { }

    [Attr(Summary = "a dimension, either 'x', 'y', or 'z'")]
    public GpuDimension Dimension => (GpuDimension)IrEnums.ValueOf(Property(0)!);

    [Attr(Name = "upper_bound", Element = "index")] public long? UpperBound => ((IntegerAttr?)Property(1))?.Int64;

    [Result<Index>] public OpResult Result => Results[0];

    public void SuggestNames(Action<Value, string> suggest) => suggest(Result, $"{Name.Substring("gpu.".Length)}_{Dimension.Keyword()}");
}

/// <summary>The number of threads of a block along a dimension.</summary>
[Op("gpu.block_dim")]
public sealed partial class BlockDimOp : GridIndexOp;

/// <summary>The number of the thread's block along a dimension of the grid.</summary>
[Op("gpu.block_id")]
public sealed partial class BlockIdOp : GridIndexOp;

/// <summary>The number of the thread's block along a dimension of its cluster.</summary>
[Op("gpu.cluster_block_id")]
public sealed partial class ClusterBlockIdOp : GridIndexOp;

/// <summary>The number of clusters of the grid along a dimension.</summary>
[Op("gpu.cluster_dim")]
public sealed partial class ClusterDimOp : GridIndexOp;

/// <summary>The number of blocks of a cluster along a dimension.</summary>
[Op("gpu.cluster_dim_blocks")]
public sealed partial class ClusterDimBlocksOp : GridIndexOp;

/// <summary>The number of the thread's cluster along a dimension of the grid.</summary>
[Op("gpu.cluster_id")]
public sealed partial class ClusterIdOp : GridIndexOp;

/// <summary>The number of the thread along a dimension of the whole grid: <c>block_id * block_dim + thread_id</c>.</summary>
[Op("gpu.global_id")]
public sealed partial class GlobalIdOp : GridIndexOp;

/// <summary>The number of blocks of the grid along a dimension.</summary>
[Op("gpu.grid_dim")]
public sealed partial class GridDimOp : GridIndexOp;

/// <summary>The number of the thread along a dimension of its block.</summary>
[Op("gpu.thread_id")]
public sealed partial class ThreadIdOp : GridIndexOp;

/// <summary>The number of the thread in its subgroup.</summary>
[Op("gpu.lane_id", Format = "(`upper_bound` $upper_bound^)? attr-dict")]
[Traits(Pure)]
public sealed partial class LaneIdOp : Operation
{
    [Attr(Name = "upper_bound", Element = "index")] public partial long? UpperBound { get; set; }

    [Result<Index>] public partial OpResult Result { get; }
}

/// <summary>A number about the subgroups of a block.</summary>
[OpFamily("(`upper_bound` $upper_bound^)? attr-dict `:` type($result)")]
[Traits(Pure)]
public abstract class SubgroupIndexOp : Operation
{
    protected SubgroupIndexOp(OperationState state) : base(state) { }

    protected SubgroupIndexOp(OpInfo info, OpParts parts) : base(info, parts) { }

    [Attr(Name = "upper_bound", Element = "index")] public long? UpperBound => ((IntegerAttr?)Property(0))?.Int64;

    [Result<Index>] public OpResult Result => Results[0];
}

/// <summary>The number of subgroups of a block.</summary>
[Op("gpu.num_subgroups")]
public sealed partial class NumSubgroupsOp : SubgroupIndexOp;

/// <summary>The number of the thread's subgroup in its block.</summary>
[Op("gpu.subgroup_id")]
public sealed partial class SubgroupIdOp : SubgroupIndexOp;

/// <summary>The number of threads of a subgroup.</summary>
[Op("gpu.subgroup_size")]
public sealed partial class SubgroupSizeOp : SubgroupIndexOp;
