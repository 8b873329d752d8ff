using System;
using System.Collections.Generic;
using System.Linq;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>The part of a vector at a position in its first dimensions: an element when all of them are given. Undefined when the
/// position is not in range.</summary>
[Op("vector.extract",
    Format = "$vector `` custom<DynamicIndexList>($dynamic_position, $static_position) attr-dict `:` type($result) `from` type($vector)")]
[Traits(Pure)]
[Holds("operand and result have same element type", nameof(HasSameElements))]
public sealed partial class VectorExtractOp : Operation, IFold
{
    [Operand<AnyVectorOfAnyRank>] public partial Value Vector { get; }

    [Operand<Index>(Name = "dynamic_position")] public partial OperandRange DynamicPosition { get; }

    [Attr(Name = "static_position")] public partial Sequence<long> StaticPosition { get; set; }

    [Result<AnyType>] public partial OpResult Result { get; }

    public VectorType SourceType => (VectorType)Vector.Type;

    private bool HasSameElements => VectorRules.SameElements(Vector, Result);

    /// <summary>What is left of a type when a position of so many dimensions is given: an element, or a vector of the rest.</summary>
    public static IrType PartOf(VectorType type, int depth) =>
        depth == type.Rank ? type.Element : VectorType.Of(type.Dims.Skip(Math.Min(depth, type.Rank)), type.Element);

    // A vector of one element may stand for the element.
    private static bool AreCompatible(IrType a, IrType b) =>
        a == b || IsOne(a, b) || IsOne(b, a);

    private static bool IsOne(IrType vector, IrType element) =>
        vector is VectorType { Extents: { Count: 1 } extents } one && extents[0] == 1 && one.Element == element;

    // What was put together need not be taken apart: an extraction goes to the vector that its part comes from.
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

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (StaticPosition.Count(p => p == ShapedType.Dynamic) != DynamicPosition.Count)
            return Error(
                diagnostics,
                "mismatch between dynamic and static positions (kDynamic marker but no corresponding dynamic position) -- this can only "
                + "happen due to an incorrect fold/rewrite");
        if (StaticPosition.Count > SourceType.Rank)
            return Error(diagnostics, "expected position attribute of rank no greater than vector rank");
        for (var i = 0; i < StaticPosition.Count; i++)
            if (StaticPosition[i] != ShapedType.Dynamic && (ulong)StaticPosition[i] >= (ulong)SourceType.Shape[i])
                return Error(
                    diagnostics,
                    $"expected position attribute #{i + 1} to be a non-negative integer smaller than the corresponding vector dimension");
        var inferred = PartOf(SourceType, StaticPosition.Count);
        return AreCompatible(inferred, Result.Type) || VectorRules.VerifyInferred(this, inferred, diagnostics);
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
