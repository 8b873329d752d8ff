using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>Rules on transfers from and to tensors.</summary>
public static partial class VectorTransferCanonicalization
{
    // read(write(v, t)[i])[i], in another order or repeated -> transpose(broadcast(v))
    [Rule]
    private static Operation? OfWritten(TransferReadOp op, Rewriter rewriter)
    {
        if (op.IsMasked || op.HasOutOfBoundsDim || op.Source is not { Type: RankedTensorType, Def: TransferWriteOp write }) return null;
        var (read, written) = (op.PermutationMap.Map, write.PermutationMap.Map);
        if (!op.Indices.SequenceEqual(write.Indices) || op.Mask != write.Mask || !AreOfSameElements(op, write)) return null;
        var order = FromBroadcast(read, written);
        if (order.Length == 0) return null;
        var dims = new VectorDim[order.Length];
        for (var i = 0; i < order.Length; i++) dims[order[i]] = op.VectorType.Dims[i];
        var type = VectorType.Of(dims, write.VectorType.Element);
        var vector = type == write.VectorType ? write.Vector : rewriter.InsertBefore(op, new VectorBroadcastOp(write.Vector, type)).Vector;
        return new VectorTransposeOp(order.Select(d => (long)d).ToSequence(), vector, op.Vector.Type);
    }

    // Whether both go along the same dimensions of the tensor, and equally far.
    private static bool AreOfSameElements(TransferReadOp read, TransferWriteOp write) =>
        Enumerable.Range(0, read.ShapedType.Rank).All(d => Along(read, d) == Along(write, d));

    private static VectorDim? Along(IVectorTransfer op, int dim) =>
        op.PermutationMap.Map.ResultOf(dim) is >= 0 and var result ? op.VectorType.Dims[result] : null;

    // For each dimension read the one that it is of a broadcast vector: new ones come first, then those that were written.
    private static int[] FromBroadcast(AffineMap read, AffineMap written)
    {
        var (repeated, fresh) = (read.Results.Count(r => r is not AffineDim), 0);
        return [.. read.Results.Select(r => r is AffineDim dim ? repeated + written.ResultOf(dim.Position) : fresh++)];
    }

    // write(v, write(w, t)[i])[i] -> write(v, t)[i], also behind writes to other places
    [Rule]
    private static bool Overwritten(TransferWriteOp op, Rewriter rewriter)
    {
        if (op.Source.Type is not RankedTensorType) return false;
        var last = op;
        while (last.Source.Def is TransferWriteOp before)
        {
            if (op.Mask == before.Mask && TransferFolds.IsSameBox(op, before)) return rewriter.SetOperand(last, 1, before.Source);
            if (!TransferFolds.AreDisjoint(op, before) || !before.Result!.HasOneUse) return false;
            last = before;
        }

        return false;
    }

    // insert_slice(extract_slice(write(v, t)), u) -> insert_slice(write(v, extract_slice(u)), u): all happens in a part of u
    [Rule]
    private static bool IntoSlice(InsertSliceOp op, Rewriter rewriter)
    {
        if (op.Source is not { HasOneUse: true, Def: ExtractSliceOp slice }) return false;
        if (slice.Source is not { HasOneUse: true, Def: TransferWriteOp write }) return false;
        if (!op.HasUnitStrides || !slice.HasUnitStrides || !slice.MixedOffsets.All(o => o.Is(0))) return false;
        if (((RankedTensorType)op.Source.Type).Rank != write.PermutationMap.Map.Results.Count || !WritesAll(write)) return false;
        if (!op.MixedSizes.SequenceEqual(slice.MixedSizes)) return false;
        var builder = rewriter.BuilderBefore(op);
        var part = builder.Add(
            ExtractSliceOp.Of(op.Dest, op.MixedOffsets, op.MixedSizes, op.MixedStrides, (RankedTensorType)op.Source.Type));
        var inBounds = ArrayAttr.Bool(new bool[write.VectorType.Rank]);
        var written = builder.Add(
            new TransferWriteOp(write.PermutationMap, inBounds, write.Vector, part, write.Indices, null, part.Type));
        return rewriter.SetOperand(op, 0, written);
    }

    // Whether nothing is left of the tensor that is written to.
    private static bool WritesAll(TransferWriteOp op) => op.Mask is null && op.Indices.All(i => ConstantOp.IntegerOf(i) == 0)
        && op.VectorType.Shape.SequenceEqual(op.PermutationMap.Map.Results.Select(r => op.ShapedType.Shape[((AffineDim)r).Position]));
}
