namespace Weft.IR;

/// <summary>The canonical form of all dialects. Laws: the right side is never worse; constants go right; there is no rule that only
/// commutes or reassociates; a rule set run twice changes nothing the second time.</summary>
public static class Canonicalization
{
    /// <summary>MLIR's own, a line for each dialect.</summary>
    public static RuleSet Rules { get; } = RuleSet.Concat(
        LinalgCanonicalization.OfDialect, TensorCastCanonicalization.OfDialect,
        GpuCanonicalization.Rules,
        ArithCanonicalization.Rules, ExtendedCanonicalization.Rules, CompareCanonicalization.Rules, CastCanonicalization.Rules,
        SelectCanonicalization.Rules,
        ScfCanonicalization.Rules, IfCanonicalization.Rules, ScfWhileCanonicalization.Rules, ScfParallelCanonicalization.Rules,
        ForallCanonicalization.Rules,
        CfCanonicalization.Rules, SwitchCanonicalization.Rules,
        FuncCanonicalization.Rules,
        MemRefCanonicalization.Rules, SubViewCanonicalization.Rules, MemRefViewCanonicalization.Rules,
        ReshapeCanonicalization.Rules,
        AffineCanonicalization.Rules, AffineMinMaxCanonicalization.Rules,
        LinalgCanonicalization.Rules,
        VectorTransferCanonicalization.Rules, VectorMemoryCanonicalization.Rules, VectorMaskCanonicalization.Rules,
        VectorTransposeCanonicalization.Rules, VectorReductionCanonicalization.Rules, VectorProductCanonicalization.Rules,
        VectorExtractCanonicalization.Rules, VectorInsertCanonicalization.Rules, VectorSliceCanonicalization.Rules,
        VectorShapeCanonicalization.Rules,
        TensorCastCanonicalization.Rules, TensorDimCanonicalization.Rules, TensorElementCanonicalization.Rules,
        TensorSliceCanonicalization.Rules, TensorReshapeCanonicalization.Rules, TensorPadCanonicalization.Rules,
        TensorPackCanonicalization.Rules);

    /// <summary>With those that mlir-opt lacks: for kernels, whose text nobody compares.</summary>
    public static RuleSet WithOwn { get; } = RuleSet.Concat(Rules, OwnArithRules.Rules, OwnScfRules.Rules, OwnMemRefRules.Rules);
}
