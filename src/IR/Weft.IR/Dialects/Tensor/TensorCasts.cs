using System;
using System.Linq;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>The same tensor under a type that knows more or less of its extents. Undefined when they differ.</summary>
[Op("tensor.cast", Format = "$source attr-dict `:` type($source) `to` type($dest)")]
[Traits(CastCompatible, Pure)]
public sealed partial class TensorCastOp : Operation, INamesValues, ICast
{
    [Operand<AnyTensor>] public partial Value Source { get; }

    [Result<AnyTensor>] public partial OpResult Dest { get; }

    /// <summary>The new type knows no more than the old one: who uses the result may use the operand.</summary>
    public bool Forgets => TensorShapes.Keeps(Dest.Type, Source.Type);

    /// <summary>The new type knows no less than the old one: what gives the operand may give the result.</summary>
    public bool Learns => TensorShapes.Keeps(Source.Type, Dest.Type);

    public bool AreCastCompatible(IrType from, IrType to) =>
        ((ShapedType)from).Element == ((ShapedType)to).Element && TensorShapes.Agree((ShapedType)from, (ShapedType)to);

    public void SuggestNames(Action<Value, string> suggest) => suggest(Dest, "cast");
}

/// <summary>The bits of the elements seen as another type of the same width.</summary>
[Op("tensor.bitcast", Format = "$source attr-dict `:` type($source) `to` type($dest)")]
[Traits(CastCompatible, Pure)]
public sealed partial class TensorBitcastOp : Operation, ICast
{
    [Operand<AnyTensor>] public partial Value Source { get; }

    [Result<AnyTensor>] public partial OpResult Dest { get; }

    public bool AreCastCompatible(IrType from, IrType to) =>
        WidthOf(from) is { } width && width == WidthOf(to) && TensorShapes.Agree((ShapedType)from, (ShapedType)to);

    private static int? WidthOf(IrType type) => ((ShapedType)type).Element switch
    {
        IntegerType integer => integer.Width,
        FloatType real => real.Width,
        _ => null,
    };
}

/// <summary>The elements, row-major, in a shape that a tensor holds.</summary>
[Op("tensor.reshape", Format = "$source `(` $shape `)` attr-dict `:` functional-type(operands, results)")]
[Traits(Pure)]
public sealed partial class TensorReshapeOp : Operation, INamesValues, IFold
{
    [Operand<AnyTensor>] public partial Value Source { get; }

    [Operand<ShapeTensor>] public partial Value Shape { get; }

    [Result<AnyTensor>] public partial OpResult Result { get; }

    public void SuggestNames(Action<Value, string> suggest) => suggest(Result, "reshape");

    // One element everywhere; a reshape of a reshape; the shape that is there.
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants)
    {
        if (TensorFolding.Resized(constants[0], Result.Type) is { IsNone: false } constant) return constant;
        if (Source.Def is TensorReshapeOp before)
        {
            SetOperand(0, before.Source);
            return FoldResult.InPlace;
        }

        return Source.Type is RankedTensorType type && type == Result.Type && (type.Rank <= 1 || IsShapeOfSource(type.Shape))
            ? Source : default(FoldResult);
    }

    private bool IsShapeOfSource(Sequence<long> shape)
    {
        if (Shape.Def is not TensorFromElementsOp { Elements: var elements } || elements.Count != shape.Count) return false;
        for (var d = 0; d < shape.Count; d++)
        {
            var isSame = ConstantOp.IntegerOf(elements[d]) is { } extent ? extent == shape[d]
                : elements[d].Def is TensorDimOp dim && dim.Source == Source && dim.ConstantIndex == d;
            if (!isSame) return false;
        }

        return true;
    }

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (((ShapedType)Source.Type).Element != ((ShapedType)Result.Type).Element)
            return Error(diagnostics, "element types of source and destination tensor types should be the same");
        if (Result.Type is not RankedTensorType result) return true;
        if (result.HasStaticShape && Source.Type is RankedTensorType { HasStaticShape: true } source
            && source.ElementCount != result.ElementCount)
            return Error(diagnostics, "source and destination tensor should have the same number of elements");
        var length = ((RankedTensorType)Shape.Type).Shape[0];
        if (Extents.IsOpen(length))
            return Error(diagnostics, "cannot use shape operand with dynamic length to reshape to statically-ranked tensor type");
        return length == result.Rank || Error(diagnostics, "length of shape operand differs from the result's tensor rank");
    }
}

/// <summary>What holds for the shapes of tensors.</summary>
public static class TensorShapes
{
    /// <summary>Whether two tensors may have one shape.</summary>
    public static bool Agree(ShapedType a, ShapedType b) => !a.HasRank || !b.HasRank || Extents.Agree(a.Shape, b.Shape);

    /// <summary>Whether the second type of a ranked tensor knows all extents that the first one does.</summary>
    public static bool Keeps(IrType known, IrType kept)
    {
        if (known is not RankedTensorType a || kept is not RankedTensorType b || a.Element != b.Element || a.Rank != b.Rank) return false;
        for (var d = 0; d < a.Rank; d++)
            if (!Extents.IsOpen(a.Shape[d]) && Extents.IsOpen(b.Shape[d])) return false;
        return true;
    }

    /// <summary>The type that knows what either of two knows; null when they do not agree.</summary>
    public static ShapedType? Join(ShapedType a, ShapedType b)
    {
        if (!a.HasRank) return b;
        if (!b.HasRank) return a;
        return Extents.Agree(a.Shape, b.Shape)
            ? new RankedTensorType(a.Shape.Select((extent, d) => Extents.IsOpen(extent) ? b.Shape[d] : extent).ToSequence(), a.Element)
            : null;
    }

    /// <summary>The same type up to its encoding.</summary>
    public static bool AreSameWithoutEncoding(IrType a, IrType b) =>
        a is RankedTensorType x && b is RankedTensorType y ? x with { Encoding = null } == y with { Encoding = null } : a == b;
}
