using static Weft.IR.OpTraits;

namespace Weft.IR;

// Objects of a library for sparse algebra: operands of its products.

/// <summary>A matrix of which two of every four elements are zero, made from a dense one.</summary>
[Op("gpu.create_2to4_spmat", Format = GpuForms.Async + "`{` $pruneFlag `}` $rows `,` $cols `,` $memref attr-dict `:` "
    + "type($memref)")]
public sealed partial class Create2To4SpMatOp : Operation, IAsyncOp
{
    [Operand<AsyncToken>] public partial OperandRange AsyncDependencies { get; }

    [Operand<Index>] public partial Value Rows { get; }

    [Operand<Index>] public partial Value Cols { get; }

    [Attr(Default = "PruneFlag.PruneAndCheck")] public partial PruneFlag PruneFlag { get; set; }

    [Operand<AnyMemRef>] public partial Value Memref { get; }

    [Result<SparseMatrixHandle>] public partial OpResult SpMat { get; }

    [Result<AsyncToken>] public partial OpResult? AsyncToken { get; }
}

/// <summary>A sparse matrix of dense blocks, by compressed rows.</summary>
[Op("gpu.create_bsr", Format = GpuForms.Async + "$brows `,` $bcols `,` $bnnz `,` $rBlockSize `,` $cBlockSize `,` $bRowPos `,` "
    + "$bColIdxs `,` $values attr-dict `:` type($bRowPos) `,` type($bColIdxs) `,` type($values)")]
public sealed partial class CreateBsrOp : Operation, IAsyncOp
{
    [Operand<AsyncToken>] public partial OperandRange AsyncDependencies { get; }

    [Operand<Index>] public partial Value Brows { get; }

    [Operand<Index>] public partial Value Bcols { get; }

    [Operand<Index>] public partial Value Bnnz { get; }

    [Operand<Index>] public partial Value RBlockSize { get; }

    [Operand<Index>] public partial Value CBlockSize { get; }

    [Operand<AnyMemRef>] public partial Value BRowPos { get; }

    [Operand<AnyMemRef>] public partial Value BColIdxs { get; }

    [Operand<AnyMemRef>] public partial Value Values { get; }

    [Result<SparseMatrixHandle>] public partial OpResult Spmat { get; }

    [Result<AsyncToken>] public partial OpResult? AsyncToken { get; }
}

/// <summary>A sparse matrix by coordinates, rows and columns apart.</summary>
[Op("gpu.create_coo", Format = GpuForms.Async + "$rows `,` $cols `,` $nnz `,` $rowIdxs `,` $colIdxs `,` $values attr-dict `:` "
    + "type($rowIdxs) `,` type($colIdxs) `,` type($values)")]
public sealed partial class CreateCooOp : Operation, IAsyncOp
{
    [Operand<AsyncToken>] public partial OperandRange AsyncDependencies { get; }

    [Operand<Index>] public partial Value Rows { get; }

    [Operand<Index>] public partial Value Cols { get; }

    [Operand<Index>] public partial Value Nnz { get; }

    [Operand<AnyMemRef>] public partial Value RowIdxs { get; }

    [Operand<AnyMemRef>] public partial Value ColIdxs { get; }

    [Operand<AnyMemRef>] public partial Value Values { get; }

    [Result<SparseMatrixHandle>] public partial OpResult Spmat { get; }

    [Result<AsyncToken>] public partial OpResult? AsyncToken { get; }
}

/// <summary>A sparse matrix by coordinates, row and column side by side.</summary>
[Op("gpu.create_coo_aos", Format = GpuForms.Async + "$rows `,` $cols `,` $nnz `,` $idxs `,` $values attr-dict `:` type($idxs) "
    + "`,` type($values)")]
public sealed partial class CreateCooAoSOp : Operation, IAsyncOp
{
    [Operand<AsyncToken>] public partial OperandRange AsyncDependencies { get; }

    [Operand<Index>] public partial Value Rows { get; }

    [Operand<Index>] public partial Value Cols { get; }

    [Operand<Index>] public partial Value Nnz { get; }

    [Operand<AnyMemRef>] public partial Value Idxs { get; }

    [Operand<AnyMemRef>] public partial Value Values { get; }

    [Result<SparseMatrixHandle>] public partial OpResult Spmat { get; }

    [Result<AsyncToken>] public partial OpResult? AsyncToken { get; }
}

/// <summary>A sparse matrix by compressed columns.</summary>
[Op("gpu.create_csc", Format = GpuForms.Async + "$rows `,` $cols `,` $nnz `,` $colPos `,` $rowIdxs `,` $values attr-dict `:` "
    + "type($colPos) `,` type($rowIdxs) `,` type($values)")]
public sealed partial class CreateCscOp : Operation, IAsyncOp
{
    [Operand<AsyncToken>] public partial OperandRange AsyncDependencies { get; }

    [Operand<Index>] public partial Value Rows { get; }

    [Operand<Index>] public partial Value Cols { get; }

    [Operand<Index>] public partial Value Nnz { get; }

    [Operand<AnyMemRef>] public partial Value ColPos { get; }

    [Operand<AnyMemRef>] public partial Value RowIdxs { get; }

    [Operand<AnyMemRef>] public partial Value Values { get; }

    [Result<SparseMatrixHandle>] public partial OpResult Spmat { get; }

    [Result<AsyncToken>] public partial OpResult? AsyncToken { get; }
}

/// <summary>A sparse matrix by compressed rows.</summary>
[Op("gpu.create_csr", Format = GpuForms.Async + "$rows `,` $cols `,` $nnz `,` $rowPos `,` $colIdxs `,` $values attr-dict `:` "
    + "type($rowPos) `,` type($colIdxs) `,` type($values)")]
public sealed partial class CreateCsrOp : Operation, IAsyncOp
{
    [Operand<AsyncToken>] public partial OperandRange AsyncDependencies { get; }

    [Operand<Index>] public partial Value Rows { get; }

    [Operand<Index>] public partial Value Cols { get; }

    [Operand<Index>] public partial Value Nnz { get; }

    [Operand<AnyMemRef>] public partial Value RowPos { get; }

    [Operand<AnyMemRef>] public partial Value ColIdxs { get; }

    [Operand<AnyMemRef>] public partial Value Values { get; }

    [Result<SparseMatrixHandle>] public partial OpResult Spmat { get; }

    [Result<AsyncToken>] public partial OpResult? AsyncToken { get; }
}

/// <summary>A dense operand of sparse products.</summary>
[Op("gpu.create_dn_tensor", Format = GpuForms.Async + "$memref `,` $dims attr-dict `:` type($dims) `into` type($memref)")]
[Traits(AttrSizedOperandSegments)]
public sealed partial class CreateDnTensorOp : Operation, IAsyncOp
{
    [Operand<AsyncToken>] public partial OperandRange AsyncDependencies { get; }

    [Operand<AnyMemRef>] public partial Value Memref { get; }

    [Operand<Index>] public partial OperandRange Dims { get; }

    [Result<DenseTensorHandle>] public partial OpResult DnTensor { get; }

    [Result<AsyncToken>] public partial OpResult? AsyncToken { get; }
}

/// <summary>Ends the life of a dense operand.</summary>
[Op("gpu.destroy_dn_tensor", Format = GpuForms.Async + "$dnTensor attr-dict")]
public sealed partial class DestroyDnTensorOp : Operation, IAsyncOp
{
    [Operand<AsyncToken>] public partial OperandRange AsyncDependencies { get; }

    [Operand<DenseTensorHandle>] public partial Value DnTensor { get; }

    [Result<AsyncToken>] public partial OpResult? AsyncToken { get; }
}

/// <summary>Ends the life of a sparse matrix.</summary>
[Op("gpu.destroy_sp_mat", Format = GpuForms.Async + "$spmat attr-dict")]
public sealed partial class DestroySpMatOp : Operation, IAsyncOp
{
    [Operand<AsyncToken>] public partial OperandRange AsyncDependencies { get; }

    [Operand<SparseMatrixHandle>] public partial Value Spmat { get; }

    [Result<AsyncToken>] public partial OpResult? AsyncToken { get; }
}

/// <summary>Rows, columns and number of stored elements of a sparse matrix.</summary>
[Op("gpu.spmat_get_size", Format = GpuForms.Async + "$spmat attr-dict")]
public sealed partial class SpMatGetSizeOp : Operation, IAsyncOp
{
    [Operand<AsyncToken>] public partial OperandRange AsyncDependencies { get; }

    [Operand<SparseMatrixHandle>] public partial Value Spmat { get; }

    [Result<Index>] public partial OpResult Rows { get; }

    [Result<Index>] public partial OpResult Cols { get; }

    [Result<Index>] public partial OpResult Nnz { get; }

    [Result<AsyncToken>] public partial OpResult? AsyncToken { get; }
}

/// <summary>Gives a sparse matrix by compressed rows its memory.</summary>
[Op("gpu.set_csr_pointers", Format = GpuForms.Async + "$spmat `,` $positions `,` $coordinates `,` $values attr-dict `:` "
    + "type($positions) `,` type($coordinates) `,` type($values)")]
public sealed partial class SetCsrPointersOp : Operation, IAsyncOp
{
    [Operand<AsyncToken>] public partial OperandRange AsyncDependencies { get; }

    [Operand<SparseMatrixHandle>] public partial Value Spmat { get; }

    [Operand<AnyMemRef>] public partial Value Positions { get; }

    [Operand<AnyMemRef>] public partial Value Coordinates { get; }

    [Operand<AnyMemRef>] public partial Value Values { get; }

    [Result<AsyncToken>] public partial OpResult? AsyncToken { get; }
}
