using System.Collections.Generic;

namespace Weft.IR;

/// <summary>Arithmetic on indices that is worked out as far as it can be where it is written.</summary>
public static class FoldedApply
{
    extension(Builder builder)
    {
        /// <summary>The result of a map: a number, a value that is there, or that of a new <c>affine.apply</c>, into which the maps of its
        /// operands have gone.</summary>
        public MixedIndex Apply(AffineMap map, params IReadOnlyList<MixedIndex> inputs)
        {
            var (dims, symbols, values) = (new List<AffineExpr>(), new List<AffineExpr>(), new List<Value>());
            var (dimCount, symbolCount) = (0, 0);
            for (var i = 0; i < inputs.Count; i++)
            {
                if (inputs[i].Value is { } value) values.Add(value);
                if (i < map.DimCount) dims.Add(inputs[i].Number is { } n ? AffineExpr.Constant(n) : AffineExpr.Dim(dimCount++));
                else symbols.Add(inputs[i].Number is { } n ? AffineExpr.Constant(n) : AffineExpr.Symbol(symbolCount++));
            }

            var known = map.Replace([.. dims], [.. symbols], dimCount, symbolCount).Simplified();
            var composed = new AffineValueMap(known, values).Composed();
            return composed.Map.Results[0] switch
            {
                AffineConstant c => c.Value,
                AffineDim d => composed.Operands[d.Position],
                AffineSymbol s => composed.Operands[composed.Map.DimCount + s.Position],
                _ => builder.Add(new AffineApplyOp(composed)),
            };
        }
    }
}
