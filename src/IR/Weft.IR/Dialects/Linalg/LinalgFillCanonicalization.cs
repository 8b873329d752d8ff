using System.Linq;

namespace Weft.IR;

/// <summary>Rules on tensors that hold one element everywhere: so does what is made by moving their elements.</summary>
public static partial class LinalgFillCanonicalization
{
    // extract(fill(v)) -> v
    [Rule]
    private static Value? Extracted(TensorExtractOp op) => AsFill(op.Tensor)?.DpsInputs[0];

    // pack(fill(v), x) -> fill(v, x)
    [Rule]
    private static Operation? Packed(PackOp op) => AsFill(op.Source) is { } fill && op.Dest.HasOneUse
        && (op.PaddingValue is not { } padding || AreSame(padding, fill.DpsInputs[0])) ? Like(fill, op.Dest) : null;

    // pad(fill(v)) with v -> fill(v, empty)
    [Rule]
    private static bool Padded(PadOp op, Rewriter rewriter)
    {
        if (AsFill(op.Source) is not { } fill || op.ConstantPadding is not { } padding || padding != fill.DpsInputs[0]) return false;
        var builder = rewriter.BuilderBefore(op);
        var empty = builder.Add(EmptyOp.Of(op.ResultExtents(builder), ((ShapedType)op.Result.Type).Element));
        return rewriter.ReplaceRecast(op, Like(fill, empty));
    }

    // collapse_shape(fill(v, x)) -> fill(v, collapse_shape(x))
    [Rule]
    private static Operation? Joined(TensorCollapseShapeOp op, Rewriter rewriter) => AsFill(op.Src) is { } fill
        ? Like(fill, rewriter.InsertBefore(op, new TensorCollapseShapeOp(
            op.Reassociation, fill.DpsInits[0], op.Result.Type)).Result)
        : null;

    // expand_shape(fill(v, x)) -> fill(v, expand_shape(x))
    [Rule]
    private static Operation? Split(TensorExpandShapeOp op, Rewriter rewriter) => AsFill(op.Src) is { } fill
        ? Like(fill, rewriter.InsertBefore(op, new TensorExpandShapeOp(
            op.Reassociation, op.StaticOutputShape, fill.DpsInits[0], op.OutputShape.ToArray(), op.Result.Type)).Result)
        : null;

    // insert_slice(pad(x) with v, y), where y holds v there -> insert_slice(x, y)
    [Rule]
    private static Operation? InsertedPad(InsertSliceOp op, Rewriter rewriter)
    {
        if (op.Source.Def is not PadOp pad || op.DestType.Rank != ((ShapedType)op.Source.Type).Rank) return null;
        if (AsFill(BeforeDisjoint(op)) is not { } fill || pad.ConstantPadding != fill.DpsInputs[0]) return null;
        var builder = rewriter.BuilderBefore(op);
        var sum = new AffineMap(0, 2, [AffineExpr.Symbol(0) + AffineExpr.Symbol(1)]);
        var offsets = pad.MixedLow.Zip(op.MixedOffsets, (low, offset) => builder.Apply(sum, low, offset)).ToArray();
        var sizes = pad.SourceType.Shape.Select((extent, d) =>
            Extents.IsOpen(extent) ? TensorDimOp.Of(builder, pad.Source, d) : new MixedIndex(extent)).ToArray();
        return InsertSliceOp.Of(pad.Source, op.Dest, offsets, sizes, op.MixedStrides);
    }

    // copy(fill(v), x) -> fill(v, x); copy(x, fill(v, y)) -> copy(x, y)
    internal static bool Copied(NamedStructuredOp op, Rewriter rewriter) =>
        op.Results.Length > 0 && (AsFill(op.DpsInputs[0]) is { } source ? rewriter.Replace(op, Like(source, op.DpsInits[0]))
            : AsFill(op.DpsInits[0]) is { } target
                && rewriter.Replace(op, NamedStructuredOp.Make(op.Definition, op.DpsInputs, target.DpsInits[0])));

    // transpose(fill(v), x) -> fill(v, x)
    [Rule]
    private static Operation? Transposed(LinalgTransposeOp op) =>
        op.Results.Length > 0 && AsFill(op.Input) is { } fill ? Like(fill, op.Init) : null;

    private static NamedStructuredOp? AsFill(Value value) => value.Def is NamedStructuredOp { Name: "linalg.fill" } fill ? fill : null;

    private static NamedStructuredOp Like(NamedStructuredOp fill, Value init) =>
        NamedStructuredOp.Make(fill.Definition, fill.DpsInputs, init);

    private static bool AreSame(Value a, Value b) =>
        a == b || (ConstantOp.ValueOf(a) is { } constant && constant.Equals(ConstantOp.ValueOf(b)));

    // The destination before what is inserted into it elsewhere.
    private static Value BeforeDisjoint(InsertSliceOp op)
    {
        var dest = op.Dest;
        while (dest.Def is InsertSliceOp before && before.DestType.Rank == ((ShapedType)before.Source.Type).Rank && AreDisjoint(op, before))
            dest = before.Dest;
        return dest;
    }

    private static bool AreDisjoint(InsertSliceOp a, InsertSliceOp b)
    {
        for (var d = 0; d < a.DestType.Rank; d++)
            if (Range(a, d) is var (start, end) && Range(b, d) is var (otherStart, otherEnd) && (end < otherStart || otherEnd < start))
                return true;
        return false;
    }

    private static (long Start, long End)? Range(InsertSliceOp op, int d)
    {
        var (start, size, stride) = (op.StaticOffsets[d], op.StaticSizes[d], op.StaticStrides[d]);
        return Extents.IsOpen(start) || Extents.IsOpen(size) || Extents.IsOpen(stride) ? null : (start, start + ((size - 1) * stride));
    }
}
