using System.Linq;

namespace Weft.IR;

/// <summary>Rules on vectors whose elements are repeated, listed, mixed or seen in another shape.</summary>
public static partial class VectorShapeCanonicalization
{
    // broadcast(broadcast(x)) -> broadcast(x)
    [Rule]
    private static Operation? BroadcastTwice(VectorBroadcastOp op) =>
        op.Source.Def is VectorBroadcastOp { Source: var x } ? new VectorBroadcastOp(x, op.Vector.Type) : null;

    // from_elements(x, x...) -> splat(x)
    [Rule]
    private static Operation? EqualElements(VectorFromElementsOp op) =>
        op.Elements.Count > 0 && op.Elements.All(e => e == op.Elements[0]) ? new VectorSplatOp(op.Elements[0], op.Result.Type) : null;

    // shape_cast(c) -> c, when all its elements are equal
    [Rule]
    private static Operation? CastOfConstant(ShapeCastOp op) =>
        op.Source.Def is ConstantOp { Value: DenseElementsAttr { IsSplat: true } splat }
            ? new ConstantOp(splat with { ShapedType = op.ResultType }) : null;

    // shape_cast(create_mask(n..., 1)) -> create_mask(n...), and the same for constant_mask: without last dimensions of one element
    [Rule]
    private static Operation? CastOfMask(ShapeCastOp op)
    {
        var (source, kept) = (op.SourceType, op.ResultType.Rank);
        if (source == op.ResultType || op.ResultType != WithoutLastOnes(source)) return null;
        return op.Source.Def switch
        {
            CreateMaskOp mask when mask.Sizes.Skip(kept).All(size => ConstantOp.IntegerOf(size) == 1) =>
                new CreateMaskOp([.. mask.Sizes.Take(kept)], op.ResultType),
            ConstantMaskOp mask when mask.MaskDimSizes.Int64s.Skip(kept).All(size => size == 1) =>
                new ConstantMaskOp(new ArrayAttr(mask.MaskDimSizes.Elements.Take(kept).ToSequence()), op.ResultType),
            _ => null,
        };
    }

    // shape_cast(broadcast(x)) -> broadcast(x), when the shape ends with x's, or shape_cast(x), when nothing is repeated
    [Rule]
    private static Operation? CastOfBroadcast(ShapeCastOp op)
    {
        if (op.Source.Def is not VectorBroadcastOp { Source: var x }) return null;
        if (x.Type is not VectorType type || (op.ResultType.Shape.EndsWith(type.Shape) && IsRepeatedWhole(type, op.SourceType)))
            return new VectorBroadcastOp(x, op.ResultType);
        return type.ElementCount == op.ResultType.ElementCount ? ShapeCastOp.Of(x, op.ResultType) : null;
    }

    // Whether all the elements follow each other again and again. MLIR does not ask.
    private static bool IsRepeatedWhole(VectorType type, VectorType by) =>
        by.Shape.EndsWith([.. type.Shape.SkipWhile(extent => extent == 1)]);

    // shuffle(x, y)[0] -> broadcast(x), shuffle(x, y)[1] -> broadcast(y), when both are one element without dimensions
    [Rule]
    private static Operation? ShuffleOfElements(VectorShuffleOp op) =>
        op.V1.Type is VectorType { Rank: 0 } && op.Mask.Elements.Count == 1
            ? new VectorBroadcastOp(op.Mask.Int64s[0] == 0 ? op.V1 : op.V2, op.Vector.Type) : null;

    // shuffle(splat(x), splat(x)) -> splat(x)
    [Rule]
    private static Operation? ShuffleOfSplats(VectorShuffleOp op) =>
        op.V1.Def is VectorSplatOp { Input: var x } && op.V2.Def is VectorSplatOp { Input: var y } && x == y
            ? new VectorSplatOp(x, op.Vector.Type) : null;

    // shuffle(x, y)[0, n, 1, n + 1...] -> interleave(x, y)
    [Rule]
    private static Operation? ShuffleInTurn(VectorShuffleOp op)
    {
        var (mask, half) = (op.Mask.Int64s, op.Mask.Elements.Count / 2);
        return op.Vector.Type is VectorType { Rank: 1 } && op.V1.Type == op.V2.Type && ((VectorType)op.V1.Type).ElementCount == half
            && mask.Count == 2 * half && mask.SequenceEqual(Enumerable.Range(0, 2 * half).Select(i => (i / 2) + (i % 2 * (long)half)))
            ? new InterleaveOp(op.V1, op.V2) : null;
    }

    // One dimension stays.
    private static VectorType WithoutLastOnes(VectorType type)
    {
        var count = type.Rank;
        while (count > 0 && type.Shape[count - 1] == 1 && !type.IsScalable(count - 1)) count--;
        return VectorType.Of(count == 0 ? type.Dims.Take(1) : type.Dims.Take(count), type.Element);
    }
}
