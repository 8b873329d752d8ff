using System;
using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>An affine map and the values of its inputs: dimensions, then symbols.</summary>
public sealed record AffineValueMap(AffineMap Map, Sequence<Value> Operands)
{
    public AffineValueMap(AffineMap map, IEnumerable<Value> operands) : this(map, operands.ToSequence()) { }

    public IEnumerable<Value> Dims => Operands.Take(Map.DimCount);

    public IEnumerable<Value> Symbols => Operands.Skip(Map.DimCount);

    /// <summary>For each operand its value, where it is a constant.</summary>
    public IReadOnlyList<long?> Constants => [.. Operands.Select(ConstantOp.IntegerOf)];

    /// <summary>The value itself, as a dimension.</summary>
    public static AffineValueMap Of(Value value) => new(AffineMap.Identity(1), [value]);

    public static AffineValueMap Constant(long value) => new(AffineMap.Constant(value), default(Sequence<Value>));

    /// <summary>Dimensions that are symbols become symbols; inputs that are not used or there twice go; constants go into the
    /// map.</summary>
    public AffineValueMap Canonicalized()
    {
        if (Operands.IsEmpty) return this;
        var promoted = WithPromotedSymbols();
        var (dims, newDims) = promoted.Used(promoted.Dims, AffineExpr.Dim);
        var (symbols, newSymbols) = promoted.Used(promoted.Symbols, AffineExpr.Symbol);
        return new(promoted.Map.Replace(dims, symbols, newDims.Count, newSymbols.Count), newDims.Concat(newSymbols));
    }

    /// <summary>Puts the maps of <c>affine.apply</c> operations in the place of their results; canonical and simplified.</summary>
    public AffineValueMap Composed() => new AffineComposition(this).Run();

    /// <summary>As <see cref="Composed"/>, until no operand is the result of an <c>affine.apply</c>.</summary>
    public AffineValueMap FullyComposed()
    {
        var map = this;
        while (map.Operands.Any(v => v.Def is AffineApplyOp)) map = map.Composed();
        return map;
    }

    /// <summary>Of loop counters and symbols alone, simplified, each operand named once.</summary>
    public AffineValueMap Normalized()
    {
        var map = FullyComposed();
        return (map with { Map = map.Map.Simplified() }).Canonicalized();
    }

    /// <summary>The differences of the results of two maps.</summary>
    public AffineValueMap Minus(AffineValueMap other)
    {
        var difference = Join(other, (a, b) => a.Zip(b, (x, y) => x - y)).FullyComposed().Canonicalized();
        return difference with { Map = difference.Map.Simplified() };
    }

    /// <summary>The results of this map, then those of another.</summary>
    public AffineValueMap And(AffineValueMap other) => Join(other, Enumerable.Concat);

    // Over the inputs of both.
    private AffineValueMap Join(
        AffineValueMap other, Func<IEnumerable<AffineExpr>, IEnumerable<AffineExpr>, IEnumerable<AffineExpr>> join)
    {
        var shifted = other.Map.Shift(Map.DimCount, Map.SymbolCount);
        var map = new AffineMap(shifted.DimCount, shifted.SymbolCount, join(Map.Results, shifted.Results).ToSequence());
        return new(map, Dims.Concat(other.Dims).Concat(Symbols).Concat(other.Symbols));
    }

    private AffineValueMap WithPromotedSymbols()
    {
        var (dims, promoted) = (new List<Value>(), new List<Value>());
        var replacements = new AffineExpr[Map.DimCount];
        for (var i = 0; i < replacements.Length; i++)
        {
            if (Operands[i].IsValidSymbol)
            {
                replacements[i] = AffineExpr.Symbol(Map.SymbolCount + promoted.Count);
                promoted.Add(Operands[i]);
            }
            else
            {
                replacements[i] = AffineExpr.Dim(dims.Count);
                dims.Add(Operands[i]);
            }
        }

        return new(Map.Replace(replacements, [], dims.Count, Map.SymbolCount + promoted.Count), dims.Concat(Symbols).Concat(promoted));
    }

    // For each input what stands for it, and the values that are left.
    private (AffineExpr[] Replacements, List<Value> Values) Used(IEnumerable<Value> operands, Func<int, AffineExpr> leaf)
    {
        var (replacements, values) = (new List<AffineExpr>(), new List<Value>());
        foreach (var operand in operands)
        {
            var input = leaf(replacements.Count);
            if (!Map.Results.Any(r => r.DependsOn(input)))
            {
                replacements.Add(AffineExpr.Constant(0));
                continue;
            }

            var known = values.IndexOf(operand);
            if (input is AffineSymbol && ConstantOp.IntegerOf(operand) is { } constant) replacements.Add(AffineExpr.Constant(constant));
            else if (known >= 0) replacements.Add(leaf(known));
            else
            {
                replacements.Add(leaf(values.Count));
                values.Add(operand);
            }
        }

        return ([.. replacements], values);
    }
}
