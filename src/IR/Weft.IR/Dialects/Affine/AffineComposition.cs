using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>Puts the maps of <c>affine.apply</c> operations in the place of the inputs that are their results, until none is left. The
/// inputs of each are appended, so that no number changes on the way.</summary>
internal sealed class AffineComposition(AffineValueMap start)
{
    // An input that was replaced has no value any more.
    private readonly List<Value?> _dims = [.. start.Dims];
    private readonly List<Value?> _symbols = [.. start.Symbols];
    private AffineMap _map = start.Map;

    public AffineValueMap Run()
    {
        if (_map.Results.IsEmpty) return Simplified(start);
        while (ReplaceNext(_dims, AffineExpr.Dim) || ReplaceNext(_symbols, AffineExpr.Symbol)) { }
        var dims = Kept(_dims, AffineExpr.Dim);
        var symbols = Kept(_symbols, AffineExpr.Symbol);
        var (dimCount, symbolCount) = (_dims.Count(v => v is not null), _symbols.Count(v => v is not null));
        return Simplified(new(_map.Replace(dims, symbols, dimCount, symbolCount), _dims.Concat(_symbols).OfType<Value>()));
    }

    private static AffineValueMap Simplified(AffineValueMap map)
    {
        var canonical = map.Canonicalized();
        return canonical with { Map = canonical.Map.Simplified() };
    }

    private bool ReplaceNext(List<Value?> inputs, System.Func<int, AffineExpr> leaf)
    {
        var index = inputs.FindIndex(v => v?.Def is AffineApplyOp);
        if (index < 0) return false;
        var inner = ((AffineApplyOp)inputs[index]!.Def!).ValueMap.Canonicalized();
        inputs[index] = null;
        var replacement = inner.Map.Results[0].Shift(_dims.Count, _symbols.Count);
        _dims.AddRange(inner.Dims);
        _symbols.AddRange(inner.Symbols);
        _map = new(_dims.Count, _symbols.Count, _map.Results.Select(r => r.Substitute(leaf(index), replacement)));
        return true;
    }

    private static AffineExpr[] Kept(List<Value?> inputs, System.Func<int, AffineExpr> leaf)
    {
        var next = 0;
        return [.. inputs.Select(v => v is null ? AffineExpr.Constant(0) : leaf(next++))];
    }
}
