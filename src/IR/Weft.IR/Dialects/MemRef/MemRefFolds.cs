using System.Linq;

namespace Weft.IR;

/// <summary>What casts and views of memory fold to.</summary>
internal static class MemRefFolds
{
    // cast(cast(x)) -> cast(x)
    public static FoldResult Fold(MemRefCastOp op) =>
        op.Source.Def is MemRefCastOp { Source: { Type: MemRefType from } } && op.AreCastCompatible(from, op.Dest.Type)
            ? MemRefCastFolding.SkipCasts(op) : default;

    // memory_space_cast(memory_space_cast(x)) -> memory_space_cast(x)
    public static FoldResult Fold(MemorySpaceCastOp op) => op.Source.Def is MemorySpaceCastOp { Source: var x } ? Take(op, x) : default;

    // transpose(x) as it was -> x; transpose(transpose(x, p), q) -> transpose(x, p then q)
    public static FoldResult Fold(MemRefTransposeOp op)
    {
        if (op.Permutation.Map.IsIdentity && op.In.Type == op.Result.Type) return op.In;
        if (op.In.Def is not MemRefTransposeOp before) return default;
        op.Permutation = new(op.Permutation.Map.Compose(before.Permutation.Map));
        return Take(op, before.In);
    }

    // subview(x) of all of x -> x; subview(subview(x)) of all of it -> subview(x)
    public static FoldResult Fold(SubViewOp op)
    {
        if (op.Result.Type != op.Source.Type) return default;
        var type = (MemRefType)op.Result.Type;
        var isOpen = type.Layout is StridedLayoutAttr layout && (Extents.IsOpen(layout.Offset) || layout.Strides.Any(Extents.IsOpen));
        if (type.HasStaticShape && !isOpen) return op.Source;
        return op.Source.Def is SubViewOp before && op.MixedOffsets.All(o => o.Is(0)) && op.MixedStrides.All(s => s.Is(1))
            && op.MixedSizes.SequenceEqual(before.MixedSizes) ? op.Source : default(FoldResult);
    }

    // reinterpret_cast(view(x)) -> reinterpret_cast(x), when the view begins where x does; reinterpret_cast(x) to what it is -> x
    public static FoldResult Fold(ReinterpretCastOp op) => op.Source.Def switch
    {
        ReinterpretCastOp { Source: var x } => Take(op, x),
        MemRefCastOp { Source: var x } => Take(op, x),
        SubViewOp { Source: var x } view when view.MixedOffsets.All(o => o.Is(0)) => Take(op, x),
        _ => op.Source.Type == op.Result.Type && ((MemRefType)op.Result.Type).HasStaticShape && op.StaticOffsets[0] == 0
            ? op.Source : default(FoldResult),
    };

    // collapse_shape(x) or collapse_shape(expand_shape(x)) to x's type -> x
    public static FoldResult Fold(MemRefCollapseShapeOp op) => op.Src.Type == op.Result.Type ? op.Src
        : op.Src.Def is MemRefExpandShapeOp { Src: var x } before && before.Groups.IsUndoneBy(op.Groups, x.Type, op.Result.Type) ? x
        : default(FoldResult);

    // expand_shape(x) or expand_shape(collapse_shape(x)) to x's type -> x
    public static FoldResult Fold(MemRefExpandShapeOp op) => op.Src.Type == op.Result.Type ? op.Src
        : op.Src.Def is MemRefCollapseShapeOp { Src: var x } before && before.Groups.IsUndoneBy(op.Groups, x.Type, op.Result.Type) ? x
        : default(FoldResult);

    // the parts of memory that its type says -> constants: here a fold does make operations, as mlir-opt's does in every pass that folds
    public static FoldResult Fold(ExtractStridedMetadataOp op)
    {
        var type = (MemRefType)op.Source.Type;
        if (type.Strided is not { } layout) return default;
        var parts = op.Results.ToArray().Skip(1).Zip([layout.Offset, .. type.Shape, .. layout.Strides], (part, number) => (part, number))
            .Where(p => p.part.HasUses && !Extents.IsOpen(p.number)).ToArray();
        var builder = Builder.At(op);
        foreach (var (part, number) in parts) part.ReplaceAllUsesWith(builder.Add(ConstantOp.Index(number)));
        return parts.Length > 0 ? FoldResult.InPlace : default;
    }

    private static FoldResult Take(Operation op, Value source)
    {
        op.SetOperand(0, source);
        return FoldResult.InPlace;
    }
}
