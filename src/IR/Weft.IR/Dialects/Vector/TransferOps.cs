using System;
using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>What reads and writes of a box of elements have in common.</summary>
public interface IVectorTransfer : IMaskable
{
    /// <summary>The memory or tensor.</summary>
    Value Source { get; }

    /// <summary>Where the box begins.</summary>
    OperandRange Indices { get; }

    AffineMapAttr PermutationMap { get; }

    /// <summary>For each dimension of the vector whether all of it lies in the source.</summary>
    ArrayAttr InBounds { get; set; }

    Value? Mask { get; }

    ShapedType ShapedType { get; }

    VectorType VectorType { get; }
}

/// <summary>
/// A vector of the elements of a box in memory or in a tensor. A map says which dimension of the source each dimension of the vector
/// goes along (zero: none, the elements repeat). Elements outside of the source, and masked-off ones, are the padding.
/// </summary>
[Op("vector.transfer_read")]
[Traits(AttrSizedOperandSegments)]
public sealed partial class TransferReadOp : Operation, IVectorTransfer, IDestinationStyle, IHasValueEffects, IFold
{
    [Operand<AnyShaped>] public partial Value Source { get; }

    [Operand<Index>] public partial OperandRange Indices { get; }

    [Attr(Name = "permutation_map")] public partial AffineMapAttr PermutationMap { get; set; }

    [Operand<AnyType>] public partial Value Padding { get; }

    [Operand<VectorOfBool>] public partial Value? Mask { get; }

    [Attr(Name = "in_bounds", Test = nameof(AttributeRules.IsBoolArray), Summary = "1-bit boolean array attribute")]
    public partial ArrayAttr InBounds { get; set; }

    [Result<AnyVectorOfAnyRank>] public partial OpResult Vector { get; }

    public ShapedType ShapedType => (ShapedType)Source.Type;

    public VectorType VectorType => (VectorType)Vector.Type;

    public VectorType ExpectedMaskType => TransferRules.MaskType(VectorType, PermutationMap.Map);

    public bool SupportsPassthru => true;

    public OperandRange DpsInits => default;

    public MemoryEffects Effects => Source.Type is MemRefType ? MemoryEffects.Read : MemoryEffects.None;

    public IReadOnlyList<MemoryEffect> ValueEffects => Effects == MemoryEffects.None ? [] : [new(Effects, Source)];

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) =>
        TransferFolds.WrittenBefore(this) is { } written ? written
        : TransferFolds.Simplify(this) is { IsNone: false } simpler ? simpler
        : TransferFolds.SkipTensorCast(this);

    public static bool Parse(IrParser parser, OperationState state) => TransferForm.ParseRead(parser, state);

    public override void PrintCustom(IrPrinter printer)
    {
        printer.Space();
        printer.Value(Source);
        printer.Text("[");
        printer.Values(Indices);
        printer.Text("], ");
        printer.Values(Mask is null ? [Padding] : [Padding, Mask]);
        TransferForm.PrintAttributes(printer, this);
        printer.Text(" : ");
        printer.Types([Source.Type, Vector.Type]);
    }

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (!VectorRules.VerifyIndexCount(this, ShapedType, Indices.Count, diagnostics) || !TransferRules.Verify(this, diagnostics))
            return false;
        if (Padding.Type != ShapedType.Element)
            return Error(diagnostics, ShapedType.Element is Weft.IR.VectorType
                ? "requires source element type and padding type to match."
                : Padding.Type is IntegerType or IndexType or FloatType
                ? "requires formal padding and source of the same elemental type"
                : "requires valid padding vector elemental type");
        return TransferRules.VerifyPermutation(this, diagnostics);
    }
}

/// <summary>
/// Puts a vector into a box of elements of memory, or gives a tensor with them. A map says which dimension of the target each dimension
/// of the vector goes along. Elements outside of the target, and masked-off ones, are not written.
/// </summary>
[Op("vector.transfer_write")]
[Traits(AttrSizedOperandSegments)]
public sealed partial class TransferWriteOp : Operation, IVectorTransfer, IDestinationStyle, IHasValueEffects, IFold
{
    [Operand<AnyVectorOfAnyRank>] public partial Value Vector { get; }

    [Operand<AnyShaped>] public partial Value Source { get; }

    [Operand<Index>] public partial OperandRange Indices { get; }

    [Attr(Name = "permutation_map")] public partial AffineMapAttr PermutationMap { get; set; }

    [Operand<VectorOfBool>] public partial Value? Mask { get; }

    [Attr(Name = "in_bounds", Test = nameof(AttributeRules.IsBoolArray), Summary = "1-bit boolean array attribute")]
    public partial ArrayAttr InBounds { get; set; }

    [Result<AnyRankedTensor>] public partial OpResult? Result { get; }

    public ShapedType ShapedType => (ShapedType)Source.Type;

    public VectorType VectorType => (VectorType)Vector.Type;

    public VectorType ExpectedMaskType => TransferRules.MaskType(VectorType, PermutationMap.Map);

    public bool SupportsPassthru => false;

    public OperandRange DpsInits => Operands.Slice(1, 1);

    public MemoryEffects Effects => Source.Type is MemRefType ? MemoryEffects.Write : MemoryEffects.None;

    public IReadOnlyList<MemoryEffect> ValueEffects => Effects == MemoryEffects.None ? [] : [new(Effects, Source)];

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) =>
        TransferFolds.ReadBefore(this) is { } read ? read : TransferFolds.Simplify(this);

    public static bool Parse(IrParser parser, OperationState state) => TransferForm.ParseWrite(parser, state);

    public override void PrintCustom(IrPrinter printer)
    {
        printer.Space();
        printer.Values([Vector, Source]);
        printer.Text("[");
        printer.Values(Indices);
        printer.Text("]");
        if (Mask is not null)
        {
            printer.Text(", ");
            printer.Value(Mask);
        }

        TransferForm.PrintAttributes(printer, this);
        printer.Text(" : ");
        printer.Types([Vector.Type, Source.Type]);
    }

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (!VectorRules.VerifyIndexCount(this, ShapedType, Indices.Count, diagnostics)) return false;
        if (PermutationMap.Map.Results.Any(r => r is AffineConstant { Value: 0 }))
            return Error(diagnostics, "should not have broadcast dimensions");
        return TransferRules.Verify(this, diagnostics) && TransferRules.VerifyPermutation(this, diagnostics);
    }
}
