using System;
using System.Linq;

namespace Weft.IR;

public sealed partial class VectorBroadcastOp : IFold
{
    // broadcast(x) to x's type -> x; broadcast(c) -> c, when all its elements are equal
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => Source.Type == Vector.Type ? Source : constants[0] switch
    {
        DenseElementsAttr { IsSplat: true } splat => splat with { ShapedType = (VectorType)Vector.Type },
        IntegerAttr or FloatAttr => Elements.Shaped(constants[0]!, Vector.Type),
        _ => default(FoldResult),
    };
}

public sealed partial class ShapeCastOp : IFold
{
    public VectorType SourceType => (VectorType)Source.Type;

    public VectorType ResultType => (VectorType)Result.Type;

    /// <summary>The value in another shape; null where none joins dimensions of the other.</summary>
    public static ShapeCastOp? Of(Value source, VectorType type) =>
        ((VectorType)source.Type).Rank == type.Rank || Joins(((VectorType)source.Type).Shape, type.Shape) ? new(source, type) : null;

    // shape_cast(x) to x's type -> x; shape_cast(shape_cast(x)) -> x or shape_cast(x); shape_cast(broadcast(x)) to x's type -> x
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants)
    {
        if (SourceType == ResultType) return Source;
        switch (Source.Def)
        {
            case VectorBroadcastOp repeated when repeated.Source.Type == ResultType: return repeated.Source;
            case ShapeCastOp inner when inner.SourceType == ResultType: return inner.Source;
            case ShapeCastOp inner when inner.SourceType.Rank != ResultType.Rank && Joins(inner.SourceType.Shape, ResultType.Shape):
                SetOperand(0, inner.Source);
                return FoldResult.InPlace;
            default: return default;
        }
    }
}

public sealed partial class VectorBitCastOp : IFold
{
    // bitcast(x) to x's type -> x; bitcast(bitcast(x)) -> x or bitcast(x); bitcast(c) -> c with more bits, when all its elements are equal
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants)
    {
        if (Source.Type == Result.Type) return Source;
        if (Source.Def is VectorBitCastOp { Source: var x })
        {
            if (x.Type == Result.Type) return x;
            SetOperand(0, x);
            return FoldResult.InPlace;
        }

        var type = (VectorType)Result.Type;
        return constants[0] is DenseElementsAttr { IsSplat: true } splat && Widens(splat.ShapedType.Element, type.Element)
            ? Widened(splat, type) : default(FoldResult);
    }

    // MLIR goes from integers to integers and from half precision to single.
    private static bool Widens(IrType from, IrType to) => (from, to) switch
    {
        (IntegerType { Width: var narrow }, IntegerType { Width: var wide }) => wide > narrow && wide % narrow == 0,
        (FloatType, FloatType) => from == FloatType.F16 && to == FloatType.F32,
        _ => false,
    };

    // The bits of an element several times over.
    private static Attribute Widened(DenseElementsAttr splat, VectorType type)
    {
        var (narrow, wide) = (CastRules.BitWidth(splat.ShapedType.Element), CastRules.BitWidth(type.Element));
        var bits = Text.ElementBytes.Load(splat.Data.Span, IntegerType.Get(narrow, Signedness.Unsigned));
        var all = bits;
        for (var i = narrow; i < wide; i += narrow) all = (all << narrow) | bits;
        return DenseElementsAttr.Splat(new IntegerAttr(all, IntegerType.Get(wide)), type);
    }
}

public sealed partial class VectorShuffleOp : IFold
{
    // shuffle(x, y)[0, 1...] -> x; shuffle(x, y)[n, n + 1...] -> y; shuffle(c, d) -> constant
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants)
    {
        var (v1, v2, mask) = ((VectorType)V1.Type, (VectorType)V2.Type, Mask.Int64s);
        if (v1.Rank == 0) return default;
        if (Steps(mask, 0, v1.Shape[0])) return V1;
        if (Steps(mask, v1.Shape[0], v2.Shape[0])) return V2;
        if (v1.Rank != 1 || constants[0] is not DenseElementsAttr first || constants[1] is not DenseElementsAttr second) return default;
        return Elements.Pack(mask.Count, Vector.Type, i =>
            mask[(int)i] < v1.Shape[0] ? Elements.At(first, mask[(int)i]) : Elements.At(second, mask[(int)i] - v1.Shape[0]));
    }

    private static bool Steps(Sequence<long> mask, long first, long count) =>
        mask.Count == count && mask.Select((place, i) => place == first + i).All(step => step);
}
