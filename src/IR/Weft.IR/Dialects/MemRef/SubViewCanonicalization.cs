using System.Linq;

namespace Weft.IR;

/// <summary>Rules on views of parts of memory.</summary>
public static partial class SubViewCanonicalization
{
    // subview(x)[%c] -> cast(subview(x)[c])
    [Rule]
    private static Operation? ConstantIndices(SubViewOp op, Rewriter rewriter) => op.FoldedParts is var (offsets, sizes, strides)
        ? Recast(op, op.Source, offsets, sizes, strides, rewriter) : null;

    // subview(cast(x)) -> cast(subview(x)), when the cast forgets
    [Rule]
    private static Operation? OfCast(SubViewOp op, Rewriter rewriter) =>
        !op.Operands.Any(v => ConstantOp.IntegerOf(v) is not null)
        && op.Source.Def is MemRefCastOp { Forgets: true } cast
            ? Recast(op, cast.Source, op.MixedOffsets, op.MixedSizes, op.MixedStrides, rewriter)
            : null;

    // subview(x) of all of x, under another type -> cast(x)
    [Rule]
    private static Operation? WholeRecast(SubViewOp op)
    {
        var (from, to) = (op.SourceType, (MemRefType)op.Result.Type);
        if (from.Rank != to.Rank || !op.MixedOffsets.All(o => o.Is(0)) || !op.MixedStrides.All(s => s.Is(1))) return null;
        for (var d = 0; d < from.Rank; d++)
            if (Extents.IsOpen(from.Shape[d]) || !op.MixedSizes[d].Is(from.Shape[d])) return null;
        return new MemRefCastOp(op.Source, to);
    }

    private static MemRefCastOp? Recast(
        SubViewOp op, Value source, MixedIndex[] offsets, MixedIndex[] sizes, MixedIndex[] strides, Rewriter rewriter)
    {
        var (o, s, t) = (MixedIndex.Split(offsets), MixedIndex.Split(sizes), MixedIndex.Split(strides));
        var full = SubViewTypes.Infer((MemRefType)source.Type, o.Numbers, s.Numbers, t.Numbers);
        if (full is null || op.DroppedDimensions is not { } dropped) return null;
        var type = SubViewTypes.Without(full, dropped);
        var view = new SubViewOp(o.Numbers, s.Numbers, t.Numbers, source, o.Values, s.Values, t.Values, type);
        return new MemRefCastOp(rewriter.InsertBefore(op, view).Result, op.Result.Type);
    }
}
