using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>Rules on the least and the greatest of maps.</summary>
public static partial class AffineMinMaxCanonicalization
{
    // the least of one -> that one
    [Rule]
    private static Operation? MinOfOne(AffineMinOp op) => OfOne(op);

    [Rule]
    private static Operation? MaxOfOne(AffineMaxOp op) => OfOne(op);

    // min(a, a) -> min(a)
    [Rule]
    private static bool MinRepeats(AffineMinOp op, Rewriter rewriter) => SetMap(op, Distinct(op.Map.Map), rewriter);

    [Rule]
    private static bool MaxRepeats(AffineMaxOp op, Rewriter rewriter) => SetMap(op, Distinct(op.Map.Map), rewriter);

    // min(a, min(b, c)) -> min(a, b, c)
    [Rule]
    private static bool MinOfMin(AffineMinOp op, Rewriter rewriter) => Merge(op, rewriter);

    [Rule]
    private static bool MaxOfMax(AffineMaxOp op, Rewriter rewriter) => Merge(op, rewriter);

    // a map of maps -> one map
    [Rule]
    private static bool ComposedMin(AffineMinOp op, Rewriter rewriter) => AffineCanonicalization.Compose(op, rewriter);

    [Rule]
    private static bool ComposedMax(AffineMaxOp op, Rewriter rewriter) => AffineCanonicalization.Compose(op, rewriter);

    // results in the order of their factors
    [Rule]
    private static bool MinOrder(AffineMinOp op, Rewriter rewriter) => SetMap(op, Sorted(op.Map.Map), rewriter);

    [Rule]
    private static bool MaxOrder(AffineMaxOp op, Rewriter rewriter) => SetMap(op, Sorted(op.Map.Map), rewriter);

    private static AffineApplyOp? OfOne(AffineMinMaxOp op) => op.Map.Map.Results.Count == 1 ? new AffineApplyOp(op.ValueMap) : null;

    private static bool Merge(AffineMinMaxOp op, Rewriter rewriter)
    {
        var map = op.ValueMap;
        var (kept, merged) = (new List<AffineExpr>(), new List<AffineValueMap>());
        foreach (var result in map.Map.Results)
        {
            var operand = result switch
            {
                AffineDim d => map.Operands[d.Position],
                AffineSymbol s => map.Operands[map.Map.DimCount + s.Position],
                _ => null,
            };
            if (operand?.Def is AffineMinMaxOp inner && inner.IsMax == op.IsMax) merged.Add(inner.ValueMap);
            else kept.Add(result);
        }

        if (merged.Count == 0) return false;
        var (dims, symbols) = (map.Dims.ToList(), map.Symbols.ToList());
        foreach (var inner in merged)
        {
            kept.AddRange(inner.Map.Results.Select(r => r.Shift(dims.Count, symbols.Count)));
            dims.AddRange(inner.Dims);
            symbols.AddRange(inner.Symbols);
        }

        op.ValueMap = new AffineValueMap(new(dims.Count, symbols.Count, kept.ToSequence()), dims.Concat(symbols));
        rewriter.Note(op);
        return true;
    }

    private static AffineMap Distinct(AffineMap map) => map.With(map.Results.Distinct());

    private static AffineMap Sorted(AffineMap map)
    {
        var rows = new List<(AffineExpr Expr, Sequence<long> Terms)>();
        foreach (var result in map.Results)
        {
            var flattener = new AffineFlattener(map.DimCount, map.SymbolCount);
            if (!result.IsPureAffine || flattener.Flatten(result) is not { } form || flattener.Locals.Count > 0) return map;
            rows.Add((result, form.Terms.ToSequence()));
        }

        var order = Comparer<Sequence<long>>.Create((a, b) => a.Zip(b, (x, y) => x.CompareTo(y)).FirstOrDefault(c => c != 0));
        return map.With(rows.OrderBy(r => r.Terms, order).Select(r => r.Expr));
    }

    private static bool SetMap(AffineMinMaxOp op, AffineMap map, Rewriter rewriter)
    {
        if (map == op.Map.Map) return false;
        op.Map = new(map);
        rewriter.Note(op);
        return true;
    }
}
