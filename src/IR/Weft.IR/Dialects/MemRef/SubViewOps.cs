using System;
using System.Linq;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>A part of memory: in each dimension from an offset, so many elements, with a step. Undefined when it does not lie in the
/// source. Dimensions of extent 1 may be left out of the result's type.</summary>
[Op("memref.subview",
    Format = "$source `` custom<DynamicIndexList>($offsets, $static_offsets) custom<DynamicIndexList>($sizes, $static_sizes) "
        + "custom<DynamicIndexList>($strides, $static_strides) attr-dict `:` type($source) `to` type($result)")]
[Traits(AttrSizedOperandSegments, Pure)]
public sealed partial class SubViewOp : Operation, INamesValues, IViewLike, IOffsetSizeAndStride, IFold
{
    [Operand<AnyMemRef>] public partial Value Source { get; }

    [Operand<Index>] public partial OperandRange Offsets { get; }

    [Operand<Index>] public partial OperandRange Sizes { get; }

    [Operand<Index>] public partial OperandRange Strides { get; }

    [Attr(Name = "static_offsets")] public partial Sequence<long> StaticOffsets { get; set; }

    [Attr(Name = "static_sizes")] public partial Sequence<long> StaticSizes { get; set; }

    [Attr(Name = "static_strides")] public partial Sequence<long> StaticStrides { get; set; }

    [Result<AnyMemRef>] public partial OpResult Result { get; }

    public Value ViewSource => Source;

    public MemRefType SourceType => (MemRefType)Source.Type;

    public (int Offsets, int Sizes, int Strides) SliceRanks => (SourceType.Rank, SourceType.Rank, SourceType.Rank);

    /// <summary>For each dimension of the source whether the result does without it.</summary>
    public bool[]? DroppedDimensions =>
        SubViewTypes.Infer(SourceType, StaticOffsets, StaticSizes, StaticStrides) is { } full
            ? SubViewTypes.Dropped(full, (MemRefType)Result.Type, this.MixedSizes) : null;

    public void SuggestNames(Action<Value, string> suggest) => suggest(Result, "subview");

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => MemRefFolds.Fold(this);

    private bool Verify(DiagnosticBag diagnostics)
    {
        var (source, result) = (SourceType, (MemRefType)Result.Type);
        if (!OffsetsSizesAndStrides.Verify(this, diagnostics)) return false;
        if (source.MemorySpace != result.MemorySpace)
            return Fail($"different memory spaces specified for base memref type '{source}' and subview memref type '{result}'");
        if (SubViewTypes.Infer(source, StaticOffsets, StaticSizes, StaticStrides) is not { } full)
            return Fail($"base type '{source}' is not strided");
        var whole = $"expected result type to be '{full}' or a rank-reduced version.";
        return SubViewTypes.Compare(full, result, this.MixedSizes) switch
        {
            SliceFit.Fits => true,
            SliceFit.RankTooLarge => Fail("expected result rank to be smaller or equal to the source rank. "),
            SliceFit.SizeMismatch => Fail($"{whole} (mismatch of result sizes) "),
            SliceFit.ElementTypeMismatch => Fail($"expected result element type to be '{full.Element}'"),
            SliceFit.MemorySpaceMismatch => Fail("expected result and source memory spaces to match."),
            _ => Fail($"{whole} (mismatch of result layout) "),
        };

        bool Fail(string message) => ErrorAsIs(diagnostics, message);
    }
}

/// <summary>Memory from the source's start with an offset, extents and strides of its own, whatever the source's are.</summary>
[Op("memref.reinterpret_cast",
    Format = "$source `to` `offset` `` `:` custom<DynamicIndexList>($offsets, $static_offsets) "
        + "`` `,` `sizes` `` `:` custom<DynamicIndexList>($sizes, $static_sizes) "
        + "`` `,` `strides` `` `:` custom<DynamicIndexList>($strides, $static_strides) attr-dict `:` type($source) `to` type($result)")]
[Traits(AttrSizedOperandSegments, Pure)]
public sealed partial class ReinterpretCastOp : Operation, INamesValues, IViewLike, IOffsetSizeAndStride, IFold
{
    [Operand<AnyRankedOrUnrankedMemRef>] public partial Value Source { get; }

    [Operand<Index>] public partial OperandRange Offsets { get; }

    [Operand<Index>] public partial OperandRange Sizes { get; }

    [Operand<Index>] public partial OperandRange Strides { get; }

    [Attr(Name = "static_offsets")] public partial Sequence<long> StaticOffsets { get; set; }

    [Attr(Name = "static_sizes")] public partial Sequence<long> StaticSizes { get; set; }

    [Attr(Name = "static_strides")] public partial Sequence<long> StaticStrides { get; set; }

    [Result<AnyMemRef>] public partial OpResult Result { get; }

    public Value ViewSource => Source;

    public (int Offsets, int Sizes, int Strides) SliceRanks => (1, ((MemRefType)Result.Type).Rank, ((MemRefType)Result.Type).Rank);

    public void SuggestNames(Action<Value, string> suggest) => suggest(Result, "reinterpret_cast");

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => MemRefFolds.Fold(this);

    private bool Verify(DiagnosticBag diagnostics)
    {
        var result = (MemRefType)Result.Type;
        if (!OffsetsSizesAndStrides.Verify(this, diagnostics)) return false;
        if (MemRefTypes.SpaceOf(Source.Type) != result.MemorySpace) return Different("memory spaces");
        if (((ShapedType)Source.Type).Element != result.Element) return Different("element types");
        if (Mismatch(StaticSizes, result.Shape) is { } d)
            return Fail($"expected result type with size = {StaticSizes[d]} instead of {result.Shape[d]} in dim = {d}");
        if (result.Strided is not { } layout) return Fail($"expected result type to have strided layout but found '{result}'");
        if (!Extents.Agree(StaticOffsets[0], layout.Offset))
            return Fail($"expected result type with offset = {StaticOffsets[0]} instead of {layout.Offset}");
        return Mismatch(StaticStrides, layout.Strides) is not { } s
            || Fail($"expected result type with stride = {StaticStrides[s]} instead of {layout.Strides[s]} in dim = {s}");

        bool Fail(string message) => ErrorAsIs(diagnostics, message);

        bool Different(string what) =>
            Fail($"different {what} specified for source type '{Source.Type}' and result memref type '{result}'");
    }

    private static int? Mismatch(Sequence<long> expected, Sequence<long> actual)
    {
        for (var d = 0; d < expected.Count; d++)
            if (!Extents.Agree(expected[d], actual[d]))
                return d;
        return null;
    }
}
