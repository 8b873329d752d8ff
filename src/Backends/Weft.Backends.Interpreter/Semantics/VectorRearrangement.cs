using Weft.IR;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary>
/// Operations that move elements and compute nothing: for each element of a result the number, in all operands' elements one after the
/// other, of the one it is. A scalar is one element.
/// </summary>
internal static class VectorRearrangement
{
    public static SemanticsRow[] Rows =>
    [
        Row<VectorSplatOp>(op => Enumerable.Repeat(0L, Count(op.Aggregate))), Row<VectorFromElementsOp>(op => Same(op.Result)),
        Row<ShapeCastOp>(op => Same(op.Result)), Row<VectorBroadcastOp>(Broadcast), Row<VectorTransposeOp>(Transpose),
        Row<VectorShuffleOp>(Shuffle), Row<InterleaveOp>(op => Same(op.Result).Select(i => (i / 2) + (i % 2 * Count(op.Lhs)))),
        Row<DeinterleaveOp>(op => Same(op.Res1).Select(i => 2 * i), op => Same(op.Res2).Select(i => (2 * i) + 1)),
        Row<ExtractStridedSliceOp>(ExtractSlice), Row<InsertStridedSliceOp>(InsertSlice), Row<FlatTransposeOp>(FlatTranspose),
        Row<ScalableExtractOp>(op => Same(op.Res).Select(i => i + op.Pos)), Row<ScalableInsertOp>(ScalableInsert),
    ];

    private static SemanticsRow Row<TOp>(params Func<TOp, IEnumerable<long>>[] sources) where TOp : Operation =>
        Step<TOp>((op, prepare) =>
        {
            foreach (var operand in op.Operands) ArithSemantics.RequireScalars(operand);
            var operands = prepare.Slots(op.Operands);
            var results = sources.Select((numbers, i) => (
                Slot: prepare.Slot(op.Results[i]), op.Results[i].Type, Numbers: numbers(op).ToArray())).ToArray();
            return frame =>
            {
                var all = new List<long>();
                foreach (var slot in operands) all.AddRange(VectorSemantics.BitsOf(frame[slot]));
                foreach (var (slot, type, numbers) in results)
                    frame[slot] = VectorSemantics.ValueOf(type, Array.ConvertAll(numbers, n => all[(int)n]));
            };
        });

    private static int Count(Value value) => value.Type is VectorType type ? (int)type.ElementCount : 1;

    private static IEnumerable<long> Same(Value result) => Enumerable.Range(0, Count(result)).Select(i => (long)i);

    /// <summary>For each index of a shape, the number of the element that <paramref name="source"/> maps it to.</summary>
    private static IEnumerable<long> Numbers(IrType result, Func<long[], long> source)
    {
        var shape = VectorSemantics.ShapeOf(result);
        var index = new long[shape.Length];
        do yield return source(index);
        while (Layout.Advance(index, shape));
    }

    private static long Position(ReadOnlySpan<long> index, Sequence<long> shape)
    {
        var position = 0L;
        for (var d = 0; d < index.Length; d++) position = (position * shape[d]) + index[d];
        return position;
    }

    private static IEnumerable<long> Broadcast(VectorBroadcastOp op)
    {
        var shape = op.Source.Type is VectorType source ? source.Shape : [];
        return Numbers(op.Vector.Type, index =>
        {
            var from = index[^shape.Count..];
            for (var d = 0; d < from.Length; d++)
                if (shape[d] == 1) from[d] = 0;
            return Position(from, shape);
        });
    }

    private static IEnumerable<long> Transpose(VectorTransposeOp op)
    {
        var (shape, permutation) = (((VectorType)op.Vector.Type).Shape, op.Permutation);
        var from = new long[shape.Count];
        return Numbers(op.Result.Type, index =>
        {
            for (var d = 0; d < index.Length; d++) from[permutation[d]] = index[d];
            return Position(from, shape);
        });
    }

    // Parts of both operands one after the other: their numbers go on.
    private static IEnumerable<long> Shuffle(VectorShuffleOp op)
    {
        var mask = op.Mask.Int64s;
        var part = Count(op.Vector) / mask.Count;
        return Same(op.Vector).Select(i => (mask[(int)i / part] * part) + (i % part));
    }

    private static IEnumerable<long> ExtractSlice(ExtractStridedSliceOp op)
    {
        var (shape, offsets) = (op.SourceType.Shape, op.Offsets.Int64s);
        return Numbers(op.Result.Type, index =>
            Position([.. index.Select((at, d) => d < offsets.Count ? at + offsets[d] : at)], shape));
    }

    private static IEnumerable<long> InsertSlice(InsertStridedSliceOp op)
    {
        var (source, dest, offsets) = (op.SourceType.Shape, op.DestType.Shape, op.Offsets.Int64s);
        var lead = dest.Count - source.Count;
        return Numbers(op.Res.Type, index =>
        {
            var inside = index.Select((at, d) => at - offsets[d]).ToArray();
            var isInside = Enumerable.Range(0, dest.Count).All(d => inside[d] >= 0 && inside[d] < (d < lead ? 1 : source[d - lead]));
            return isInside ? Position(inside.AsSpan(lead), source) : Count(op.Source) + Position(index, dest);
        });
    }

    private static IEnumerable<long> FlatTranspose(FlatTransposeOp op) =>
        Same(op.Res).Select(i => (i % op.Columns * op.Rows) + (i / op.Columns));

    private static IEnumerable<long> ScalableInsert(ScalableInsertOp op)
    {
        var count = Count(op.Source);
        return Same(op.Res).Select(i => i >= op.Pos && i < op.Pos + count ? i - op.Pos : count + i);
    }
}
