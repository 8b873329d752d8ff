using System;
using System.Linq;

namespace Weft.IR;

/// <summary>Rules on masks.</summary>
public static partial class VectorMaskCanonicalization
{
    // create_mask(c...) -> constant_mask [c...]
    [Rule]
    private static Operation? OfConstants(CreateMaskOp op)
    {
        var type = (VectorType)op.Result.Type;
        var dims = type.Rank == 0 ? [new VectorDim(1)] : type.Dims;
        var sizes = new long[dims.Count];
        for (var i = 0; i < sizes.Length; i++)
        {
            if (VectorMasks.KnownSize(op.Sizes[i], dims[i]) is not { } size) return null;
            sizes[i] = size;
        }

        return VectorMasks.Constant(sizes, type);
    }

    // a slice of constant_mask -> constant_mask
    [Rule]
    private static Operation? SliceOfConstant(ExtractStridedSliceOp op)
    {
        if (op.Vector.Def is not ConstantMaskOp mask) return null;
        var (offsets, lengths) = (op.Offsets.Int64s, op.Sizes.Int64s);
        var sizes = mask.MaskDimSizes.Int64s.Select((size, d) =>
            d < offsets.Count ? Math.Max(0, Math.Min(offsets[d] + lengths[d], size) - offsets[d]) : size);
        return VectorMasks.Constant([.. sizes], op.Results[0].Type);
    }

    // mask(m) { yield x } -> x
    [Rule]
    private static bool OnNothing(MaskOp op, Rewriter rewriter) =>
        op.Masked is null && rewriter.Replace(op, op.MaskRegion.Entry.Last!.Operands);
}
