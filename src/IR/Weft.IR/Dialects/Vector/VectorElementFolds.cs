using System;

namespace Weft.IR;

public sealed partial class ExtractElementOp : IFold
{
    // extractelement(splat(x))[c] -> x; extractelement(broadcast(x))[c] -> x; extractelement(c)[d] -> c[d]
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants)
    {
        if (Position is null || constants[1] is not IntegerAttr position) return default;
        return Vector.Def switch
        {
            VectorSplatOp { Input: var x } => x,
            VectorBroadcastOp { Source: { Type: not VectorType } x } => x,
            _ when constants[0] is DenseElementsAttr vector && position.Value >= 0 && position.Value < vector.ShapedType.ElementCount =>
                Elements.At(vector, position.Int64),
            _ => default(FoldResult),
        };
    }
}

public sealed partial class InsertElementOp : IFold
{
    // insertelement(c, d)[e] -> d with c at e
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants)
    {
        if (Position is null || constants[0] is not { } element || constants[1] is not DenseElementsAttr vector
            || constants[2] is not IntegerAttr position || position.Value < 0 || position.Value >= vector.ShapedType.ElementCount)
            return default;
        return Elements.Pack(vector.ShapedType.ElementCount, Result.Type, i => i == position.Value ? element : Elements.At(vector, i));
    }
}
