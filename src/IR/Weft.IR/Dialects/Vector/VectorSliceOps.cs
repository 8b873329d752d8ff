using System;
using System.Linq;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>A box of elements of a vector, whose first dimensions are cut.</summary>
[Op("vector.extract_strided_slice", Format = "$vector attr-dict `:` type($vector) `to` type(results)")]
[Traits(Pure)]
[Holds("operand and result have same element type", nameof(HasSameElements))]
public sealed partial class ExtractStridedSliceOp : Operation, IFold
{
    [Operand<AnyVector>] public partial Value Vector { get; }

    [Attr(Test = nameof(AttributeRules.IsI64Array), Summary = "64-bit integer array attribute")]
    public partial ArrayAttr Offsets { get; set; }

    [Attr(Test = nameof(AttributeRules.IsI64Array), Summary = "64-bit integer array attribute")]
    public partial ArrayAttr Sizes { get; set; }

    [Attr(Test = nameof(AttributeRules.IsI64Array), Summary = "64-bit integer array attribute")]
    public partial ArrayAttr Strides { get; set; }

    [Result<AnyVector>] public partial OpResult Result { get; }

    public VectorType SourceType => (VectorType)Vector.Type;

    private bool HasSameElements => VectorRules.SameElements(Vector, Result);

    /// <summary>The type of a box with these extents in the first dimensions.</summary>
    public static VectorType SliceOf(VectorType type, Sequence<long> sizes) => VectorType.Of(
        type.Dims.Select((dim, i) => i < sizes.Count ? dim with { Size = sizes[i] } : dim), type.Element);

    // extract_strided_slice(x) of all of x -> x
    // extract_strided_slice(insert_strided_slice(x, y)) -> extract_strided_slice(x), when the box lies in what was inserted, and not in
    // what was inserted later
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants)
    {
        if (SourceType == Result.Type) return Vector;
        for (var insert = Vector.Def as InsertStridedSliceOp; insert is not null; insert = insert.Dest.Def as InsertStridedSliceOp)
        {
            if (insert.SourceType.Rank != SourceType.Rank) return default;
            var (offsets, sizes) = (Offsets.Int64s, ((VectorType)Result.Type).Shape);
            var (start, extents) = (insert.Offsets.Int64s, insert.SourceType.Shape);
            var (isApart, isInside) = (false, true);
            for (var d = 0; d < sizes.Count; d++)
            {
                var at = (d < offsets.Count ? offsets[d] : 0) - start[d];
                isApart |= at + sizes[d] <= 0 || at >= extents[d];
                isInside &= at >= 0 && at + sizes[d] <= extents[d];
            }

            if (isApart) continue;
            if (!isInside) return default;
            SetOperand(0, insert.Source);
            Offsets = ArrayAttr.I64(offsets.Select((at, d) => at - start[d]));
            return FoldResult.InPlace;
        }

        return default;
    }

    private bool Verify(DiagnosticBag diagnostics)
    {
        var (type, offsets, sizes, strides) = (SourceType, Offsets.Int64s, Sizes.Int64s, Strides.Int64s);
        if (offsets.Count != sizes.Count || offsets.Count != strides.Count)
            return Error(diagnostics, "expected offsets, sizes and strides attributes of same size");
        if (!VectorRules.VerifyRankAtMost(this, "offsets", offsets, type, diagnostics)
            || !VectorRules.VerifyInShape(this, "offsets", offsets, type.Shape, 0, 0, diagnostics)
            || !VectorRules.VerifyInShape(this, "sizes", sizes, type.Shape, 1, 1, diagnostics)
            || !VectorRules.VerifyAllOnes(this, "strides", strides, diagnostics)
            || !VectorRules.VerifySumInShape(this, "offsets, sizes", offsets, sizes, type.Shape, diagnostics))
            return false;
        var expected = SliceOf(type, sizes);
        if (Result.Type != expected) return Error(diagnostics, $"expected result type to be '{expected}'");
        for (var i = 0; i < sizes.Count; i++)
            if (type.IsScalable(i) && sizes[i] != type.Shape[i])
                return Error(
                    diagnostics,
                    $"expected size at idx={i} to match the corresponding base size from the input vector ({sizes[i]} vs {type.Shape[i]})");
        return true;
    }
}

/// <summary>A vector in which a box, in the last dimensions, has the elements of another.</summary>
[Op("vector.insert_strided_slice", Format = "$source `,` $dest attr-dict `:` type($source) `into` type($dest)")]
[Traits(Pure)]
[Holds("operand #0 and result have same element type", nameof(HasSameElements))]
[AllTypesMatch(nameof(Dest), nameof(Res))]
public sealed partial class InsertStridedSliceOp : Operation, IFold
{
    [Operand<AnyVector>] public partial Value Source { get; }

    [Operand<AnyVector>] public partial Value Dest { get; }

    [Attr(Test = nameof(AttributeRules.IsI64Array), Summary = "64-bit integer array attribute")]
    public partial ArrayAttr Offsets { get; set; }

    [Attr(Test = nameof(AttributeRules.IsI64Array), Summary = "64-bit integer array attribute")]
    public partial ArrayAttr Strides { get; set; }

    [Result<AnyVector>] public partial OpResult Res { get; }

    public VectorType SourceType => (VectorType)Source.Type;

    public VectorType DestType => (VectorType)Dest.Type;

    private bool HasSameElements => VectorRules.SameElements(Source, Res);

    // insert_strided_slice(x, y) -> x, when it is all of y
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => SourceType == DestType ? Source : default(FoldResult);

    private bool Verify(DiagnosticBag diagnostics)
    {
        var (source, dest, offsets, strides) = (SourceType, DestType, Offsets.Int64s, Strides.Int64s);
        if (offsets.Count != dest.Rank) return Error(diagnostics, "expected offsets of same size as destination vector rank");
        if (strides.Count != source.Rank) return Error(diagnostics, "expected strides of same size as source vector rank");
        if (source.Rank > dest.Rank) return Error(diagnostics, "expected source rank to be no greater than destination rank");
        var lead = dest.Rank - source.Rank;
        var sizes = Enumerable.Repeat(0L, lead).Concat(source.Shape).ToSequence();
        if (!VectorRules.VerifyInShape(this, "offsets", offsets, dest.Shape, 0, 0, diagnostics)
            || !VectorRules.VerifyAllOnes(this, "strides", strides, diagnostics)
            || !VectorRules.VerifySumInShape(this, "offsets, source vector shape", offsets, sizes, dest.Shape, diagnostics))
            return false;
        for (var i = 0; i < source.Rank; i++)
        {
            if (source.IsScalable(i) != dest.IsScalable(lead + i))
                return Error(diagnostics, $"mismatching scalable flags (at source vector idx={i})");
            if (source.IsScalable(i) && source.Shape[i] != dest.Shape[lead + i])
                return Error(
                    diagnostics,
                    $"expected size at idx={i} to match the corresponding base size from the input vector "
                    + $"({source.Shape[i]} vs {dest.Shape[lead + i]})");
        }

        return true;
    }
}

/// <summary>A part of a scalable vector, at a position that is a multiple of the part's length (times the machine's multiple if the
/// part is scalable, too).</summary>
[Op("vector.scalable.extract", Format = "$source `[` $pos `]` attr-dict `:` type($res) `from` type($source)")]
[Traits(Pure)]
[Holds("all of {source, res} have same element type", nameof(HasSameElements))]
[Holds("position is a multiple of the result length.", nameof(IsAligned))]
public sealed partial class ScalableExtractOp : Operation
{
    [Operand<ScalableVectorOfRank1>] public partial Value Source { get; }

    [Attr] public partial long Pos { get; set; }

    [Result<VectorOfRank1>] public partial OpResult Res { get; }

    private bool HasSameElements => VectorRules.SameElements(Source, Res);

    private bool IsAligned => Pos % ((VectorType)Res.Type).ElementCount == 0;
}

/// <summary>A scalable vector with another part, at a position as in <c>vector.scalable.extract</c>.</summary>
[Op("vector.scalable.insert", Format = "$source `,` $dest `[` $pos `]` attr-dict `:` type($source) `into` type($dest)")]
[Traits(Pure)]
[Holds("all of {source, dest} have same element type", nameof(HasSameElements))]
[AllTypesMatch(nameof(Dest), nameof(Res))]
[Holds("position is a multiple of the source length.", nameof(IsAligned))]
public sealed partial class ScalableInsertOp : Operation
{
    [Operand<VectorOfRank1>] public partial Value Source { get; }

    [Operand<ScalableVectorOfRank1>] public partial Value Dest { get; }

    [Attr] public partial long Pos { get; set; }

    [Result<ScalableVectorOfRank1>] public partial OpResult Res { get; }

    private bool HasSameElements => VectorRules.SameElements(Source, Dest);

    private bool IsAligned => Pos % ((VectorType)Source.Type).ElementCount == 0;
}
