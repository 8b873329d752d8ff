using System.Linq;

namespace Weft.IR;

/// <summary>Rules on slices of tensors, taken out and put in.</summary>
public static partial class TensorSliceCanonicalization
{
    // extract_slice(x)[%c] -> cast(extract_slice(x)[c])
    [Rule]
    private static bool ExtractAtConstants(ExtractSliceOp op, Rewriter rewriter) =>
        op.FoldedParts is var (offsets, sizes, strides) && rewriter.ReplaceRecast(op, ExtractSliceOp.Of(
            op.Source, offsets, sizes, strides, TensorSlices.Reduced(op.SourceType, sizes, ((ShapedType)op.Result.Type).Rank)));

    // extract_slice(cast(x)) -> extract_slice(x), when the cast forgets
    [Rule]
    private static bool ExtractOfCast(ExtractSliceOp op, Rewriter rewriter) =>
        op.Source.BeforeForgetting is { } x && !HasConstants(op) && rewriter.ReplaceRecast(op, ExtractSliceOp.Of(
            x, op.MixedOffsets, op.MixedSizes, op.MixedStrides,
            TensorSlices.Reduced((RankedTensorType)x.Type, op.MixedSizes, ((ShapedType)op.Result.Type).Rank)));

    [Rule]
    private static bool InsertAtConstants(InsertSliceOp op, Rewriter rewriter) => FoldParts(op, rewriter);

    [Rule]
    private static bool ParallelAtConstants(ParallelInsertSliceOp op, Rewriter rewriter) => FoldParts(op, rewriter);

    [Rule]
    private static bool InsertOfCast(InsertSliceOp op, Rewriter rewriter) => SkipCasts(op, rewriter);

    [Rule]
    private static bool ParallelOfCast(ParallelInsertSliceOp op, Rewriter rewriter) => SkipCasts(op, rewriter);

    [Rule]
    private static bool InsertOfKnownSize(InsertSliceOp op, Rewriter rewriter) => CastSource(op, rewriter);

    [Rule]
    private static bool ParallelOfKnownSize(ParallelInsertSliceOp op, Rewriter rewriter) => CastSource(op, rewriter);

    // insert_slice(x, y)[%c] -> insert_slice(cast(x), y)[c]
    private static bool FoldParts<T>(T op, Rewriter rewriter) where T : Operation, ISliceInsertion
    {
        if (op.FoldedParts is not var (offsets, sizes, strides)) return false;
        var type = TensorSlices.Reduced(op.DestType, sizes, ((ShapedType)op.Source.Type).Rank);
        return rewriter.Replace(op, (Operation)op.With(
            BuilderOfSource(op, rewriter).Cast(op.Source, type), op.Dest, offsets, sizes, strides));
    }

    // insert_slice(cast(x), cast(y)) -> cast(insert_slice(x, y)), when the casts forget
    private static bool SkipCasts<T>(T op, Rewriter rewriter) where T : Operation, ISliceInsertion
    {
        if (HasConstants(op) || (op.Source.BeforeForgetting is null && op.Dest.BeforeForgetting is null)) return false;
        var (source, dest) = (op.Source.BeforeForgetting ?? op.Source, op.Dest.BeforeForgetting ?? op.Dest);
        var (type, sizes, next) = ((RankedTensorType)source.Type, op.MixedSizes, 0);
        if (RankReduction.Dropped(op.StaticSizes, type.Shape, openMatches: true) is not { } dropped) return false;
        // As in MLIR, what comes behind an open extent is not looked at.
        for (var d = 0; d < sizes.Length; d++)
            if (!dropped[d] && !Extents.IsOpen(type.Shape[next])) sizes[d] = type.Shape[next++];
        var part = (RankedTensorType)dest.Type with { Extents = MixedIndex.Split(sizes).Numbers };
        if (RankReduction.Compare(part, type) != SliceFit.Fits) return false;
        var insertion = (Operation)op.With(source, dest, op.MixedOffsets, sizes, op.MixedStrides);
        return op is InsertSliceOp ? rewriter.ReplaceRecast(op, insertion) : rewriter.Replace(op, insertion);
    }

    // insert_slice(x, y) of known sizes -> insert_slice(cast(x), y)
    private static bool CastSource<T>(T op, Rewriter rewriter) where T : Operation, ISliceInsertion
    {
        var (type, sizes) = ((RankedTensorType)op.Source.Type, op.MixedSizes);
        if (type.Rank != op.DestType.Rank || sizes.Any(size => size.Constant < 0)) return false;
        var known = type with { Extents = type.Shape.Select((extent, d) => sizes[d].Constant ?? extent).ToSequence() };
        if (known == type || !TensorShapes.Keeps(type, known) || !TensorShapes.Agree(type, known)) return false;
        var source = BuilderOfSource(op, rewriter).Cast(op.Source, known);
        return rewriter.Replace(op, (Operation)op.With(source, op.Dest, op.MixedOffsets, sizes, op.MixedStrides));
    }

    // Where a cast of the source goes: what puts parallel turns together holds nothing else.
    private static Builder BuilderOfSource(Operation op, Rewriter rewriter) =>
        rewriter.BuilderBefore(op is ParallelInsertSliceOp ? op.ParentOp! : op);

    // Those become numbers first.
    private static bool HasConstants(Operation op) => op.Operands.Any(v => ConstantOp.IntegerOf(v) is not null);
}
