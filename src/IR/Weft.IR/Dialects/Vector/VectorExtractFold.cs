using System;
using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>What was put together need not be taken apart: an extraction goes to the vector that its part comes from.</summary>
public sealed partial class VectorExtractOp : IFold
{
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants)
    {
        // extract(x)[] -> x
        if (StaticPosition.IsEmpty && Vector.Type == Result.Type) return Vector;
        if (DynamicPosition.Count > 0) return default;
        return Vector.Def switch
        {
            VectorExtractOp => OfExtract(),
            VectorInsertOp or VectorTransposeOp => OfInsertsAndTransposes(),
            VectorBroadcastOp { Source: var x } => OfBroadcast(x),
            VectorSplatOp { Input: var x } => OfBroadcast(x),
            ShapeCastOp { Source: var x } => OfShapeCast(x),
            ExtractStridedSliceOp slice => OfSlice(slice),
            InsertStridedSliceOp insert => OfInsertedSlices(insert),
            VectorFromElementsOp list => OfElements(list),
            _ => default,
        };
    }

    // An element has no shape.
    private Sequence<long> PartShape => Result.Type is VectorType part ? part.Shape : [];

    private FoldResult From(Value vector, IEnumerable<long> position)
    {
        SetOperand(0, vector);
        StaticPosition = position.ToSequence();
        return FoldResult.InPlace;
    }

    // extract(extract(x)[i])[j] -> extract(x)[i, j], all the way up
    private FoldResult OfExtract()
    {
        var (vector, position) = (Vector, StaticPosition.AsEnumerable());
        for (; vector.Def is VectorExtractOp outer; vector = outer.Vector)
        {
            if (outer.DynamicPosition.Count > 0) return default;
            position = outer.StaticPosition.Concat(position);
        }

        // The only element of a vector may have been taken for a vector.
        return position.Count() <= ((VectorType)vector.Type).Rank ? From(vector, position) : default;
    }

    private FoldResult OfInsertsAndTransposes()
    {
        var (vector, position) = new PartTrace(StaticPosition, SourceType.Rank).Follow(Vector);
        return position is null || vector == Vector ? default(FoldResult)
            : vector.Type == Result.Type ? vector
            : vector.Type is VectorType type && AreCompatible(PartOf(type, position.Count), Result.Type) ? From(vector, position)
            : default;
    }

    // extract(broadcast(x)) -> x, or the part of x that is repeated
    private FoldResult OfBroadcast(Value x)
    {
        if (x.Type == Result.Type) return x;
        if (x.Type is not VectorType type || PartShape.Count >= type.Rank || !type.Shape.EndsWith(PartShape)) return default;
        var depth = type.Rank - PartShape.Count;
        // Of what is repeated in a dimension there is only the first.
        var lead = SourceType.Rank - type.Rank;
        return From(x, type.Shape.Take(depth).Select((extent, d) => extent == 1 ? 0 : StaticPosition[lead + d]));
    }

    // extract(shape_cast(x))[i] -> extract(x)[j], when the part is one of x, too
    private FoldResult OfShapeCast(Value x)
    {
        var shape = ((VectorType)x.Type).Shape;
        if (SourceType.Rank == 0 || shape.IsEmpty || !shape.EndsWith(PartShape)) return default;
        // Parts have the same number on both sides.
        var number = Extents.Number(StaticPosition, SourceType.Shape.Take(StaticPosition.Count).ToSequence());
        return From(x, Extents.Position(number, shape.Take(shape.Count - PartShape.Count).ToSequence()));
    }

    // extract(extract_strided_slice(x)[o])[i] -> extract(x)[o + i], when the part was not cut
    private FoldResult OfSlice(ExtractStridedSliceOp slice)
    {
        var (offsets, cut) = (slice.Offsets.Int64s, slice.Offsets.Elements.Count);
        while (cut > 0 && SourceType.Shape[cut - 1] == slice.SourceType.Shape[cut - 1]) cut--;
        return cut <= StaticPosition.Count
            ? From(slice.Vector, StaticPosition.Select((at, d) => d < cut ? at + offsets[d] : at))
            : default;
    }

    // extract(insert_strided_slice(x, y)) -> extract(x), when the part lies in what was inserted, and not in what was inserted later
    private FoldResult OfInsertedSlices(InsertStridedSliceOp? insert)
    {
        for (; insert is not null; insert = insert.Dest.Def as InsertStridedSliceOp)
        {
            var (source, dest) = (insert.SourceType.Shape, insert.DestType.Shape);
            if (PartShape.Count > source.Count) return default;
            if (PositionIn(insert) is not { } position) continue;
            return dest.EndsWith([.. source.Skip(source.Count - PartShape.Count)]) ? From(insert.Source, position) : default;
        }

        return default;
    }

    // Where in an inserted box the part begins; null when it is not there.
    private List<long>? PositionIn(InsertStridedSliceOp insert)
    {
        var (offsets, box, position) = (insert.Offsets.Int64s, insert.SourceType.Shape, new List<long>());
        var lead = offsets.Count - box.Count;
        for (var d = 0; d < StaticPosition.Count; d++)
        {
            var at = StaticPosition[d] - offsets[d];
            if (at < 0 || at >= (d < lead ? 1 : box[d - lead])) return null;
            if (d >= lead) position.Add(at);
        }

        return position;
    }

    // extract(from_elements(x, y...))[i] -> the one of them
    private FoldResult OfElements(VectorFromElementsOp list) => Result.Type == SourceType.Element
        ? list.Elements[(int)Extents.Number(StaticPosition, SourceType.Shape)]
        : default(FoldResult);
}
