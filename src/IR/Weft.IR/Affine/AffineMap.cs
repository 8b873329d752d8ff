using System;
using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary><c>(d0, d1)[s0] -> (d0 + s0, d1 * 2)</c>.</summary>
public sealed record AffineMap(int DimCount, int SymbolCount, Sequence<AffineExpr> Results)
{
    /// <summary>No inputs, no results.</summary>
    public static AffineMap Empty { get; } = new(0, 0, []);

    /// <summary><c>()[s0] -> (s0)</c>: what a bound given by one value is.</summary>
    public static AffineMap SymbolIdentity { get; } = new(0, 1, [AffineExpr.Symbol(0)]);

    public int InputCount => DimCount + SymbolCount;

    public bool IsIdentity
    {
        get
        {
            if (Results.Count != DimCount) return false;
            for (var i = 0; i < DimCount; i++)
                if (Results[i] is not AffineDim dim || dim.Position != i)
                    return false;
            return true;
        }
    }

    /// <summary>Gives each dimension once, in some order, and has no symbols.</summary>
    public bool IsPermutation
    {
        get
        {
            if (Results.Count != DimCount || SymbolCount > 0) return false;
            var seen = new bool[DimCount];
            foreach (var result in Results)
            {
                if (result is not AffineDim dim || seen[dim.Position]) return false;
                seen[dim.Position] = true;
            }

            return true;
        }
    }

    /// <summary>The value, when there is one result and it is a constant.</summary>
    public long? SingleConstant => Results is { Count: 1 } && Results[0] is AffineConstant c ? c.Value : null;

    public bool IsConstant => Results.All(r => r is AffineConstant);

    public static AffineMap Identity(int rank) =>
        new(rank, 0, Enumerable.Range(0, rank).Select(AffineExpr.Dim).ToSequence());

    public static AffineMap Constant(long value) => new(0, 0, [AffineExpr.Constant(value)]);

    /// <summary>A map over the same inputs with other results.</summary>
    public AffineMap With(IEnumerable<AffineExpr> results) => this with { Results = results.ToSequence() };

    public AffineMap Map(Func<AffineExpr, AffineExpr> change) => this with { Results = Results.Select(change) };

    /// <summary>Some consecutive results.</summary>
    public AffineMap Slice(int start, int count) => With(Results.Skip(start).Take(count));

    /// <summary>Puts expressions in the place of the inputs; the result has inputs of other counts.</summary>
    public AffineMap Replace(AffineExpr[] dims, AffineExpr[] symbols, int dimCount, int symbolCount) =>
        new(dimCount, symbolCount, Results.Select(r => r.Replace(dims, symbols)));

    /// <summary>Moves all inputs to higher numbers.</summary>
    public AffineMap Shift(int dims, int symbols) =>
        new(DimCount + dims, SymbolCount + symbols, Results.Select(r => r.Shift(dims, symbols)));

    /// <summary>This map applied to the results of another; symbols of both stay, the other's behind this one's.</summary>
    public AffineMap Compose(AffineMap inner)
    {
        var shifted = inner.Results.Select(r => r.Shift(0, SymbolCount)).ToArray();
        return Replace(shifted, [], inner.DimCount, SymbolCount + inner.SymbolCount);
    }

    /// <summary>Each result in the form that a sum of products has; see <see cref="AffineFlattener"/>.</summary>
    public AffineMap Simplified() => Map(r => r.Simplified(DimCount, SymbolCount));

    /// <summary>The largest number known to divide all results.</summary>
    public long KnownDivisor => Results.Aggregate(0L, (gcd, r) => AffineBinary.Gcd(gcd, r.KnownDivisor));

    /// <summary>The results, as constants where all inputs that they depend on are known (null where one is not).</summary>
    public AffineMap WithConstants(IReadOnlyList<long?> inputs)
    {
        var (known, unknown) = (new long[InputCount], new List<AffineExpr>());
        for (var i = 0; i < known.Length; i++)
            if (inputs[i] is { } value) known[i] = value;
            else unknown.Add(i < DimCount ? AffineExpr.Dim(i) : AffineExpr.Symbol(i - DimCount));
        return Map(r => unknown.Exists(r.DependsOn) ? r : Known(r) is { } number ? AffineExpr.Constant(number) : r);

        long? Known(AffineExpr result) => result.Evaluate(known.AsSpan(0, DimCount), known.AsSpan(DimCount));
    }

    /// <summary>The results for given inputs; null where one has none.</summary>
    public long[]? Evaluate(ReadOnlySpan<long> inputs)
    {
        var values = new long[Results.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (Results[i].Evaluate(inputs.Slice(0, DimCount), inputs.Slice(DimCount)) is not { } value) return null;
            values[i] = value;
        }

        return values;
    }

    public override string ToString() => AffineText.ToText(this);
}
