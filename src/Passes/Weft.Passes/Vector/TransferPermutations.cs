using Weft.IR;

namespace Weft.Passes;

/// <summary>Transfers whose maps are minor identities, possibly with broadcast dimensions, with the rest of the map as operations beside
/// them.</summary>
internal static partial class TransferPermutations
{
    // read (d0, d1) -> (d1, d0) -> transpose (read (d0, d1) -> (d0, d1)). With a mask, which is in the order of the source, also where
    // dimensions between are missing (where mlir-opt 19 would take it for one in the order of the vector).
    [Rule]
    private static Value? Transposed(TransferReadOp op, Rewriter rewriter)
    {
        var map = op.PermutationMap.Map;
        var wanted = map.ToMinorIdentity ?? (op.Mask is null ? null : InSourceOrder(map));
        if (!IsPlain(op) || wanted is not { } order || order.SequenceEqual(Enumerable.Range(0, order.Count))) return null;
        var builder = rewriter.BuilderBefore(op);
        var read = builder.Add(new TransferReadOp(
            new(new AffineMap(map.DimCount, 0, Moved(map.Results, order).ToSequence())),
            ArrayAttr.Bool(Moved(op.InBounds.Bools, order)), op.Source, op.Indices, op.Padding,
            VectorType.Of(Moved(op.VectorType.Dims, order), op.VectorType.Element), op.Mask));
        return builder.Add(new VectorTransposeOp(order.Select(d => (long)d).ToSequence(), read, op.VectorType));
    }

    // write %v, (d0, d1) -> (d1, d0) -> write (transpose %v), (d0, d1) -> (d0, d1)
    [Rule]
    private static Operation? Transposed(TransferWriteOp op, Rewriter rewriter)
    {
        var map = op.PermutationMap.Map;
        if (!IsPlain(op) || map.IsMinorIdentity || map.ToMinorIdentity is not { } order) return null;
        var sources = Moved([.. Enumerable.Range(0, order.Count)], order);
        var vector = rewriter.BuilderBefore(op).Add(new VectorTransposeOp(
            sources.Select(d => (long)d).ToSequence(), op.Vector, VectorType.Of(Moved(op.VectorType.Dims, order), op.VectorType.Element)));
        return new TransferWriteOp(
            new(AffineMap.MinorIdentity(map.DimCount, map.Results.Count)), ArrayAttr.Bool(Moved(op.InBounds.Bools, order)), vector,
            op.Source, op.Indices, op.Mask, op.Result?.Type);
    }

    // read (d0, d1) -> (0, d1) -> broadcast (read (d0, d1) -> (d1)); an element when nothing else is left
    [Rule]
    private static Operation? Broadcast(TransferReadOp op, Rewriter rewriter)
    {
        var map = op.PermutationMap.Map;
        if (!IsPlain(op)) return null;
        var repeated = map.Results.TakeWhile(r => r is AffineConstant { Value: 0 }).Count();
        var rest = new AffineMap(map.DimCount, 0, map.Results.Skip(repeated).ToSequence());
        if (repeated == 0 || !rest.IsMinorIdentityWithBroadcasting) return null;
        Operation read = rest.Results.IsEmpty
            ? op.Source.Type is MemRefType ? new LoadOp(op.Source, op.Indices) : new TensorExtractOp(op.Source, op.Indices)
            : new TransferReadOp(
                new(rest), ArrayAttr.Bool(op.InBounds.Bools.Skip(repeated)), op.Source, op.Indices, op.Padding,
                VectorType.Of(op.VectorType.Dims.Skip(repeated), op.VectorType.Element), op.Mask);
        return new VectorBroadcastOp(rewriter.BuilderBefore(op).Add(read), op.VectorType);
    }

    // write %v, (d0, d1) -> (d0) -> write (broadcast %v), (d0, d1) -> (d1, d0): the dimensions inside the first that are not written along
    // become ones of one element
    [Rule]
    private static Operation? Widened(TransferWriteOp op, Rewriter rewriter)
    {
        var map = op.PermutationMap.Map;
        if (!IsPlain(op) || map.ToMinorIdentity is not null) return null;
        var written = map.Results.Select(r => ((AffineDim)r).Position);
        var missing = Enumerable.Range(0, map.DimCount).Where(d => d > written.Min() && !written.Contains(d)).ToList();
        var builder = rewriter.BuilderBefore(op);
        var vector = WithLeadingOnes(builder, op.Vector, missing.Count);
        var mask = op.Mask is null ? null : WidenedMask(builder, op.Mask, written, missing);
        return new TransferWriteOp(
            new(new AffineMap(map.DimCount, 0, missing.Select(AffineExpr.Dim).Concat(map.Results).ToSequence())),
            ArrayAttr.Bool(missing.Select(_ => true).Concat(op.InBounds.Bools)), vector, op.Source, op.Indices, mask,
            op.Result?.Type);
    }

    private static Value WithLeadingOnes(Builder builder, Value vector, int count)
    {
        var type = (VectorType)vector.Type;
        return builder.Add(new VectorBroadcastOp(
            vector, VectorType.Of(Enumerable.Repeat(new VectorDim(1), count).Concat(type.Dims), type.Element)));
    }

    // The dimensions of a mask are in the order of the source's.
    private static Value WidenedMask(Builder builder, Value mask, IEnumerable<int> written, List<int> missing)
    {
        var wide = WithLeadingOnes(builder, mask, missing.Count);
        var type = (VectorType)wide.Type;
        int[] dimensions = [.. missing, .. written.Order()];
        var order = dimensions.Order().Select(d => Array.IndexOf(dimensions, d)).ToList();
        return builder.Add(new VectorTransposeOp(
            order.Select(d => (long)d).ToSequence(), wide, VectorType.Of(order.Select(d => type.Dims[d]), type.Element)));
    }

    // For each result where it would be if those that are dimensions were in their order; zeros stay.
    private static List<int> InSourceOrder(AffineMap map)
    {
        var places = new Queue<int>(Enumerable.Range(0, map.Results.Count).Where(r => map.Results[r] is AffineDim));
        var positions = Enumerable.Range(0, map.Results.Count).ToList();
        foreach (var r in map.ResultsByDimension) positions[r] = places.Dequeue();
        return positions;
    }

    // Not of a vector without dimensions, and not under a vector.mask.
    private static bool IsPlain<T>(T op) where T : Operation, IVectorTransfer =>
        !op.PermutationMap.Map.Results.IsEmpty && op.ParentOp is not MaskOp;

    // Each item at its new position.
    private static T[] Moved<T>(IReadOnlyList<T> items, IReadOnlyList<int> positions)
    {
        var moved = new T[positions.Count];
        for (var i = 0; i < moved.Length; i++) moved[positions[i]] = items[i];
        return moved;
    }
}
