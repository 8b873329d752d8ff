using System;
using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>A part of a tensor: in each dimension from an offset, so many elements, with a step. Undefined when it does not lie in the
/// source. Dimensions of extent 1 may be left out of the result's type.</summary>
[Op("tensor.extract_slice",
    Format = "$source `` custom<DynamicIndexList>($offsets, $static_offsets) custom<DynamicIndexList>($sizes, $static_sizes) "
        + "custom<DynamicIndexList>($strides, $static_strides) attr-dict `:` type($source) `to` type($result)")]
[Traits(AttrSizedOperandSegments, Pure)]
public sealed partial class ExtractSliceOp : Operation, INamesValues, IOffsetSizeAndStride, IFold
{
    [Operand<AnyRankedTensor>] public partial Value Source { get; }

    [Operand<Index>] public partial OperandRange Offsets { get; }

    [Operand<Index>] public partial OperandRange Sizes { get; }

    [Operand<Index>] public partial OperandRange Strides { get; }

    [Attr(Name = "static_offsets")] public partial Sequence<long> StaticOffsets { get; set; }

    [Attr(Name = "static_sizes")] public partial Sequence<long> StaticSizes { get; set; }

    [Attr(Name = "static_strides")] public partial Sequence<long> StaticStrides { get; set; }

    [Result<AnyRankedTensor>] public partial OpResult Result { get; }

    public RankedTensorType SourceType => (RankedTensorType)Source.Type;

    public (int Offsets, int Sizes, int Strides) SliceRanks => (SourceType.Rank, SourceType.Rank, SourceType.Rank);

    /// <summary>For each dimension of the source whether the result does without it.</summary>
    public bool[] DroppedDimensions => TensorSlices.Dropped(StaticSizes, ((RankedTensorType)Result.Type).Shape);

    /// <summary>A slice whose result type is the full one, or the given one.</summary>
    public static ExtractSliceOp Of(
        Value source, IReadOnlyList<MixedIndex> offsets, IReadOnlyList<MixedIndex> sizes, IReadOnlyList<MixedIndex> strides,
        RankedTensorType? type = null)
    {
        var ((numbers, values), (sizeNumbers, sizeValues), (stepNumbers, stepValues)) =
            (MixedIndex.Split(offsets), MixedIndex.Split(sizes), MixedIndex.Split(strides));
        type ??= (RankedTensorType)source.Type with { Extents = sizeNumbers };
        return new(numbers, sizeNumbers, stepNumbers, source, values, sizeValues, stepValues, type);
    }

    public void SuggestNames(Action<Value, string> suggest) => suggest(Result, "extracted_slice");

    // A part of what is the same everywhere; all of a tensor; what was put there.
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants)
    {
        if (TensorFolding.Resized(constants[0], Result.Type) is { IsNone: false } part) return part;
        if (SourceType == Result.Type && this.IsAllOf(SourceType.Shape)) return Source;
        return Source.Def is InsertSliceOp insertion && insertion.Source.Type == Result.Type && this.IsSameSlice(insertion)
            ? insertion.Source : default(FoldResult);
    }

    private bool Verify(DiagnosticBag diagnostics) => OffsetsSizesAndStrides.Verify(this, diagnostics)
        && TensorSlices.Verify(this, SourceType, (RankedTensorType)Result.Type, StaticSizes, diagnostics);
}
