namespace Weft.IR;

// Products of two sparse matrices, in steps: how many elements the result has is known only on the way.

/// <summary>What a product of sparse matrices keeps between its steps.</summary>
[Op("gpu.spgemm_create_descr", Format = GpuForms.Async + "attr-dict")]
public sealed partial class SpGemmCreateDescrOp : Operation, IAsyncOp
{
    [Operand<AsyncToken>] public partial OperandRange AsyncDependencies { get; }

    [Result<SpGemmHandle>] public partial OpResult Desc { get; }

    [Result<AsyncToken>] public partial OpResult? AsyncToken { get; }
}

/// <summary>Ends the life of what a sparse product keeps.</summary>
[Op("gpu.spgemm_destroy_descr", Format = GpuForms.Async + "$desc attr-dict")]
public sealed partial class SpGemmDestroyDescrOp : Operation, IAsyncOp
{
    [Operand<AsyncToken>] public partial OperandRange AsyncDependencies { get; }

    [Operand<SpGemmHandle>] public partial Value Desc { get; }

    [Result<AsyncToken>] public partial OpResult? AsyncToken { get; }
}

/// <summary>A step of a product of sparse matrices: says what memory it needs, or does it.</summary>
[Op("gpu.spgemm_work_estimation_or_compute", Format = GpuForms.Async + "`{` $kind `}` " + GpuForms.SparseA + "`,` "
    + GpuForms.SparseB + "`,` $spmatC `,` $desc `,` $bufferSz `,` $buffer attr-dict `:` $computeType `into` type($buffer)")]
public sealed partial class SpGemmWorkEstimationOrComputeOp : Operation, IAsyncOp
{
    [Operand<AsyncToken>] public partial OperandRange AsyncDependencies { get; }

    [Operand<SpGemmHandle>] public partial Value Desc { get; }

    [Attr(Default = "TransposeMode.NonTranspose")] public partial TransposeMode ModeA { get; set; }

    [Attr(Default = "TransposeMode.NonTranspose")] public partial TransposeMode ModeB { get; set; }

    [Operand<SparseMatrixHandle>] public partial Value SpmatA { get; }

    [Operand<SparseMatrixHandle>] public partial Value SpmatB { get; }

    [Operand<SparseMatrixHandle>] public partial Value SpmatC { get; }

    [Attr] public partial IrType ComputeType { get; set; }

    [Operand<Index>] public partial Value BufferSz { get; }

    [Operand<AnyMemRef>] public partial Value Buffer { get; }

    [Attr] public partial SpGemmPhase Kind { get; set; }

    [Result<Index>] public partial OpResult BufferSzNew { get; }

    [Result<AsyncToken>] public partial OpResult? AsyncToken { get; }
}

/// <summary>Puts the result of a sparse product in its matrix.</summary>
[Op("gpu.spgemm_copy", Format = GpuForms.Async + GpuForms.SparseA + "`,` " + GpuForms.SparseB + "`,` $spmatC `,` $desc attr-dict "
    + "`:` $computeType")]
public sealed partial class SpGemmCopyOp : Operation, IAsyncOp
{
    [Operand<AsyncToken>] public partial OperandRange AsyncDependencies { get; }

    [Operand<SpGemmHandle>] public partial Value Desc { get; }

    [Attr(Default = "TransposeMode.NonTranspose")] public partial TransposeMode ModeA { get; set; }

    [Attr(Default = "TransposeMode.NonTranspose")] public partial TransposeMode ModeB { get; set; }

    [Operand<SparseMatrixHandle>] public partial Value SpmatA { get; }

    [Operand<SparseMatrixHandle>] public partial Value SpmatB { get; }

    [Operand<SparseMatrixHandle>] public partial Value SpmatC { get; }

    [Attr] public partial IrType ComputeType { get; set; }

    [Result<AsyncToken>] public partial OpResult? AsyncToken { get; }
}
