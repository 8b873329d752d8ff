namespace Weft.IR;

/// <summary>What operations that only move elements know of constants.</summary>
internal static class TensorFolding
{
    /// <summary>One element everywhere is so in any static shape.</summary>
    public static FoldResult Resized(Attribute? constant, IrType type) =>
        constant is DenseElementsAttr { IsSplat: true } splat && type is RankedTensorType { HasStaticShape: true } shaped
            ? splat with { ShapedType = shaped } : default(FoldResult);

    /// <summary>A constant with its elements, row-major, in another shape.</summary>
    public static FoldResult Reshaped(Attribute? constant, IrType type) =>
        constant is DenseElementsAttr dense && type is RankedTensorType { HasStaticShape: true } shaped
            ? dense with { ShapedType = shaped } : default(FoldResult);
}
