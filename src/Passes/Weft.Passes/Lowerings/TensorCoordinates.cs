using Weft.IR;

namespace Weft.Passes;

/// <summary>Slices of tensors at coordinates, element by element. Coordinates outside are accesses outside.</summary>
internal static class TensorCoordinates
{
    // slices[which..., inside...] = source[coordinates[which], inside]
    public static Value Gather(TensorGatherOp op)
    {
        var (builder, type, which) = (Builder.At(op), (RankedTensorType)op.Result.Type, CountOf(op.Indices));
        var inside = Inside(op.Source, op.Indices, op.GatherDims, type);
        return LowerTensorAccess.Generate(
            builder, type,
            d => LowerTensorAccess.Extent(builder, d < which ? op.Indices : op.Source, d < which ? d : Array.IndexOf(inside, d)),
            (body, index) => body.Add(new TensorExtractOp(op.Source, Whole(body, op.Indices, op.GatherDims, inside, index))));
    }

    // for all which, inside: dest[coordinates[which], inside] = source[which, inside]
    public static Value Scatter(TensorScatterOp op)
    {
        var (builder, type) = (Builder.At(op), (RankedTensorType)op.Source.Type);
        var inside = Inside(op.Dest, op.Indices, op.ScatterDims, type);
        RequireSlices(builder, op, inside);
        var (zero, one) = (builder.Add(ConstantOp.Index(0)), builder.Add(ConstantOp.Index(1)));
        var loops = new List<ForOp>();
        Value changed = op.Dest;
        for (var d = 0; d < type.Rank; d++)
        {
            var extent = LowerTensorAccess.Extent(builder, op.Source, d).At(builder);
            var loop = builder.Insert(ForOp.WithBody(zero, extent, one, [changed]));
            loops.Add(loop);
            changed = loop.Body.Entry.Arguments[1];
            builder = builder.In(loop.Body.Entry);
        }

        var index = loops.ConvertAll(loop => (Value)loop.InductionVariable);
        var element = builder.Add(new TensorExtractOp(op.Source, index));
        changed = builder.Add(new TensorInsertOp(element, changed, Whole(builder, op.Indices, op.ScatterDims, inside, index)));
        for (var i = loops.Count - 1; i >= 0; i--)
        {
            builder.In(loops[i].Body.Entry).Insert(new YieldOp([changed]));
            changed = loops[i].Results[0];
        }

        return changed;
    }

    // How many dimensions of the slices tell them apart.
    private static int CountOf(Value indices) => ((RankedTensorType)indices.Type).Rank - 1;

    // For each dimension of the whole the one of the slices, or -1 where coordinates choose. These may have dimensions of one element.
    private static int[] Inside(Value whole, Value indices, Sequence<long> chosen, RankedTensorType slices)
    {
        var (rank, next) = (((RankedTensorType)whole.Type).Rank, CountOf(indices));
        var isFull = slices.Rank == next + rank;
        var inside = new int[rank];
        for (var d = 0; d < rank; d++)
        {
            var isChosen = chosen.Contains(d);
            inside[d] = isChosen ? -1 : next;
            if (!isChosen || isFull) next++;
        }

        return inside;
    }

    // The index in the whole of an element of the slices.
    private static Value[] Whole(Builder builder, Value indices, Sequence<long> chosen, int[] inside, IReadOnlyList<Value> index)
    {
        var (which, next) = (index.Take(CountOf(indices)).ToList(), 0);
        return [.. inside.Select(d => d >= 0 ? index[d] : Coordinate(next++))];

        Value Coordinate(int number)
        {
            var value = builder.Add(new TensorExtractOp(indices, [.. which, builder.Add(ConstantOp.Index(number))]));
            return value.Type is IndexType ? value : builder.Add(new IndexCastOp(value, IndexType.Instance));
        }
    }

    // Slices are as large as what they replace, and as many as there are coordinates, where types do not say so.
    private static void RequireSlices(Builder builder, TensorScatterOp op, int[] inside)
    {
        for (var d = 0; d < CountOf(op.Indices); d++) Require(op.Indices, d, d);
        for (var d = 0; d < inside.Length; d++)
            if (inside[d] >= 0) Require(op.Dest, d, inside[d]);

        void Require(Value other, int dimension, int slices)
        {
            var (a, b) = (LowerTensorAccess.Extent(builder, op.Source, slices), LowerTensorAccess.Extent(builder, other, dimension));
            if (a == b) return;
            var same = builder.Add(new CmpIOp(CmpIPredicate.Eq, a.At(builder), b.At(builder)));
            builder.Insert(new AssertOp($"dimension {slices} of the slices is not that of what they replace", same));
        }
    }
}
