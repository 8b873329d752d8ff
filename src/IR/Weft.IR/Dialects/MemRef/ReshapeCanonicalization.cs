using System.Linq;

namespace Weft.IR;

/// <summary>Rules on dimensions of memory that are split and joined.</summary>
public static partial class ReshapeCanonicalization
{
    // collapse_shape(collapse_shape(x)) -> collapse_shape(x)
    [Rule]
    private static Operation? JoinedTwice(MemRefCollapseShapeOp op) =>
        op.Src.Def is MemRefCollapseShapeOp before && HasNoLayout(before.Src, op.Src, op.Result)
        && Reassociation.Compose(before.Groups, op.Groups) is { } groups
            ? new MemRefCollapseShapeOp(groups.ToAttribute(), before.Src, op.Result.Type)
            : null;

    // expand_shape(expand_shape(x)) -> expand_shape(x)
    [Rule]
    private static Operation? SplitTwice(MemRefExpandShapeOp op) =>
        op.Src.Def is MemRefExpandShapeOp before && HasNoLayout(before.Src, op.Src, op.Result)
        && Reassociation.Compose(op.Groups, before.Groups) is { } groups
            ? new MemRefExpandShapeOp(
                groups.ToAttribute(), op.StaticOutputShape, before.Src, op.OutputShape.ToArray(), op.Result.Type)
            : null;

    // expand_shape(collapse_shape(x)) -> what takes x's shape to the result's
    [Rule]
    private static Operation? SplitJoined(MemRefExpandShapeOp op)
    {
        if (op.Src.Def is not MemRefCollapseShapeOp { Src: var x } before || !HasNoLayout(x, op.Src, op.Result)) return null;
        var (from, to) = (((ShapedType)x.Type).Shape, ((ShapedType)op.Result.Type).Shape);
        if (from.Count == to.Count) return null;
        if (from.Count > to.Count)
            return PartwiseReassociation.Of(before.Groups, op.Groups, from, to) is { } joined
                ? new MemRefCollapseShapeOp(joined.ToAttribute(), x, op.Result.Type) : null;
        return PartwiseReassociation.Of(op.Groups, before.Groups, to, from) is { } split
            ? new MemRefExpandShapeOp(split.ToAttribute(), op.StaticOutputShape, x, op.OutputShape.ToArray(), op.Result.Type) : null;
    }

    // collapse_shape(expand_shape(x)) -> what takes x's shape to the result's
    [Rule]
    private static Operation? JoinedSplit(MemRefCollapseShapeOp op, Rewriter rewriter)
    {
        if (op.Src.Def is not MemRefExpandShapeOp { Src: var x } before) return null;
        var (from, to) = ((MemRefType)x.Type, (MemRefType)op.Result.Type);
        if (from == to) return null;
        var more = from.Rank > to.Rank;
        if (Reassociation.Between(more ? op.Groups : before.Groups, more ? before.Groups : op.Groups) is not { } groups) return null;
        if (from.Rank == to.Rank) return new MemRefCastOp(x, to);
        if (more) return HasNoLayout(x, op.Src, op.Result) ? new MemRefCollapseShapeOp(groups.ToAttribute(), x, to) : null;
        return HasNoLayout(x, op.Src, op.Result) ? MemRefExpandShapeOp.Of(rewriter.BuilderBefore(op), x, groups, to) : null;
    }

    // collapse_shape(cast(x)) -> cast(collapse_shape(x)), when the cast forgets
    [Rule]
    private static bool OfCast(MemRefCollapseShapeOp op, Rewriter rewriter)
    {
        if (op.Src.Def is not MemRefCastOp { Forgets: true } cast) return false;
        var source = (MemRefType)cast.Source.Type;
        if (ReshapeTypes.Collapse(source, op.Groups.Collapse(source.Shape), op.Groups) is not { } type) return false;
        if (type == op.Result.Type) return rewriter.SetOperand(op, 0, cast.Source);
        var joined = rewriter.InsertBefore(op, new MemRefCollapseShapeOp(op.Reassociation, cast.Source, type));
        return rewriter.Replace(op, new MemRefCastOp(joined.Result, op.Result.Type));
    }

    private static bool HasNoLayout(params Value[] values) => values.All(v => ((MemRefType)v.Type).HasIdentityLayout);
}
