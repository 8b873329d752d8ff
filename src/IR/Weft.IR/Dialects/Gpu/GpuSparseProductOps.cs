using static Weft.IR.OpTraits;

namespace Weft.IR;

// Products with sparse matrices. Each is asked first how much working memory it needs.

/// <summary>The working memory that <c>gpu.spmv</c> needs.</summary>
[Op("gpu.spmv_buffer_size", Format = GpuForms.Async + GpuForms.SparseA + "`,` $dnX `,` $dnY attr-dict `into` $computeType")]
public sealed partial class SpMVBufferSizeOp : Operation, IAsyncOp
{
    [Operand<AsyncToken>] public partial OperandRange AsyncDependencies { get; }

    [Attr(Default = "TransposeMode.NonTranspose")] public partial TransposeMode ModeA { get; set; }

    [Operand<SparseMatrixHandle>] public partial Value SpmatA { get; }

    [Operand<DenseTensorHandle>] public partial Value DnX { get; }

    [Operand<DenseTensorHandle>] public partial Value DnY { get; }

    [Attr] public partial IrType ComputeType { get; set; }

    [Result<Index>] public partial OpResult BufferSz { get; }

    [Result<AsyncToken>] public partial OpResult? AsyncToken { get; }
}

/// <summary>Adds a sparse matrix times a vector to a vector.</summary>
[Op("gpu.spmv", Format = GpuForms.Async + GpuForms.SparseA + "`,` $dnX `,` $dnY `,` $buffer attr-dict `:` type($buffer) `into` "
    + "$computeType")]
public sealed partial class SpMVOp : Operation, IAsyncOp
{
    [Operand<AsyncToken>] public partial OperandRange AsyncDependencies { get; }

    [Attr(Default = "TransposeMode.NonTranspose")] public partial TransposeMode ModeA { get; set; }

    [Operand<SparseMatrixHandle>] public partial Value SpmatA { get; }

    [Operand<DenseTensorHandle>] public partial Value DnX { get; }

    [Operand<DenseTensorHandle>] public partial Value DnY { get; }

    [Attr] public partial IrType ComputeType { get; set; }

    [Operand<AnyMemRef>] public partial Value Buffer { get; }

    [Result<AsyncToken>] public partial OpResult? AsyncToken { get; }
}

/// <summary>The working memory that <c>gpu.spmm</c> needs.</summary>
[Op("gpu.spmm_buffer_size", Format = GpuForms.Async + GpuForms.SparseA + "`,` " + GpuForms.DenseB + "`,` $dnmatC attr-dict `:` "
    + "type($bufferSzs) `into` $computeType")]
[Traits(AttrSizedResultSegments)]
public sealed partial class SpMMBufferSizeOp : Operation, IAsyncOp
{
    [Operand<AsyncToken>] public partial OperandRange AsyncDependencies { get; }

    [Attr(Default = "TransposeMode.NonTranspose")] public partial TransposeMode ModeA { get; set; }

    [Attr(Default = "TransposeMode.NonTranspose")] public partial TransposeMode ModeB { get; set; }

    [Operand<SparseMatrixHandle>] public partial Value SpmatA { get; }

    [Operand<DenseTensorHandle>] public partial Value DnmatB { get; }

    [Operand<DenseTensorHandle>] public partial Value DnmatC { get; }

    [Attr] public partial IrType ComputeType { get; set; }

    [Result<Index>] public partial ResultRange BufferSzs { get; }

    [Result<AsyncToken>] public partial OpResult? AsyncToken { get; }
}

/// <summary>Adds a sparse matrix times a dense one to a dense one.</summary>
[Op("gpu.spmm", Format = GpuForms.Async + GpuForms.SparseA + "`,` " + GpuForms.DenseB + "`,` $dnmatC `,` $buffers attr-dict `:` "
    + "type($buffers) `into` $computeType")]
[Traits(AttrSizedOperandSegments)]
public sealed partial class SpMMOp : Operation, IAsyncOp
{
    [Operand<AsyncToken>] public partial OperandRange AsyncDependencies { get; }

    [Attr(Default = "TransposeMode.NonTranspose")] public partial TransposeMode ModeA { get; set; }

    [Attr(Default = "TransposeMode.NonTranspose")] public partial TransposeMode ModeB { get; set; }

    [Operand<SparseMatrixHandle>] public partial Value SpmatA { get; }

    [Operand<DenseTensorHandle>] public partial Value DnmatB { get; }

    [Operand<DenseTensorHandle>] public partial Value DnmatC { get; }

    [Attr] public partial IrType ComputeType { get; set; }

    [Operand<AnyMemRef>] public partial OperandRange Buffers { get; }

    [Result<AsyncToken>] public partial OpResult? AsyncToken { get; }
}

/// <summary>The working memory that <c>gpu.sddmm</c> needs.</summary>
[Op("gpu.sddmm_buffer_size", Format = GpuForms.Async + GpuForms.DenseA + "`,` " + GpuForms.DenseB + "`,` $spmatC attr-dict "
    + "`into` $computeType")]
public sealed partial class SddmmBufferSizeOp : Operation, IAsyncOp
{
    [Operand<AsyncToken>] public partial OperandRange AsyncDependencies { get; }

    [Attr(Default = "TransposeMode.NonTranspose")] public partial TransposeMode ModeA { get; set; }

    [Attr(Default = "TransposeMode.NonTranspose")] public partial TransposeMode ModeB { get; set; }

    [Operand<DenseTensorHandle>] public partial Value DnmatA { get; }

    [Operand<DenseTensorHandle>] public partial Value DnmatB { get; }

    [Operand<SparseMatrixHandle>] public partial Value SpmatC { get; }

    [Attr] public partial IrType ComputeType { get; set; }

    [Result<Index>] public partial OpResult BufferSz { get; }

    [Result<AsyncToken>] public partial OpResult? AsyncToken { get; }
}

/// <summary>Adds those elements of a product of dense matrices that a sparse one stores.</summary>
[Op("gpu.sddmm", Format = GpuForms.Async + GpuForms.DenseA + "`,` " + GpuForms.DenseB + "`,` $spmatC `,` $buffer attr-dict `:` "
    + "type($buffer) `into` $computeType")]
public sealed partial class SddmmOp : Operation, IAsyncOp
{
    [Operand<AsyncToken>] public partial OperandRange AsyncDependencies { get; }

    [Attr(Default = "TransposeMode.NonTranspose")] public partial TransposeMode ModeA { get; set; }

    [Attr(Default = "TransposeMode.NonTranspose")] public partial TransposeMode ModeB { get; set; }

    [Operand<DenseTensorHandle>] public partial Value DnmatA { get; }

    [Operand<DenseTensorHandle>] public partial Value DnmatB { get; }

    [Operand<SparseMatrixHandle>] public partial Value SpmatC { get; }

    [Attr] public partial IrType ComputeType { get; set; }

    [Operand<AnyMemRef>] public partial Value Buffer { get; }

    [Result<AsyncToken>] public partial OpResult? AsyncToken { get; }
}
