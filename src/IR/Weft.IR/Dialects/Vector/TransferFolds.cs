using System.Linq;

namespace Weft.IR;

/// <summary>What transfers fold to: themselves with more known about them, or what a tensor is known to hold.</summary>
internal static class TransferFolds
{
    /// <summary>The same transfer with more dimensions known to be in bounds, without a mask that is all true, or of memory before a
    /// cast.</summary>
    public static FoldResult Simplify<T>(T op) where T : Operation, IVectorTransfer
    {
        if (MarkInBounds(op)) return FoldResult.InPlace;
        if (op.Mask is null || VectorMasks.Uniform(op.Mask) != true) return MemRefCastFolding.SkipCasts(op);
        op.DropMask();
        return FoldResult.InPlace;
    }

    /// <summary>read(cast(t)) -> read(t), where the cast forgets.</summary>
    public static FoldResult SkipTensorCast(TransferReadOp read)
    {
        if (read.Source.BeforeForgetting is not { } source) return default;
        read.SetOperand(0, source);
        return FoldResult.InPlace;
    }

    // A dimension is in bounds when a constant index plus its extent is not beyond the known extent of the source.
    private static bool MarkInBounds<T>(T op) where T : Operation, IVectorTransfer
    {
        var (map, before) = (op.PermutationMap.Map, op.InBounds.Bools);
        var after = before.Select((known, i) => known || (map.Results[i] is AffineDim dim && IsInBounds(op, i, dim.Position))).ToArray();
        if (after.SequenceEqual(before)) return false;
        op.InBounds = ArrayAttr.Bool(after);
        return true;
    }

    private static bool IsInBounds(IVectorTransfer op, int vectorDim, int sourceDim) =>
        !Extents.IsOpen(op.ShapedType.Shape[sourceDim]) && ConstantOp.IntegerOf(op.Indices[sourceDim]) is { } start
        && start + op.VectorType.Shape[vectorDim] <= op.ShapedType.Shape[sourceDim];

    /// <summary>read(write(v, t)[i])[i] -> v, also behind writes to other places.</summary>
    public static Value? WrittenBefore(TransferReadOp read)
    {
        if (read.Source.Type is not RankedTensorType || read.IsMasked) return null;
        for (var write = read.Source.Def as TransferWriteOp; write is not null; write = write.Source.Def as TransferWriteOp)
        {
            if (IsSameBox(read, write) && !write.HasOutOfBoundsDim && HoldsAllOf(read, write)) return write.Vector;
            if (!AreDisjoint(read, write)) return null;
        }

        return null;
    }

    // Without masks; or of a constant that is the padding, too, so that masked-off elements are the same.
    private static bool HoldsAllOf(TransferReadOp read, TransferWriteOp write) =>
        read.Mask is null ? write.Mask is null
        : (write.Mask is null || write.Mask == read.Mask)
            && Folding.ConstantOf(write.Vector) is DenseElementsAttr { SplatValue: { } element }
            && element == Folding.ConstantOf(read.Padding);

    /// <summary>write(read(t)[i], t)[i] -> t; and write(read(t)[0], u)[0] -> t when these are whole tensors.</summary>
    public static Value? ReadBefore(TransferWriteOp write)
    {
        if (write.Source.Type is not RankedTensorType type || write.Vector.Def is not TransferReadOp read) return null;
        if (read.Mask is not null || write.Mask is not null || read.IsMasked || write.IsMasked) return null;
        if (read.Source == write.Source && IsSameBox(read, write)) return read.Source;
        return read.Source.Type == type && IsWhole(read) && IsWhole(write) ? read.Source : null;
    }

    private static bool IsWhole(IVectorTransfer op) => op.VectorType.Rank > 0 && op.PermutationMap.Map.IsMinorIdentity
        && !op.HasOutOfBoundsDim && op.VectorType.Shape == op.ShapedType.Shape && op.Indices.All(i => ConstantOp.IntegerOf(i) == 0);

    /// <summary>Whether two transfers are of the same elements of their sources, in one order.</summary>
    public static bool IsSameBox(IVectorTransfer a, IVectorTransfer b) => a.Indices.SequenceEqual(b.Indices)
        && a.VectorType == b.VectorType && a.PermutationMap == b.PermutationMap;

    /// <summary>Whether it is known that two transfers of one type have no element in common: constant indices are too far apart.</summary>
    public static bool AreDisjoint(IVectorTransfer a, IVectorTransfer b)
    {
        if (a.VectorType != b.VectorType) return false;
        var leading = a.ShapedType.Rank - a.PermutationMap.Map.Results.Count;
        for (var d = 0; d < a.Indices.Count; d++)
        {
            if (ConstantOp.IntegerOf(a.Indices[d]) is not { } x || ConstantOp.IntegerOf(b.Indices[d]) is not { } y) continue;
            if (System.Math.Abs(x - y) >= (d < leading ? 1 : a.VectorType.Shape[d - leading])) return true;
        }

        return false;
    }
}
