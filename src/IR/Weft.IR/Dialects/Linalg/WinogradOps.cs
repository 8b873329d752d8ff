namespace Weft.IR;

public sealed class TensorOfRank4() : TensorConstraint("4D tensor of any type values")
{
    public override bool Accepts(IrType type) => type is RankedTensorType { Rank: 4 };
}

public sealed class TensorOfRank6() : TensorConstraint("6D tensor of any type values")
{
    public override bool Accepts(IrType type) => type is RankedTensorType { Rank: 6 };
}

/// <summary>Transforms a filter for a convolution after Winograd with tiles of <c>m + r - 1</c>.</summary>
[Op("linalg.winograd_filter_transform", Format = "attr-dict `m` `(` $m `)` `r` `(` $r `)` `ins` `(` $filter `:` type($filter) `)` "
    + "`outs` `(` $output `:` type($output) `)` `->` type($result)")]
[Holds("all of {filter, output} have same element type", nameof(HasOneElementType))]
public sealed partial class WinogradFilterTransformOp : Operation
{
    [Attr] public partial long M { get; set; }

    [Attr] public partial long R { get; set; }

    [Operand<TensorOfRank4>] public partial Value Filter { get; }

    [Operand<TensorOfRank4>] public partial Value Output { get; }

    [Result<TensorOfRank4>] public partial OpResult Result { get; }

    private bool HasOneElementType => TypeRules.ElementOf(Filter.Type) == TypeRules.ElementOf(Output.Type);

    private bool Verify(DiagnosticBag diagnostics)
    {
        var (filter, output) = (((ShapedType)Filter.Type).Shape, ((ShapedType)Output.Type).Shape);
        var (height, width) = (filter[1], filter[2]);
        if (height != R && height != 1) return Error(diagnostics, "expect filter height either equals to r or 1");
        if (width != R && width != 1) return Error(diagnostics, "expect filter width either equals to r or 1");
        if (height == 1 && width == 1) return Error(diagnostics, "expect either filter height or width equals to r");
        var tile = M + R - 1;
        return WinogradShape.AreCompatible([height == R ? tile : 1, width == R ? tile : 1, filter[3], filter[0]], output)
            || Error(diagnostics, "the output shape is not expected");
    }
}

/// <summary>Cuts an image into overlapping tiles and transforms them for a convolution after Winograd.</summary>
[Op("linalg.winograd_input_transform", Format = "attr-dict `m` `(` $m `)` `r` `(` $r `)` `ins` `(` $input `:` type($input) `)` "
    + "`outs` `(` $output `:` type($output) `)` `->` type($result)")]
[Holds("all of {input, output} have same element type", nameof(HasOneElementType))]
public sealed partial class WinogradInputTransformOp : Operation
{
    [Attr] public partial long M { get; set; }

    [Attr] public partial long R { get; set; }

    [Operand<TensorOfRank4>] public partial Value Input { get; }

    [Operand<TensorOfRank6>] public partial Value Output { get; }

    [Result<TensorOfRank6>] public partial OpResult Result { get; }

    private bool HasOneElementType => TypeRules.ElementOf(Input.Type) == TypeRules.ElementOf(Output.Type);

    private bool Verify(DiagnosticBag diagnostics)
    {
        var (input, output) = (((ShapedType)Input.Type).Shape, ((ShapedType)Output.Type).Shape);
        var (tileHeight, tilesDown) = Tiles(input[1]);
        var (tileWidth, tilesAcross) = Tiles(input[2]);
        return WinogradShape.AreCompatible([tileHeight, tileWidth, tilesDown, tilesAcross, input[0], input[3]], output)
            || Error(diagnostics, "the output shape is not expected");
    }

    // An extent of 1 is not transformed.
    private (long Tile, long Count) Tiles(long extent) => extent switch
    {
        ShapedType.Dynamic => (M + R - 1, ShapedType.Dynamic),
        1 => (1, 1),
        _ => (M + R - 1, (extent - (R - 1)) / M),
    };
}

/// <summary>Transforms the products of tiles back to an image.</summary>
[Op("linalg.winograd_output_transform", Format = "attr-dict `m` `(` $m `)` `r` `(` $r `)` `ins` `(` $value `:` type($value) `)` "
    + "`outs` `(` $output `:` type($output) `)` `->` type($result)")]
[Holds("all of {value, output} have same element type", nameof(HasOneElementType))]
public sealed partial class WinogradOutputTransformOp : Operation
{
    [Attr] public partial long M { get; set; }

    [Attr] public partial long R { get; set; }

    [Operand<TensorOfRank6>] public partial Value Value { get; }

    [Operand<TensorOfRank4>] public partial Value Output { get; }

    [Result<TensorOfRank4>] public partial OpResult Result { get; }

    private bool HasOneElementType => TypeRules.ElementOf(Value.Type) == TypeRules.ElementOf(Output.Type);

    private bool Verify(DiagnosticBag diagnostics)
    {
        var (tiles, output) = (((ShapedType)Value.Type).Shape, ((ShapedType)Output.Type).Shape);
        if (Extent(tiles[0], tiles[2]) is not { } height) return Error(diagnostics, "expect input height equals to input tile size");
        if (Extent(tiles[1], tiles[3]) is not { } width) return Error(diagnostics, "expect input width equals to input tile size");
        return WinogradShape.AreCompatible([tiles[4], height, width, tiles[5]], output)
            || Error(diagnostics, "the output shape is not expected");
    }

    // What the tiles make up; null when a tile has the wrong size.
    private long? Extent(long tile, long count) =>
        tile == ShapedType.Dynamic || count == ShapedType.Dynamic ? ShapedType.Dynamic
        : tile == 1 ? count
        : tile == M + R - 1 ? M * count
        : null;
}

internal static class WinogradShape
{
    /// <summary>Whether two shapes may be one.</summary>
    public static bool AreCompatible(Sequence<long> a, Sequence<long> b)
    {
        if (a.Count != b.Count) return false;
        for (var i = 0; i < a.Count; i++)
            if (a[i] != b[i] && a[i] != ShapedType.Dynamic && b[i] != ShapedType.Dynamic)
                return false;
        return true;
    }
}
