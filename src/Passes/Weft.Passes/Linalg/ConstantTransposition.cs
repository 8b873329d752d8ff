using Weft.IR;

namespace Weft.Passes;

/// <summary>Constants whose elements only change their places are constants.</summary>
internal static class ConstantTransposition
{
    public static RuleSet Rules { get; } = new(StructuredOp.AllInfos.Select(
        info => new Rule("linalg.transpose-constant", info, (op, rewriter) => Apply((StructuredOp)op, rewriter))));

    // generic(dense<[..]>) { yield the element } -> dense<[..]> in the other order
    private static bool Apply(StructuredOp op, Rewriter rewriter)
    {
        if (!op.HasPureTensors || op.DpsInputs.Count != 1 || op.DpsInits.Count != 1 || op.ReadsInit(0)) return false;
        if (op.DpsInputs[0] is not { HasOneUse: true, Def: ConstantOp { Value: DenseElementsAttr constant } }) return false;
        if (op.Results[0].Type is not RankedTensorType { HasStaticShape: true, Element: IntegerType or FloatType } type
            || type.Element != constant.ShapedType.Element) return false;
        if (op.Body.First is not LinalgYieldOp { Values: var yielded } || yielded[0] != op.Body.Arguments[0]) return false;
        var maps = op.IndexingMaps;
        return maps.All(map => map.IsPermutation)
            && rewriter.Replace(op, new ConstantOp(constant.IsSplat
                ? constant with { ShapedType = type } : new DenseElementsAttr(type, Permuted(constant, type.Shape, maps), false)));
    }

    private static Sequence<byte> Permuted(DenseElementsAttr constant, Sequence<long> shape, Sequence<AffineMap> maps)
    {
        var (size, strides) = (constant.ElementSize, Extents.RowMajorStrides(constant.ShapedType.Shape));
        // For each loop how far its step leads in the constant.
        var steps = new long[shape.Count];
        for (var d = 0; d < strides.Count; d++) steps[((AffineDim)maps[0].Results[d]).Position] = strides[d];
        var (data, index) = (new byte[constant.Data.Count], new long[shape.Count]);
        for (var at = 0; at < data.Length; at += size)
        {
            var from = 0L;
            for (var d = 0; d < index.Length; d++) from += index[d] * steps[((AffineDim)maps[1].Results[d]).Position];
            constant.Data.Span.Slice((int)from * size, size).CopyTo(data.AsSpan(at, size));
            for (var d = index.Length - 1; d >= 0 && ++index[d] == shape[d]; d--) index[d] = 0;
        }

        return new(data);
    }
}
