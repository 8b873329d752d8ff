using static Weft.IR.OpTraits;

namespace Weft.IR;

// Products with sparse matrices. Each is asked first how much working memory it needs.

/// <summary>The working memory that <c>gpu.spmv</c> needs.</summary>
[Op("gpu.spmv_buffer_size", Format = "custom<AsyncDependencies>(type($asyncToken), $asyncDependencies) $spmatA (`{` $modeA^ "
    + "`}`)? `,` $dnX `,` $dnY attr-dict `into` $computeType")]
public sealed partial class SpMVBufferSizeOp : Operation, IAsyncOp
{
    [Operand<AsyncToken>] public partial OperandRange AsyncDependencies { get; }

    [Attr(Default = "TransposeMode.NonTranspose", Summary = GpuSparse.Transposition)]
    public partial TransposeMode ModeA { get; set; }

    [Operand<SparseMatrixHandle>] public partial Value SpmatA { get; }

    [Operand<DenseTensorHandle>] public partial Value DnX { get; }

    [Operand<DenseTensorHandle>] public partial Value DnY { get; }

    [Attr] public partial IrType ComputeType { get; set; }

    [Result<Index>] public partial OpResult BufferSz { get; }

    [Result<AsyncToken>] public partial OpResult? AsyncToken { get; }
}

/// <summary>Adds a sparse matrix times a vector to a vector.</summary>
[Op("gpu.spmv", Format = "custom<AsyncDependencies>(type($asyncToken), $asyncDependencies) $spmatA (`{` $modeA^ `}`)? `,` $dnX "
    + "`,` $dnY `,` $buffer attr-dict `:` type($buffer) `into` $computeType")]
public sealed partial class SpMVOp : Operation, IAsyncOp
{
    [Operand<AsyncToken>] public partial OperandRange AsyncDependencies { get; }

    [Attr(Default = "TransposeMode.NonTranspose", Summary = GpuSparse.Transposition)]
    public partial TransposeMode ModeA { get; set; }

    [Operand<SparseMatrixHandle>] public partial Value SpmatA { get; }

    [Operand<DenseTensorHandle>] public partial Value DnX { get; }

    [Operand<DenseTensorHandle>] public partial Value DnY { get; }

    [Attr] public partial IrType ComputeType { get; set; }

    [Operand<AnyMemRef>] public partial Value Buffer { get; }

    [Result<AsyncToken>] public partial OpResult? AsyncToken { get; }
}

/// <summary>The working memory that <c>gpu.spmm</c> needs.</summary>
[Op("gpu.spmm_buffer_size", Format = "custom<AsyncDependencies>(type($asyncToken), $asyncDependencies) $spmatA (`{` $modeA^ "
    + "`}`)? `,` $dnmatB (`{` $modeB^ `}`)? `,` $dnmatC attr-dict `:` type($bufferSzs) `into` $computeType")]
[Traits(AttrSizedResultSegments)]
public sealed partial class SpMMBufferSizeOp : Operation, IAsyncOp
{
    [Operand<AsyncToken>] public partial OperandRange AsyncDependencies { get; }

    [Attr(Default = "TransposeMode.NonTranspose", Summary = GpuSparse.Transposition)]
    public partial TransposeMode ModeA { get; set; }

    [Attr(Default = "TransposeMode.NonTranspose", Summary = GpuSparse.Transposition)]
    public partial TransposeMode ModeB { get; set; }

    [Operand<SparseMatrixHandle>] public partial Value SpmatA { get; }

    [Operand<DenseTensorHandle>] public partial Value DnmatB { get; }

    [Operand<DenseTensorHandle>] public partial Value DnmatC { get; }

    [Attr] public partial IrType ComputeType { get; set; }

    [Result<Index>] public partial ResultRange BufferSzs { get; }

    [Result<AsyncToken>] public partial OpResult? AsyncToken { get; }
}

/// <summary>Adds a sparse matrix times a dense one to a dense one.</summary>
[Op("gpu.spmm", Format = "custom<AsyncDependencies>(type($asyncToken), $asyncDependencies) $spmatA (`{` $modeA^ `}`)? `,` "
    + "$dnmatB (`{` $modeB^ `}`)? `,` $dnmatC `,` $buffers attr-dict `:` type($buffers) `into` $computeType")]
[Traits(AttrSizedOperandSegments)]
public sealed partial class SpMMOp : Operation, IAsyncOp
{
    [Operand<AsyncToken>] public partial OperandRange AsyncDependencies { get; }

    [Attr(Default = "TransposeMode.NonTranspose", Summary = GpuSparse.Transposition)]
    public partial TransposeMode ModeA { get; set; }

    [Attr(Default = "TransposeMode.NonTranspose", Summary = GpuSparse.Transposition)]
    public partial TransposeMode ModeB { get; set; }

    [Operand<SparseMatrixHandle>] public partial Value SpmatA { get; }

    [Operand<DenseTensorHandle>] public partial Value DnmatB { get; }

    [Operand<DenseTensorHandle>] public partial Value DnmatC { get; }

    [Attr] public partial IrType ComputeType { get; set; }

    [Operand<AnyMemRef>] public partial OperandRange Buffers { get; }

    [Result<AsyncToken>] public partial OpResult? AsyncToken { get; }
}

/// <summary>The working memory that <c>gpu.sddmm</c> needs.</summary>
[Op("gpu.sddmm_buffer_size", Format = "custom<AsyncDependencies>(type($asyncToken), $asyncDependencies) $dnmatA (`{` $modeA^ "
    + "`}`)? `,` $dnmatB (`{` $modeB^ `}`)? `,` $spmatC attr-dict `into` $computeType")]
public sealed partial class SddmmBufferSizeOp : Operation, IAsyncOp
{
    [Operand<AsyncToken>] public partial OperandRange AsyncDependencies { get; }

    [Attr(Default = "TransposeMode.NonTranspose", Summary = GpuSparse.Transposition)]
    public partial TransposeMode ModeA { get; set; }

    [Attr(Default = "TransposeMode.NonTranspose", Summary = GpuSparse.Transposition)]
    public partial TransposeMode ModeB { get; set; }

    [Operand<DenseTensorHandle>] public partial Value DnmatA { get; }

    [Operand<DenseTensorHandle>] public partial Value DnmatB { get; }

    [Operand<SparseMatrixHandle>] public partial Value SpmatC { get; }

    [Attr] public partial IrType ComputeType { get; set; }

    [Result<Index>] public partial OpResult BufferSz { get; }

    [Result<AsyncToken>] public partial OpResult? AsyncToken { get; }
}

/// <summary>Adds those elements of a product of dense matrices that a sparse one stores.</summary>
[Op("gpu.sddmm", Format = "custom<AsyncDependencies>(type($asyncToken), $asyncDependencies) $dnmatA (`{` $modeA^ `}`)? `,` "
    + "$dnmatB (`{` $modeB^ `}`)? `,` $spmatC `,` $buffer attr-dict `:` type($buffer) `into` $computeType")]
public sealed partial class SddmmOp : Operation, IAsyncOp
{
    [Operand<AsyncToken>] public partial OperandRange AsyncDependencies { get; }

    [Attr(Default = "TransposeMode.NonTranspose", Summary = GpuSparse.Transposition)]
    public partial TransposeMode ModeA { get; set; }

    [Attr(Default = "TransposeMode.NonTranspose", Summary = GpuSparse.Transposition)]
    public partial TransposeMode ModeB { get; set; }

    [Operand<DenseTensorHandle>] public partial Value DnmatA { get; }

    [Operand<DenseTensorHandle>] public partial Value DnmatB { get; }

    [Operand<SparseMatrixHandle>] public partial Value SpmatC { get; }

    [Attr] public partial IrType ComputeType { get; set; }

    [Operand<AnyMemRef>] public partial Value Buffer { get; }

    [Result<AsyncToken>] public partial OpResult? AsyncToken { get; }
}

internal static class GpuSparse
{
    public const string Transposition = "transpose mode of sparse matrix supported by sparse tensor ops";
}
