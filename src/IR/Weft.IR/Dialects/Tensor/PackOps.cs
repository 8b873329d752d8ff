using System;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>A tensor in tiles: dimensions are cut into tiles, whose elements become the innermost dimensions; the outer ones may change
/// their order. Tiles that are not full are filled up with a value.</summary>
[Op("tensor.pack",
    Format = "$source (`padding_value` `(` $padding_value^ `:` type($padding_value) `)`)? (`outer_dims_perm` `=` $outer_dims_perm^)? "
        + "`inner_dims_pos` `=` $inner_dims_pos `inner_tiles` `=` custom<DynamicIndexList>($inner_tiles, $static_inner_tiles) "
        + "`into` $dest attr-dict `:` type($source) `->` type($dest)")]
[Traits(AttrSizedOperandSegments, NoMemoryEffect)]
[TypesMatch("result type matches type of dest", nameof(Dest), nameof(Result), nameof(TypeRules.Same))]
public sealed partial class PackOp : Operation, INamesValues, IDestinationStyle, ITiling, IFold, ISpeculatable
{
    [Operand<AnyRankedTensor>] public partial Value Source { get; }

    [Operand<AnyRankedTensor>] public partial Value Dest { get; }

    [Operand<AnyType>(Name = "padding_value")] public partial Value? PaddingValue { get; }

    [Attr(Name = "outer_dims_perm", Default = "[]")] public partial Sequence<long>? OuterDimsPerm { get; set; }

    [Attr(Name = "inner_dims_pos")] public partial Sequence<long> InnerDimsPos { get; set; }

    [Operand<Index>(Name = "inner_tiles")] public partial OperandRange InnerTiles { get; }

    [Attr(Name = "static_inner_tiles")] public partial Sequence<long> StaticInnerTiles { get; set; }

    [Result<AnyRankedTensor>] public partial OpResult Result { get; }

    public RankedTensorType UnpackedType => (RankedTensorType)Source.Type;

    public RankedTensorType PackedType => (RankedTensorType)Dest.Type;

    public OperandRange DpsInits => Operands.Slice(1, 1);

    // Without padding, tiles must divide the extents.
    public Speculatability Speculatability =>
        PaddingValue is not null || this.HasConstantTiles ? Speculatability.Yes : Speculatability.No;

    public void SuggestNames(Action<Value, string> suggest) => suggest(Result, "pack");

    // One element everywhere, which the padding is, too.
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => constants[0] is DenseElementsAttr { IsSplat: true } splat
        && (PaddingValue is null || constants[2] is not { } padding || padding.Equals(Elements.Scalar(splat)))
            ? TensorFolding.Resized(splat, Dest.Type) : default;

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (!Tilings.Verify(this, diagnostics)) return false;
        if (PaddingValue is { } padding && padding.Type != UnpackedType.Element)
            return Error(diagnostics, $"expected padding_value has '{UnpackedType.Element}' but got: '{padding.Type}'");
        return PaddingValue is not null || this.HasFullTiles
            || Error(
                diagnostics,
                "invalid tile factor or output size provided. Only full tiles are supported when padding_value is not set");
    }
}

/// <summary>A tensor put together again from its tiles; what fills up tiles is left out.</summary>
[Op("tensor.unpack",
    Format = "$source (`outer_dims_perm` `=` $outer_dims_perm^)? `inner_dims_pos` `=` $inner_dims_pos "
        + "`inner_tiles` `=` custom<DynamicIndexList>($inner_tiles, $static_inner_tiles) "
        + "`into` $dest attr-dict `:` type($source) `->` type($dest)")]
[Traits(NoMemoryEffect)]
[TypesMatch("result type matches type of dest", nameof(Dest), nameof(Result), nameof(TypeRules.Same))]
public sealed partial class UnpackOp : Operation, INamesValues, IDestinationStyle, ITiling, IFold, ISpeculatable
{
    [Operand<AnyRankedTensor>] public partial Value Source { get; }

    [Operand<AnyRankedTensor>] public partial Value Dest { get; }

    [Attr(Name = "outer_dims_perm", Default = "[]")] public partial Sequence<long>? OuterDimsPerm { get; set; }

    [Attr(Name = "inner_dims_pos")] public partial Sequence<long> InnerDimsPos { get; set; }

    [Operand<Index>(Name = "inner_tiles")] public partial OperandRange InnerTiles { get; }

    [Attr(Name = "static_inner_tiles")] public partial Sequence<long> StaticInnerTiles { get; set; }

    [Result<AnyRankedTensor>] public partial OpResult Result { get; }

    public RankedTensorType UnpackedType => (RankedTensorType)Dest.Type;

    public RankedTensorType PackedType => (RankedTensorType)Source.Type;

    public OperandRange DpsInits => Operands.Slice(1, 1);

    public Speculatability Speculatability => this.HasConstantTiles ? Speculatability.Yes : Speculatability.No;

    public void SuggestNames(Action<Value, string> suggest) => suggest(Result, "unpack");

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => TensorFolding.Resized(constants[0], Result.Type);

    private bool Verify(DiagnosticBag diagnostics) => Tilings.Verify(this, diagnostics);
}
