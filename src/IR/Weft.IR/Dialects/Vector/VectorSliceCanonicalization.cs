using System;
using System.Linq;

namespace Weft.IR;

/// <summary>Rules on boxes that are cut out.</summary>
public static partial class VectorSliceCanonicalization
{
    // extract_strided_slice(constant_mask) -> constant_mask
    [Rule]
    private static Operation? OfMask(ExtractStridedSliceOp op)
    {
        if (op.Vector.Def is not ConstantMaskOp mask) return null;
        var (offsets, boxes) = (op.Offsets.Int64s, op.Sizes.Int64s);
        var sizes = mask.MaskDimSizes.Int64s.Select((size, d) =>
            d < offsets.Count ? Math.Max(0, Math.Min(boxes[d], size - offsets[d])) : size).ToArray();
        return VectorMasks.Constant(sizes, op.Result.Type);
    }

    // extract_strided_slice(c) -> constant
    [Rule]
    private static Operation? OfConstant(ExtractStridedSliceOp op)
    {
        if (Folding.ConstantOf(op.Vector) is not DenseElementsAttr constant) return null;
        if (constant.IsSplat) return new ConstantOp(constant with { ShapedType = (VectorType)op.Result.Type });
        var (shape, offsets) = (op.SourceType.Shape, op.Offsets.Int64s);
        var numbers = Extents.NumbersIn(
            [.. offsets, .. new long[shape.Count - offsets.Count]], ((VectorType)op.Result.Type).Shape, shape);
        return ConstantVectors.Take(constant, numbers, op.Result.Type) is { } box ? new ConstantOp(box) : null;
    }

    // extract_strided_slice(broadcast(x)) -> broadcast(x), or of the box of x that is repeated
    [Rule]
    private static Operation? OfBroadcast(ExtractStridedSliceOp op, Rewriter rewriter)
    {
        if (op.Vector.Def is not VectorBroadcastOp { Source: var x }) return null;
        if (x.Type is not VectorType { ElementCount: > 1 } type) return new VectorBroadcastOp(x, op.Result.Type);
        // Of what is repeated in a dimension there is only the first.
        var lead = op.SourceType.Rank - type.Rank;
        var offsets = op.Offsets.Int64s.Skip(lead).Select((at, d) => type.Shape[d] == 1 ? 0 : at).ToSequence();
        var sizes = op.Sizes.Int64s.Skip(lead).Select((size, d) => Math.Min(size, type.Shape[d])).ToSequence();
        var box = ExtractStridedSliceOp.SliceOf(type, sizes);
        if (box != type)
            x = rewriter.InsertBefore(op, new ExtractStridedSliceOp(
                ArrayAttr.I64(offsets), ArrayAttr.I64(sizes), ArrayAttr.I64(sizes.Select(_ => 1L)), x, box)).Result;
        return new VectorBroadcastOp(x, op.Result.Type);
    }

    // extract_strided_slice(splat(x)) -> splat(x)
    [Rule]
    private static Operation? OfSplat(ExtractStridedSliceOp op) =>
        op.Vector.Def is VectorSplatOp { Input: var x } ? new VectorSplatOp(x, op.Result.Type) : null;
}
