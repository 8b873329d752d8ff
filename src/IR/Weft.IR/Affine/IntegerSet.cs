using System.Linq;

namespace Weft.IR;

/// <summary>One row of an integer set: <c>expr == 0</c> or <c>expr >= 0</c>.</summary>
public readonly record struct AffineConstraint(AffineExpr Expr, bool IsEquality);

/// <summary><c>(d0)[s0] : (d0 - 1 >= 0, s0 - d0 >= 0)</c>.</summary>
public sealed record IntegerSet(int DimCount, int SymbolCount, Sequence<AffineConstraint> Constraints)
{
    public int InputCount => DimCount + SymbolCount;

    /// <summary>The left sides of the rows as a map: what is done to maps is done to sets through it.</summary>
    public AffineMap Map => new(DimCount, SymbolCount, Constraints.Select(c => c.Expr));

    /// <summary>The set of no points over the same inputs.</summary>
    public IntegerSet None => new(DimCount, SymbolCount, [new(AffineExpr.Constant(1), true)]);

    /// <summary><c>1 == 0</c>.</summary>
    public bool IsNone => Constraints is { Count: 1 } && Constraints[0] is { IsEquality: true, Expr: AffineConstant { Value: 1 } };

    /// <summary><c>0 == 0</c>.</summary>
    public bool IsAll => Constraints is { Count: 1 } && Constraints[0] is { IsEquality: true, Expr: AffineConstant { Value: 0 } };

    /// <summary>The set whose rows have the map's results as left sides.</summary>
    public IntegerSet With(AffineMap map) =>
        new(map.DimCount, map.SymbolCount, Constraints.Select((c, i) => new AffineConstraint(map.Results[i], c.IsEquality)).ToSequence());

    public override string ToString() => AffineText.ToText(this);
}
