using System.Linq;

namespace Weft.IR;

/// <summary>Rules on extractions that make something new of what the vector was made of.</summary>
public static partial class VectorExtractCanonicalization
{
    // extract(c)[i] -> c, when all its elements are equal
    [Rule]
    private static Operation? OfSplatConstant(VectorExtractOp op) =>
        Folding.ConstantOf(op.Vector) is DenseElementsAttr { IsSplat: true } splat
            && ConstantVectors.Spread(splat, op.Result.Type) is { } part ? new ConstantOp(part) : null;

    // extract(c)[i] -> c[i]
    [Rule]
    private static Operation? OfConstant(VectorExtractOp op)
    {
        if (op.DynamicPosition.Count > 0 || Folding.ConstantOf(op.Vector) is not DenseElementsAttr { IsSplat: false } constant) return null;
        var count = op.Result.Type is VectorType part ? part.ElementCount : 1;
        var first = Extents.Number(op.StaticPosition, op.SourceType.Shape);
        return ConstantVectors.Take(constant, Enumerable.Range((int)first, (int)count).Select(i => (long)i), op.Result.Type) is { } taken
            ? new ConstantOp(taken) : null;
    }

    // extract(broadcast(x))[i] -> broadcast(x); an element, when x is one without dimensions -> extractelement(x)
    [Rule]
    private static Operation? OfBroadcast(VectorExtractOp op)
    {
        var source = op.Vector.Def switch
        {
            VectorBroadcastOp { Source: var x } => x,
            VectorSplatOp { Input: var x } => x,
            _ => null,
        };
        if (source is null) return null;
        if (op.Result.Type is VectorType part)
            return VectorBroadcastOp.Obstacle(source.Type, part) is null ? new VectorBroadcastOp(source, part) : null;
        return source.Type is VectorType { Rank: 0 } ? new ExtractElementOp(source, null) : null;
    }

    // extract(create_mask(n, m...))[i] -> create_mask(m...) when i < n, false when not
    [Rule]
    private static Operation? OfMask(VectorExtractOp op)
    {
        if (op.Vector.Def is not CreateMaskOp mask || op.Result.Type is not VectorType part) return null;
        var (isFalse, isKnown) = (VectorMasks.Uniform(op.Vector) == false, true);
        for (var d = 0; d < op.StaticPosition.Count; d++)
        {
            var (at, size) = (op.StaticPosition[d], ConstantOp.IntegerOf(mask.Sizes[d]));
            if (Extents.IsOpen(at)) isKnown &= size >= op.SourceType.Shape[d];
            else if (size is null) isKnown = false;
            else isFalse |= at >= size;
        }

        return isFalse ? new ConstantOp(DenseElementsAttr.Splat(IntegerAttr.Bool(false), part))
            : isKnown ? new CreateMaskOp([.. mask.Sizes.Skip(op.StaticPosition.Count)], part)
            : null;
    }

    // extract(shape_cast(x))[i] -> shape_cast(x), when the part is all there is
    [Rule]
    private static Operation? OfShapeCast(VectorExtractOp op) =>
        op.Vector.Def is ShapeCastOp { Source: { Type: VectorType type } x } && op.Result.Type is VectorType part
            && type.ElementCount == part.ElementCount ? ShapeCastOp.Of(x, part) : null;

    // extract(from_elements(x, y...))[i] -> from_elements of those of the part
    [Rule]
    private static Operation? OfElements(VectorExtractOp op)
    {
        if (op.DynamicPosition.Count > 0 || op.Result.Type is not VectorType part || op.Vector.Def is not VectorFromElementsOp list)
            return null;
        var first = Extents.Number(op.StaticPosition, op.SourceType.Shape);
        return new VectorFromElementsOp(list.Elements.Slice((int)first, (int)part.ElementCount), part);
    }
}
