using System;
using System.Collections.Generic;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>Puts a tensor into a part of another. Undefined when the part does not lie in the destination.</summary>
[OpFamily("$source `into` $dest `` custom<DynamicIndexList>($offsets, $static_offsets) custom<DynamicIndexList>($sizes, $static_sizes) "
    + "custom<DynamicIndexList>($strides, $static_strides) attr-dict `:` type($source) `into` type($dest)")]
[Traits(AttrSizedOperandSegments)]
public abstract class SliceInsertionOp : Operation, ISliceInsertion
{
    private const int Segments = 3;

    protected SliceInsertionOp(OperationState state) : base(state) { }

    protected SliceInsertionOp(OpInfo info, OpParts parts) : base(info, parts) { }

    [Operand<AnyRankedTensor>] public Value Source => OperandSlots[0].Value;

    [Operand<AnyRankedTensor>] public Value Dest => OperandSlots[1].Value;

    [Operand<Index>] public OperandRange Offsets => Part(2);

    [Operand<Index>] public OperandRange Sizes => Part(3);

    [Operand<Index>] public OperandRange Strides => Part(4);

    [Attr(Name = "static_offsets")] public Sequence<long> StaticOffsets { get => Numbers(0); set => SetNumbers(0, value); }

    [Attr(Name = "static_sizes")] public Sequence<long> StaticSizes { get => Numbers(1); set => SetNumbers(1, value); }

    [Attr(Name = "static_strides")] public Sequence<long> StaticStrides { get => Numbers(2); set => SetNumbers(2, value); }

    public RankedTensorType DestType => (RankedTensorType)Dest.Type;

    public (int Offsets, int Sizes, int Strides) SliceRanks => (DestType.Rank, DestType.Rank, DestType.Rank);

    public abstract ISliceInsertion With(
        Value source, Value dest, IReadOnlyList<MixedIndex> offsets, IReadOnlyList<MixedIndex> sizes, IReadOnlyList<MixedIndex> strides);

    protected bool VerifyTypes(DiagnosticBag diagnostics) =>
        TensorSlices.Verify(this, DestType, (RankedTensorType)Source.Type, StaticSizes, diagnostics);

    private OperandRange Part(int group)
    {
        var (start, count) = Segment(Segments, group);
        return Operands.Slice(start, count);
    }

    private Sequence<long> Numbers(int property) => ((DenseArrayAttr)Property(property)!).Values;

    private void SetNumbers(int property, Sequence<long> values) => SetProperty(property, new DenseArrayAttr(IntegerType.I64, values));
}

/// <summary>A tensor in which a part is replaced by another tensor. Undefined when the part does not lie in the destination.</summary>
[Op("tensor.insert_slice")]
[Traits(Pure)]
[TypesMatch("expected result type to match dest type", nameof(Dest), nameof(Result), nameof(TypeRules.Same))]
public sealed partial class InsertSliceOp : SliceInsertionOp, INamesValues, IDestinationStyle, IFold
{
    [Result<AnyRankedTensor>] public partial OpResult Result { get; }

    public OperandRange DpsInits => Operands.Slice(1, 1);

    /// <summary>For each dimension of the destination whether the source does without it.</summary>
    public bool[] DroppedDimensions => TensorSlices.Dropped(StaticSizes, ((RankedTensorType)Source.Type).Shape);

    public static InsertSliceOp Of(
        Value source, Value dest, IReadOnlyList<MixedIndex> offsets, IReadOnlyList<MixedIndex> sizes, IReadOnlyList<MixedIndex> strides)
    {
        var ((numbers, values), (sizeNumbers, sizeValues), (stepNumbers, stepValues)) =
            (MixedIndex.Split(offsets), MixedIndex.Split(sizes), MixedIndex.Split(strides));
        return new(numbers, sizeNumbers, stepNumbers, source, dest, values, sizeValues, stepValues);
    }

    public override ISliceInsertion With(
        Value source, Value dest, IReadOnlyList<MixedIndex> offsets, IReadOnlyList<MixedIndex> sizes, IReadOnlyList<MixedIndex> strides) =>
        Of(source, dest, offsets, sizes, strides);

    public void SuggestNames(Action<Value, string> suggest) => suggest(Result, "inserted_slice");

    // All of a tensor; over what was put there before; what was there before; nothing.
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants)
    {
        if (DestType.HasStaticShape && Source.Type == Dest.Type && this.IsAllOf(DestType.Shape)) return Source;
        if (Dest.Def is InsertSliceOp before && before.Source.Type == Source.Type && this.IsSameSlice(before))
        {
            SetOperand(1, before.Dest);
            return FoldResult.InPlace;
        }

        if (Source.Def is ExtractSliceOp slice && slice.Source == Dest && this.IsSameSlice(slice)) return Dest;
        return Array.Exists(this.MixedSizes, size => size.Is(0)) ? Dest : default(FoldResult);
    }

    private bool Verify(DiagnosticBag diagnostics) => OffsetsSizesAndStrides.Verify(this, diagnostics) && VerifyTypes(diagnostics);
}

/// <summary>What one turn of a parallel loop puts into a part of its output.</summary>
[Op("tensor.parallel_insert_slice")]
[Traits(None)]
public sealed partial class ParallelInsertSliceOp : SliceInsertionOp
{
    public override ISliceInsertion With(
        Value source, Value dest, IReadOnlyList<MixedIndex> offsets, IReadOnlyList<MixedIndex> sizes, IReadOnlyList<MixedIndex> strides)
    {
        var ((numbers, values), (sizeNumbers, sizeValues), (stepNumbers, stepValues)) =
            (MixedIndex.Split(offsets), MixedIndex.Split(sizes), MixedIndex.Split(strides));
        return new ParallelInsertSliceOp(numbers, sizeNumbers, stepNumbers, source, dest, values, sizeValues, stepValues);
    }

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (!OffsetsSizesAndStrides.Verify(this, diagnostics)) return false;
        if (ParentOp is { } parent and not InParallelOp)
            return ErrorAsIs(diagnostics, $"expected ParallelCombiningOpInterface parent, got:\n{parent}");
        return VerifyTypes(diagnostics);
    }
}
