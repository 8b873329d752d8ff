namespace Weft.IR;

/// <summary>Rules that mlir-opt lacks; kernels profit from them.</summary>
public static partial class OwnMemRefRules
{
    // dim(cast(x) to an unranked type) -> dim(x)
    [Rule]
    private static bool DimOfUnranked(DimOp op, Rewriter rewriter) =>
        op.Source is { Type: UnrankedMemRefType, Def: MemRefCastOp { Source: { Type: MemRefType } source } }
        && rewriter.SetOperand(op, 0, source);
}
