using System.Linq;

namespace Weft.IR;

/// <summary>Rules on casts of tensors, and on all operations with destinations that are given one.</summary>
public static partial class TensorCastCanonicalization
{
    // Loops are left alone.
    private static readonly OpInfo[] DestinationOps =
    [
        PackOp.OpInfo, UnpackOp.OpInfo, TensorInsertOp.OpInfo, SoftmaxOp.OpInfo, TransferWriteOp.OpInfo,
    ];

    /// <summary>Those on all operations with destinations; insertions of slices have their own.</summary>
    public static RuleSet OfDialect { get; } = new(
        DestinationOps.Concat(StructuredOp.AllInfos).Select(info =>
            new Rule($"{nameof(TensorCastCanonicalization)}.{nameof(IntoConsumer)}", info, IntoConsumer)));

    // cast(cast(x)) -> cast(x), when the first says no more than x and the second
    [Rule]
    private static Operation? Twice(TensorCastOp op)
    {
        if (op.Source.Def is not TensorCastOp before) return null;
        var (from, between, to) = ((ShapedType)before.Source.Type, (ShapedType)op.Source.Type, (ShapedType)op.Dest.Type);
        return TensorShapes.Join(from, between) is { } first && TensorShapes.Join(first, to) is { } all
            && all == TensorShapes.Join(from, to) ? new TensorCastOp(before.Source, to) : null;
    }

    // cast(extract_slice(x)) to known extents -> extract_slice(x) of these
    [Rule]
    private static Operation? OfSlice(TensorCastOp op)
    {
        if (op is not { Learns: true, Source: { Type: RankedTensorType known, Def: ExtractSliceOp slice }, Dest.Type: RankedTensorType to }
            || known.Shape == to.Shape) return null;
        var (sizes, dropped, next) = (slice.MixedSizes, RankReduction.Dropped(slice.StaticSizes, known.Shape), 0);
        for (var d = 0; d < sizes.Length; d++)
        {
            if (dropped?[d] == true) continue;
            var extent = to.Shape[next++];
            if (!Extents.IsOpen(extent)) sizes[d] = extent;
        }

        return ExtractSliceOp.Of(slice.Source, slice.MixedOffsets, sizes, slice.MixedStrides, to);
    }

    // cast(empty(n)) to known extents -> empty of these
    [Rule]
    private static Operation? OfEmpty(TensorCastOp op)
    {
        if (op is not { Learns: true, Source.Def: EmptyOp empty, Dest.Type: RankedTensorType to }) return null;
        var sizes = empty.MixedSizes.Select((size, d) => Extents.IsOpen(to.Shape[d]) ? size : to.Shape[d]).ToArray();
        return EmptyOp.Of(sizes, to.Element);
    }

    // bitcast(bitcast(x)) -> bitcast(x)
    [Rule]
    private static Operation? BitsTwice(TensorBitcastOp op) =>
        op.Source.Def is TensorBitcastOp before ? new TensorBitcastOp(before.Source, op.Dest.Type) : null;

    // op(cast(x)), where the cast forgets -> cast(op(x)); a mask gives what the one operation in it gives, and no cast
    private static bool IntoConsumer(Operation op, Rewriter rewriter)
    {
        if (op.ParentOp is MaskOp || !op.Operands.Any(v => v.BeforeForgetting is not null)) return false;
        var operands = op.Operands.Select(v => v.BeforeForgetting ?? v).ToArray();
        var (inits, types, next) = (((IDestinationStyle)op).DpsInits, op.ResultList.Select(r => r.Type).ToArray(), 0);
        for (var i = 0; i < inits.Count; i++)
            if (operands[inits.Start + i].Type is var type and not MemRefType) types[next++] = type;
        var copy = op.CopyWith(operands, types);
        // Tiles that are not full are an error when they are met, and stay one.
        return copy is PackOp { PaddingValue: null } pack && !pack.HasFullTiles ? Give(copy) : rewriter.ReplaceRecast(op, copy);

        static bool Give(Operation unused)
        {
            unused.Erase();
            return false;
        }
    }
}
