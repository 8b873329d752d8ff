using System;
using System.Linq;

namespace Weft.IR;

/// <summary>Rules on insertions: of one part, and of boxes.</summary>
public static partial class VectorInsertCanonicalization
{
    // Larger constants are not made when the one that they are made of stays.
    private const int ManyElements = 256;

    // insert(x, y) -> broadcast(x), when x has as many elements as y
    [Rule]
    private static Operation? OfAll(VectorInsertOp op) =>
        op.Source.Type is VectorType part && part.ElementCount == op.DestType.ElementCount
            && VectorBroadcastOp.Obstacle(part, op.DestType) is null ? new VectorBroadcastOp(op.Source, op.DestType) : null;

    // insert(splat(x), splat(x)) -> splat(x)
    [Rule]
    private static Operation? SplatIntoSplat(VectorInsertOp op) =>
        IsSameSplat(op.Source, op.Dest) ? new VectorSplatOp(((VectorSplatOp)op.Source.Def!).Input, op.DestType) : null;

    // insert(c, d) -> constant
    [Rule]
    private static Operation? IntoConstant(VectorInsertOp op)
    {
        if (op.DynamicPosition.Count > 0 || Changeable(op.Dest) is not { } into || Constant(op.Source) is not { } part) return null;
        var first = Extents.Number(op.StaticPosition, op.DestType.Shape);
        var numbers = Enumerable.Range((int)first, (int)part.ShapedType.ElementCount).Select(i => (long)i);
        return new ConstantOp(ConstantVectors.Put(part, into, numbers));
    }

    // insert_strided_slice(splat(x), splat(x)) -> splat(x)
    [Rule]
    private static Value? SplatIntoSplat(InsertStridedSliceOp op) => IsSameSplat(op.Source, op.Dest) ? op.Dest : null;

    // insert_strided_slice(extract_strided_slice(x), x) -> x, when it goes back to its place
    [Rule]
    private static Value? Back(InsertStridedSliceOp op) =>
        op.Source.Def is ExtractStridedSliceOp slice && slice.Vector == op.Dest
            && slice.Strides == op.Strides && slice.Offsets == op.Offsets ? op.Dest : null;

    // insert_strided_slice(c, d) -> constant
    [Rule]
    private static Operation? IntoConstant(InsertStridedSliceOp op)
    {
        if (Changeable(op.Dest) is not { } into || Constant(op.Source) is not { } box) return null;
        var lead = Enumerable.Repeat(1L, op.DestType.Rank - op.SourceType.Rank);
        var numbers = Extents.NumbersIn(op.Offsets.Int64s, [.. lead, .. op.SourceType.Shape], op.DestType.Shape);
        return new ConstantOp(ConstantVectors.Put(box, into, numbers));
    }

    private static bool IsSameSplat(Value a, Value b) =>
        a.Def is VectorSplatOp { Input: var x } && b.Def is VectorSplatOp { Input: var y } && x == y;

    private static DenseElementsAttr? Changeable(Value vector) =>
        vector.Type is VectorType { HasScalableDimension: false } type && (type.ElementCount <= ManyElements || vector.HasOneUse)
            ? Folding.ConstantOf(vector) as DenseElementsAttr : null;

    // An element is a vector without dimensions.
    private static DenseElementsAttr? Constant(Value source) => Folding.ConstantOf(source) switch
    {
        DenseElementsAttr vector => vector,
        { } element and (IntegerAttr or FloatAttr) => Elements.Shaped(element, new VectorType([], source.Type)) as DenseElementsAttr,
        _ => null,
    };
}
