namespace Weft.IR;

/// <summary>A dimension of the grid.</summary>
[IrEnum("gpu.dim", EnumForm.Plain, CppName = "::mlir::gpu::Dimension")]
public enum GpuDimension
{
    X,
    Y,
    Z,
}

/// <summary>Who sees a piece of memory.</summary>
[IrEnum("gpu.address_space", EnumForm.Attribute, CppName = "::mlir::gpu::AddressSpace")]
public enum AddressSpace
{
    /// <summary>All threads and the host.</summary>
    Global = 1,

    /// <summary>The threads of one block.</summary>
    Workgroup = 2,

    /// <summary>One thread.</summary>
    Private = 3,
}

/// <summary>How the values of several threads become one.</summary>
[IrEnum("gpu.all_reduce_op", EnumForm.Plain, CppName = "::mlir::gpu::AllReduceOperation")]
public enum AllReduceOperation
{
    Add = 0,
    Mul = 1,
    MinUI = 2,
    MinSI = 3,
    MinNumF = 4,
    MaxUI = 5,
    MaxSI = 6,
    MaxNumF = 7,
    And = 8,
    Or = 9,
    Xor = 10,
    MinimumF = 11,
    MaximumF = 12,
}

/// <summary>From which lane of its subgroup a thread takes a value.</summary>
[IrEnum("gpu.shuffle_mode", EnumForm.Plain, CppName = "::mlir::gpu::ShuffleMode")]
public enum GpuShuffleMode
{
    Xor = 0,
    Up = 2,
    Down = 1,
    Idx = 3,
}

/// <summary>What is done to the elements of subgroup matrices.</summary>
[IrEnum("gpu.mma_element_wise", EnumForm.Plain, CppName = "::mlir::gpu::MMAElementwiseOp")]
public enum MmaElementwise
{
    AddF = 0,
    MulF = 1,
    SubF = 2,
    MaxF = 3,
    MinF = 4,
    DivF = 5,
    AddI = 6,
    MulI = 7,
    SubI = 8,
    DivS = 9,
    DivU = 10,
    NegateF = 11,
    NegateS = 12,
    ExtF = 13,
}

/// <summary>How a matrix becomes one with two of every four elements zero.</summary>
[IrEnum(
    "gpu.prune_2to4_spmat_flag", EnumForm.Plain, CppName = "::mlir::gpu::Prune2To4SpMatFlag",
    Summary = "pruning strategy for 2:4 sparse matrix")]
public enum PruneFlag
{
    [Keyword("NONE")] None = 0,
    [Keyword("PRUNE_ONLY")] PruneOnly = 1,
    [Keyword("PRUNE_AND_CHECK")] PruneAndCheck = 2,
}

/// <summary>How a sparse operation reads a matrix.</summary>
[IrEnum(
    "gpu.mat_transpose_mode", EnumForm.Plain, CppName = "::mlir::gpu::TransposeMode",
    Summary = "transpose mode of sparse matrix supported by sparse tensor ops")]
public enum TransposeMode
{
    [Keyword("NON_TRANSPOSE")] NonTranspose = 0,
    [Keyword("TRANSPOSE")] Transpose = 1,
    [Keyword("CONJUGATE_TRANSPOSE")] ConjugateTranspose = 2,
}

/// <summary>Which half of a sparse product is done.</summary>
[IrEnum(
    "gpu.spgemm_work_estimation_or_compute_kind", EnumForm.Plain, CppName = "::mlir::gpu::SpGEMMWorkEstimationOrComputeKind",
    Summary = "choose whether spgemm_work_estimation_or_compute does work estimation or compute")]
public enum SpGemmPhase
{
    [Keyword("WORK_ESTIMATION")] WorkEstimation = 0,
    [Keyword("COMPUTE")] Compute = 1,
}
