using System.Linq;

namespace Weft.IR;

/// <summary>Rules on dimensions of tensors that are split and joined, and on their extents.</summary>
public static partial class TensorReshapeCanonicalization
{
    // expand_shape(expand_shape(x)) -> expand_shape(x)
    [Rule]
    private static Operation? SplitTwice(TensorExpandShapeOp op) =>
        op.Src.Def is TensorExpandShapeOp before && Reassociation.Compose(op.Groups, before.Groups) is { } groups
            ? Split(op, before.Src, groups) : null;

    // expand_shape(collapse_shape(x)) -> what takes x's shape to the result's
    [Rule]
    private static Operation? SplitJoined(TensorExpandShapeOp op)
    {
        if (op.Src.Def is not TensorCollapseShapeOp { Src: var x } before) return null;
        var (from, to) = (((ShapedType)x.Type).Shape, ((ShapedType)op.Result.Type).Shape);
        if (from.Count == to.Count) return null;
        if (from.Count > to.Count)
            return PartwiseReassociation.Of(before.Groups, op.Groups, from, to) is { } joined
                ? new TensorCollapseShapeOp(joined.ToAttribute(), x, op.Result.Type) : null;
        return PartwiseReassociation.Of(op.Groups, before.Groups, to, from) is { } split ? Split(op, x, split) : null;
    }

    // expand_shape(splat(v)) -> splat(v)
    [Rule]
    private static Operation? SplitSplat(TensorExpandShapeOp op) => OfSplat(op.Src, op.Result.Type);

    // expand_shape(from_elements(a, b)) -> from_elements(a, b)
    [Rule]
    private static Operation? SplitElements(TensorExpandShapeOp op) => OfElements(op.Src, op.Result.Type);

    // collapse_shape(collapse_shape(x)) -> collapse_shape(x)
    [Rule]
    private static Operation? JoinedTwice(TensorCollapseShapeOp op) =>
        op.Src.Def is TensorCollapseShapeOp before && Reassociation.Compose(before.Groups, op.Groups) is { } groups
            ? new TensorCollapseShapeOp(groups.ToAttribute(), before.Src, op.Result.Type) : null;

    // collapse_shape(expand_shape(x)) -> what takes x's shape to the result's
    [Rule]
    private static Operation? JoinedSplit(TensorCollapseShapeOp op, Rewriter rewriter)
    {
        if (op.Src.Def is not TensorExpandShapeOp { Src: var x } before || x.Type == op.Result.Type) return null;
        var (from, to) = (((ShapedType)x.Type).Rank, ((ShapedType)op.Result.Type).Rank);
        var (coarse, fine) = from > to ? (op.Groups, before.Groups) : (before.Groups, op.Groups);
        if (Reassociation.Between(coarse, fine) is not { } groups) return null;
        if (from == to) return new TensorCastOp(x, op.Result.Type);
        if (from > to) return new TensorCollapseShapeOp(groups.ToAttribute(), x, op.Result.Type);
        return TensorExpandShapeOp.Of(rewriter.BuilderBefore(op), x, groups, (RankedTensorType)op.Result.Type);
    }

    // collapse_shape(splat(v)) -> splat(v)
    [Rule]
    private static Operation? JoinedSplat(TensorCollapseShapeOp op) => OfSplat(op.Src, op.Result.Type);

    // collapse_shape(from_elements(a, b)) -> from_elements(a, b)
    [Rule]
    private static Operation? JoinedElements(TensorCollapseShapeOp op) => OfElements(op.Src, op.Result.Type);

    // collapse_shape(cast(x)) -> cast(collapse_shape(x)), when the cast forgets
    [Rule]
    private static bool JoinedCast(TensorCollapseShapeOp op, Rewriter rewriter)
    {
        if (op.Src.BeforeForgetting is not { Type: RankedTensorType from } x) return false;
        var type = new RankedTensorType(op.Groups.Collapse(from.Shape), from.Element);
        return type == op.Result.Type
            ? rewriter.SetOperand(op, 0, x) : rewriter.ReplaceRecast(op, new TensorCollapseShapeOp(op.Reassociation, x, type));
    }

    // dim(expand_shape(x), i) -> the extent of x's dimension, divided by those beside i
    [Rule]
    private static Operation? ExtentOfSplit(TensorDimOp op, Rewriter rewriter)
    {
        if (op is not { OpenIndex: { } index, Source: { Def: TensorExpandShapeOp split, Type: RankedTensorType type } }) return null;
        var group = split.Groups.IndexOf(index);
        var others = Extents.Product(split.Groups[group].Where(d => d != index).Select(d => type.Shape[d]));
        if (Extents.IsOpen(others)) return null;
        var extent = TensorDimOp.Of(rewriter.BuilderBefore(op), split.Src, group);
        return new AffineApplyOp(new(new AffineMap(0, 1, [AffineExpr.Symbol(0).FloorDiv(AffineExpr.Constant(others))]), [extent]));
    }

    // dim(collapse_shape(x), i) -> the product of the extents of x that are joined
    [Rule]
    private static Operation? ExtentOfJoined(TensorDimOp op, Rewriter rewriter)
    {
        if (op is not { OpenIndex: { } index, Source.Def: TensorCollapseShapeOp joined }) return null;
        var builder = rewriter.BuilderBefore(op);
        var extents = joined.Groups[index].Select(d => TensorDimOp.Of(builder, joined.Src, d)).ToArray();
        var product = Enumerable.Range(0, extents.Length).Select(AffineExpr.Symbol).Aggregate((a, b) => a * b);
        return new AffineApplyOp(new(new AffineMap(0, extents.Length, [product]), extents));
    }

    private static TensorExpandShapeOp Split(TensorExpandShapeOp op, Value x, Reassociation groups) =>
        new(groups.ToAttribute(), op.StaticOutputShape, x, op.OutputShape.ToArray(), op.Result.Type);

    private static Operation? OfSplat(Value source, IrType type) =>
        source is { Def: TensorSplatOp splat, Type: RankedTensorType { HasStaticShape: true } }
            ? new TensorSplatOp(splat.Input, [], type) : null;

    private static Operation? OfElements(Value source, IrType type) =>
        source.Def is TensorFromElementsOp { Elements: var elements } && type is RankedTensorType { HasStaticShape: true }
            ? new TensorFromElementsOp(elements.ToArray(), type) : null;
}
