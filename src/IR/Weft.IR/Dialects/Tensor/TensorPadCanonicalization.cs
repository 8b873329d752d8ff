using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>Rules on elements around a tensor.</summary>
public static partial class TensorPadCanonicalization
{
    // pad(x) by nothing -> cast(x)
    [Rule]
    private static Operation? OfNothing(PadOp op) =>
        !op.Nofold && op.HasNoLow && op.MixedHigh.All(h => h.Is(0)) ? new TensorCastOp(op.Source, op.Result.Type) : null;

    // pad(cast(x)) -> pad(x), when the cast forgets
    [Rule]
    private static bool OfCast(PadOp op, Rewriter rewriter)
    {
        if (op.Source.BeforeForgetting is not { Type: RankedTensorType from } x) return false;
        var result = (RankedTensorType)op.Result.Type;
        var inferred = PadOp.Infer(from, op.StaticLow, op.StaticHigh)!;
        var type = inferred with { Extents = inferred.Shape.Select((e, d) => Extents.IsOpen(e) ? result.Shape[d] : e).ToSequence() };
        return type == result
            ? rewriter.SetOperand(op, 0, x) : rewriter.ReplaceRecast(op, Like(op, type, op.Source, op.MixedLow, op.MixedHigh));
    }

    // cast(pad(x)) to known extents -> pad(x) to these
    [Rule]
    private static bool ToCast(PadOp op, Rewriter rewriter)
    {
        if (!op.Result.HasOneUse || op.Result.Users.First() is not TensorCastOp { Learns: true } cast) return false;
        var pad = rewriter.InsertBefore(op, Like(op, cast.Dest.Type, op.Source, op.MixedLow, op.MixedHigh));
        rewriter.Replace(cast, pad.Result);
        rewriter.Erase(op);
        return true;
    }

    // pad(extract_slice(pad(extract_slice(x)))) in different dimensions -> pad(extract_slice(x))
    [Rule]
    private static Operation? OfPaddedSlice(PadOp op, Rewriter rewriter)
    {
        if (op.Source.Def is not ExtractSliceOp { Source.Def: PadOp { Nofold: false, Source.Def: ExtractSliceOp outer } before } inner
            || outer.SourceType.Rank != op.SourceType.Rank || !inner.HasUnitStrides || !outer.HasUnitStrides
            || !op.HasNoLow || !before.HasNoLow) return null;
        if (op.ConstantPadding is not { } a || before.ConstantPadding is not { } b || ConstantOp.ValueOf(a) is not { } padding
            || !padding.Equals(ConstantOp.ValueOf(b))) return null;
        var (offsets, sizes, highs) = (inner.MixedOffsets, inner.MixedSizes, op.MixedHigh);
        for (var d = 0; d < sizes.Length; d++)
        {
            var (isPadded, wasPadded) = (op.IsPadded(d), before.IsPadded(d));
            if (isPadded && wasPadded) return null;
            if (!isPadded && offsets[d].Is(0)) offsets[d] = outer.MixedOffsets[d];
            else if (wasPadded || !outer.MixedOffsets[d].Is(0)) return null;
            if (!wasPadded) continue;
            if (!sizes[d].Is(inner.SourceType.Shape[d])) return null;
            (sizes[d], highs[d]) = (outer.MixedSizes[d], before.MixedHigh[d]);
        }

        var slice = rewriter.InsertBefore(op, ExtractSliceOp.Of(outer.Source, offsets, sizes, inner.MixedStrides));
        MixedIndex[] high = [.. highs.Select((h, d) => op.IsPadded(d) || before.IsPadded(d) ? h : 0)];
        return Like(op, op.Result.Type, slice.Result, op.MixedLow, high);
    }

    // pad(x) by %c -> cast(pad(x) by c), when that makes an extent known
    [Rule]
    private static bool ByConstants(PadOp op, Rewriter rewriter)
    {
        var (low, high) = (Folded(op.MixedLow), Folded(op.MixedHigh));
        var inferred = PadOp.Infer(op.SourceType, MixedIndex.Split(low).Numbers, MixedIndex.Split(high).Numbers)!;
        var known = (RankedTensorType)op.Result.Type;
        var shape = known.Shape.Select((e, d) => Extents.IsOpen(e) ? inferred.Shape[d] : e).ToSequence();
        return shape != known.Shape
            && rewriter.ReplaceRecast(op, Like(op, new RankedTensorType(shape, known.Element), op.Source, low, high));
    }

    private static MixedIndex[] Folded(MixedIndex[] indices) => [.. indices.Select(i => i.Folded)];

    // The same padding elsewhere; it takes the region.
    private static PadOp Like(PadOp op, IrType type, Value source, IReadOnlyList<MixedIndex> low, IReadOnlyList<MixedIndex> high)
    {
        var ((lows, lowValues), (highs, highValues)) = (MixedIndex.Split(low), MixedIndex.Split(high));
        var pad = new PadOp(lows, highs, source, lowValues, highValues, type, op.Nofold);
        foreach (var attribute in op.Attributes) pad.SetAttribute(attribute.Name, attribute.Value);
        op.Region.MoveBlocksTo(pad.Region);
        return pad;
    }
}
