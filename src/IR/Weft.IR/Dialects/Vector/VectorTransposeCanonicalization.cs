using System.Linq;

namespace Weft.IR;

/// <summary>Rules that see through transpositions.</summary>
public static partial class VectorTransposeCanonicalization
{
    // transpose(create_mask(n...), p) -> create_mask(p of n...), and the same for constant_mask
    [Rule]
    private static Operation? OfMask(VectorTransposeOp op) => op.Vector.Def switch
    {
        CreateMaskOp mask => new CreateMaskOp([.. op.Permutation.Select(d => mask.Sizes[(int)d])], op.Result.Type),
        ConstantMaskOp mask => new ConstantMaskOp(ArrayAttr.I64(Extents.Permute(mask.MaskDimSizes.Int64s, op.Permutation)), op.Result.Type),
        _ => null,
    };

    // transpose(broadcast(x)) -> broadcast(x), when x is one element
    [Rule]
    private static Operation? OfBroadcast(VectorTransposeOp op) =>
        op.Vector.Def is VectorBroadcastOp { Source: var x } && x.Type is not VectorType { ElementCount: not 1 }
            ? new VectorBroadcastOp(x, op.Result.Type) : null;

    // transpose(transpose(x, p), q) -> transpose(x, q of p)
    [Rule]
    private static Operation? Twice(VectorTransposeOp op) => op.Vector.Def is VectorTransposeOp inner
        ? new VectorTransposeOp(Extents.Permute(inner.Permutation, op.Permutation), inner.Vector, op.Result.Type) : null;

    // transpose(splat(x)) -> splat(x)
    [Rule]
    private static Operation? OfSplat(VectorTransposeOp op) =>
        op.Vector.Def is VectorSplatOp { Input: var x } ? new VectorSplatOp(x, op.Result.Type) : null;
}
