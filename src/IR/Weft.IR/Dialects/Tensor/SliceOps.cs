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
public sealed partial class ExtractSliceOp : Operation, INamesValues, IOffsetSizeAndStride
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

    private bool Verify(DiagnosticBag diagnostics) => OffsetsSizesAndStrides.Verify(this, diagnostics)
        && TensorSlices.Verify(this, SourceType, (RankedTensorType)Result.Type, StaticSizes, diagnostics);
}

/// <summary>A tensor in which a part is replaced by another tensor. Undefined when the part does not lie in the destination.</summary>
[Op("tensor.insert_slice",
    Format = "$source `into` $dest `` custom<DynamicIndexList>($offsets, $static_offsets) custom<DynamicIndexList>($sizes, $static_sizes) "
        + "custom<DynamicIndexList>($strides, $static_strides) attr-dict `:` type($source) `into` type($dest)")]
[Traits(AttrSizedOperandSegments, Pure)]
[TypesMatch("expected result type to match dest type", nameof(Dest), nameof(Result), nameof(TypeRules.Same))]
public sealed partial class InsertSliceOp : Operation, INamesValues, IOffsetSizeAndStride, IDestinationStyle
{
    [Operand<AnyRankedTensor>] public partial Value Source { get; }

    [Operand<AnyRankedTensor>] public partial Value Dest { get; }

    [Operand<Index>] public partial OperandRange Offsets { get; }

    [Operand<Index>] public partial OperandRange Sizes { get; }

    [Operand<Index>] public partial OperandRange Strides { get; }

    [Attr(Name = "static_offsets")] public partial Sequence<long> StaticOffsets { get; set; }

    [Attr(Name = "static_sizes")] public partial Sequence<long> StaticSizes { get; set; }

    [Attr(Name = "static_strides")] public partial Sequence<long> StaticStrides { get; set; }

    [Result<AnyRankedTensor>] public partial OpResult Result { get; }

    public RankedTensorType DestType => (RankedTensorType)Dest.Type;

    public OperandRange DpsInputs => Operands.Slice(0, 1);

    public OperandRange DpsInits => Operands.Slice(1, 1);

    public (int Offsets, int Sizes, int Strides) SliceRanks => (DestType.Rank, DestType.Rank, DestType.Rank);

    /// <summary>For each dimension of the destination whether the source does without it.</summary>
    public bool[] DroppedDimensions => TensorSlices.Dropped(StaticSizes, ((RankedTensorType)Source.Type).Shape);

    public static InsertSliceOp Of(
        Value source, Value dest, IReadOnlyList<MixedIndex> offsets, IReadOnlyList<MixedIndex> sizes, IReadOnlyList<MixedIndex> strides)
    {
        var ((numbers, values), (sizeNumbers, sizeValues), (stepNumbers, stepValues)) =
            (MixedIndex.Split(offsets), MixedIndex.Split(sizes), MixedIndex.Split(strides));
        return new(numbers, sizeNumbers, stepNumbers, source, dest, values, sizeValues, stepValues);
    }

    public void SuggestNames(Action<Value, string> suggest) => suggest(Result, "inserted_slice");

    private bool Verify(DiagnosticBag diagnostics) => OffsetsSizesAndStrides.Verify(this, diagnostics)
        && TensorSlices.Verify(this, DestType, (RankedTensorType)Source.Type, StaticSizes, diagnostics);
}

/// <summary>What one turn of a parallel loop puts into a part of its output.</summary>
[Op("tensor.parallel_insert_slice",
    Format = "$source `into` $dest `` custom<DynamicIndexList>($offsets, $static_offsets) custom<DynamicIndexList>($sizes, $static_sizes) "
        + "custom<DynamicIndexList>($strides, $static_strides) attr-dict `:` type($source) `into` type($dest)")]
[Traits(AttrSizedOperandSegments)]
public sealed partial class ParallelInsertSliceOp : Operation, IOffsetSizeAndStride
{
    [Operand<AnyRankedTensor>] public partial Value Source { get; }

    [Operand<AnyRankedTensor>] public partial Value Dest { get; }

    [Operand<Index>] public partial OperandRange Offsets { get; }

    [Operand<Index>] public partial OperandRange Sizes { get; }

    [Operand<Index>] public partial OperandRange Strides { get; }

    [Attr(Name = "static_offsets")] public partial Sequence<long> StaticOffsets { get; set; }

    [Attr(Name = "static_sizes")] public partial Sequence<long> StaticSizes { get; set; }

    [Attr(Name = "static_strides")] public partial Sequence<long> StaticStrides { get; set; }

    public RankedTensorType DestType => (RankedTensorType)Dest.Type;

    public (int Offsets, int Sizes, int Strides) SliceRanks => (DestType.Rank, DestType.Rank, DestType.Rank);

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (!OffsetsSizesAndStrides.Verify(this, diagnostics)) return false;
        if (ParentOp is { } parent and not InParallelOp)
            return diagnostics.Error(Location, $"expected ParallelCombiningOpInterface parent, got:\n{parent}");
        return TensorSlices.Verify(this, DestType, (RankedTensorType)Source.Type, StaticSizes, diagnostics);
    }
}

/// <summary>The types of parts of tensors.</summary>
internal static class TensorSlices
{
    public static bool Verify(Operation op, RankedTensorType whole, RankedTensorType part, Sequence<long> sizes, DiagnosticBag diagnostics)
    {
        var full = whole with { Extents = sizes };
        return RankReduction.Compare(full, part) switch
        {
            SliceFit.Fits => true,
            SliceFit.RankTooLarge => diagnostics.Error(op.Location, "expected rank to be smaller or equal to the other rank. "),
            SliceFit.SizeMismatch => diagnostics.Error(
                op.Location, $"expected type to be '{full}' or a rank-reduced version. (size mismatch) "),
            _ => diagnostics.Error(op.Location, $"expected element type to be '{full.Element}'"),
        };
    }

    /// <summary>For each size whether the reduced shape does without it: from the end, ones that it has not.</summary>
    public static bool[] Dropped(Sequence<long> sizes, Sequence<long> reduced)
    {
        var dropped = new bool[sizes.Count];
        var next = reduced.Count - 1;
        for (var d = sizes.Count - 1; d >= 0; d--)
        {
            var isOne = sizes[d] == 1;
            if (isOne && (next < 0 || reduced[next] != 1)) dropped[d] = true;
            else next--;
        }

        return dropped;
    }
}
