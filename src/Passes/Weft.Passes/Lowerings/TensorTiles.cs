using Weft.IR;

namespace Weft.Passes;

/// <summary>Tensors in tiles: each element of one side is the element of the other whose index is computed.</summary>
internal static class TensorTiles
{
    // packed[outer..., inner...] = source[outer * tile + inner], or the padding where that is outside
    public static Value Pack(PackOp op)
    {
        var builder = Builder.At(op);
        Require(builder, op, op.Source, op.Dest);
        return LowerTensorAccess.Generate(builder, op.PackedType, d => LowerTensorAccess.Extent(builder, op.Dest, d), Element);

        Value Element(Builder body, IReadOnlyList<Value> index)
        {
            var (tiles, flat) = (op.MixedTiles, new Value[op.UnpackedType.Rank]);
            for (var place = 0; place < flat.Length; place++) flat[Dimension(op, place)] = index[place];
            for (var i = 0; i < tiles.Length; i++)
            {
                ref var at = ref flat[op.InnerDimsPos[i]];
                at = body.Add(new AddIOp(body.Add(new MulIOp(at, tiles[i].At(body))), index[flat.Length + i]));
            }

            return op.PaddingValue is { } padding ? Padded(body, op, flat, padding) : body.Add(new TensorExtractOp(op.Source, flat));
        }
    }

    // flat[at] = source[at / tile..., at % tile...]
    public static Value Unpack(UnpackOp op)
    {
        var builder = Builder.At(op);
        Require(builder, op, op.Dest, op.Source);
        return LowerTensorAccess.Generate(builder, op.UnpackedType, d => LowerTensorAccess.Extent(builder, op.Dest, d), Element);

        Value Element(Builder body, IReadOnlyList<Value> index)
        {
            var (tiles, rank) = (op.MixedTiles, op.UnpackedType.Rank);
            var (outer, inner) = (index.ToArray(), new Value[tiles.Length]);
            for (var i = 0; i < tiles.Length; i++)
            {
                var (d, tile) = ((int)op.InnerDimsPos[i], tiles[i].At(body));
                outer[d] = body.Add(new DivUIOp(index[d], tile));
                inner[i] = body.Add(new RemUIOp(index[d], tile));
            }

            var packed = Enumerable.Range(0, rank).Select(place => outer[Dimension(op, place)]).Concat(inner);
            return body.Add(new TensorExtractOp(op.Source, [.. packed]));
        }
    }

    // The dimension that an outer one counts.
    private static int Dimension(ITiling op, int place) => op.OuterDimsPerm is { Count: > 0 } order ? (int)order[place] : place;

    private static Value Padded(Builder body, PackOp op, Value[] index, Value padding)
    {
        Value? isInside = null;
        foreach (var d in op.InnerDimsPos)
        {
            var extent = LowerTensorAccess.Extent(body, op.Source, (int)d).At(body);
            var fits = body.Add(new CmpIOp(CmpIPredicate.Ult, index[d], extent));
            isInside = isInside is null ? fits : body.Add(new AndIOp(isInside, fits));
        }

        if (isInside is null) return body.Add(new TensorExtractOp(op.Source, index));
        var choice = body.Insert(new IfOp(isInside, [padding.Type]));
        var (then, otherwise) = (body.In(choice.ThenRegion.AddBlock()), body.In(choice.ElseRegion.AddBlock()));
        then.Insert(new YieldOp([then.Add(new TensorExtractOp(op.Source, index))]));
        otherwise.Insert(new YieldOp([padding]));
        return choice.Results[0];
    }

    // The innermost extents are the tiles', and there are enough tiles, where types do not say so.
    private static void Require(Builder builder, ITiling op, Value flat, Value packed)
    {
        var (tiles, rank) = (op.MixedTiles, op.UnpackedType.Rank);
        for (var i = 0; i < tiles.Length; i++)
        {
            var extent = LowerTensorAccess.Extent(builder, packed, rank + i);
            if (tiles[i] == extent) continue;
            var same = builder.Add(new CmpIOp(CmpIPredicate.Eq, tiles[i].At(builder), extent.At(builder)));
            builder.Insert(new AssertOp($"tiles of dimension {op.InnerDimsPos[i]} are not as large as the operation says", same));
        }

        for (var place = 0; place < rank; place++)
        {
            var d = Dimension(op, place);
            var (count, needed) = (LowerTensorAccess.Extent(builder, packed, place), LowerTensorAccess.Extent(builder, flat, d));
            var tile = op.InnerDimsPos.ToList().IndexOf(d) is >= 0 and var cut ? tiles[cut] : 1;
            if (count.Constant * tile.Constant >= needed.Constant) continue;
            var covered = builder.Add(new MulIOp(count.At(builder), tile.At(builder)));
            var isEnough = builder.Add(new CmpIOp(CmpIPredicate.Uge, covered, needed.At(builder)));
            builder.Insert(new AssertOp($"tiles of dimension {d} are too few", isEnough));
        }
    }
}
