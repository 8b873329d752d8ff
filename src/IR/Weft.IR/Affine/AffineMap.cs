using System;

namespace Weft.IR;

/// <summary><c>(d0, d1)[s0] -> (d0 + s0, d1 * 2)</c>.</summary>
public sealed record AffineMap(int DimCount, int SymbolCount, Sequence<AffineExpr> Results)
{
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

    public static AffineMap Identity(int rank)
    {
        var results = new AffineExpr[rank];
        for (var i = 0; i < rank; i++) results[i] = AffineExpr.Dim(i);
        return new(rank, 0, new(results));
    }

    public override string ToString() => AffineText.ToText(this);
}

/// <summary>One row of an integer set: <c>expr == 0</c> or <c>expr >= 0</c>.</summary>
public readonly record struct AffineConstraint(AffineExpr Expr, bool IsEquality);

/// <summary><c>(d0)[s0] : (d0 - 1 >= 0, s0 - d0 >= 0)</c>.</summary>
public sealed record IntegerSet(int DimCount, int SymbolCount, Sequence<AffineConstraint> Constraints)
{
    public override string ToString() => AffineText.ToText(this);
}
