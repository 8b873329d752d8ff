using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>Simplifies maps by what is known of the loops that their operands count.</summary>
internal static class AffineSimplification
{
    /// <summary>Quotients and remainders whose dividend is bounded, or a multiple and a bounded rest.</summary>
    public static AffineValueMap WithRanges(AffineValueMap map) =>
        map with { Map = map.Map.Map(expr => Simplify(expr, map, new AffineRanges(map.Map, map.Operands))) };

    /// <summary>Leaves out results that another one makes redundant in a greatest (or least) of all.</summary>
    public static AffineValueMap Irredundant(AffineValueMap map, bool isMax)
    {
        if (map.Operands.IsEmpty) return map;
        var ranges = new AffineRanges(map.Map, map.Operands);
        var limits = map.Map.Results.Select(r => (Lower: ranges.Lower(r), Upper: ranges.Upper(r))).ToArray();
        var kept = new List<AffineExpr>();
        for (var i = 0; i < limits.Length; i++)
        {
            if (Enumerable.Range(0, limits.Length).Any(other => other != i && IsRedundant(limits, i, other, isMax))) continue;
            var isConstant = limits[i].Lower == limits[i].Upper;
            kept.Add(isConstant && limits[i].Lower is { } constant ? AffineExpr.Constant(constant) : map.Map.Results[i]);
        }

        return map with { Map = map.Map.With(kept) };
    }

    /// <summary>Leaves out results that stand behind an equal one.</summary>
    public static AffineMap WithoutRepeats(AffineMap map) => map.With(map.Results.Where((r, i) => i == 0 || r != map.Results[i - 1]));

    // Of two results that are one constant, the first stays.
    private static bool IsRedundant((long? Lower, long? Upper)[] limits, int index, int other, bool isMax)
    {
        var (mine, limit) = isMax ? (limits[index].Upper, limits[other].Lower) : (limits[index].Lower, limits[other].Upper);
        if (mine is null || limit is null) return false;
        if (limit != mine) return isMax ? limit > mine : limit < mine;
        var isConstant = limits[index].Lower == limits[index].Upper && limits[index].Lower is not null;
        var otherIsConstant = limits[other].Lower == limits[other].Upper && limits[other].Lower is not null;
        return !(isConstant && otherIsConstant && index < other);
    }

    private static AffineExpr Simplify(AffineExpr expr, AffineValueMap map, AffineRanges ranges)
    {
        if (expr is not AffineBinary { Operator: var kind } whole) return expr;
        expr = AffineSimplifier.Combine(kind, Simplify(whole.Left, map, ranges), Simplify(whole.Right, map, ranges));
        if (expr is not AffineBinary
            {
                Operator: var op and (AffineKind.FloorDiv or AffineKind.CeilDiv or AffineKind.Mod), Left: var left,
                Right: AffineConstant { Value: > 0 and var divisor } right,
            }) return expr;
        if (ranges.Lower(left) is { } lower && ranges.Upper(left) is { } upper)
        {
            if (op == AffineKind.FloorDiv && AffineSimplifier.FloorDivide(lower, divisor) == AffineSimplifier.FloorDivide(upper, divisor))
                return AffineExpr.Constant(AffineSimplifier.FloorDivide(lower, divisor));
            if (op == AffineKind.CeilDiv && AffineSimplifier.CeilDivide(lower, divisor) == AffineSimplifier.CeilDivide(upper, divisor))
                return AffineExpr.Constant(AffineSimplifier.CeilDivide(lower, divisor));
            if (op == AffineKind.Mod && lower >= 0 && lower < divisor && upper < divisor) return left;
        }

        // (q + r) floordiv c -> q floordiv c and (q + r) mod c -> r mod c, where d divides q, 0 <= r < d
        if (left is AffineBinary { Operator: AffineKind.Add } sum && Split(sum, map) is var (multiple, rest, factor))
            return op == AffineKind.FloorDiv && divisor % factor == 0 ? multiple.FloorDiv(right)
                : op == AffineKind.Mod && factor % divisor == 0 ? rest % right
                : expr;
        if (op == AffineKind.FloorDiv && IsBelow(left, map, divisor)) return AffineExpr.Constant(0);
        return op == AffineKind.Mod && DivisorOf(left, map) % divisor == 0 ? AffineExpr.Constant(0) : expr;
    }

    private static (AffineExpr Multiple, AffineExpr Remainder, long Factor)? Split(AffineBinary sum, AffineValueMap map)
    {
        var factor = DivisorOf(sum.Left, map);
        if (IsBelow(sum.Right, map, factor)) return (sum.Left, sum.Right, factor);
        factor = DivisorOf(sum.Right, map);
        return IsBelow(sum.Left, map, factor) ? (sum.Right, sum.Left, factor) : null;
    }

    private static long DivisorOf(AffineExpr expr, AffineValueMap map)
    {
        if (expr is not AffineDim dim) return expr.KnownDivisor;
        if (map.Operands[dim.Position].CountingLoop is not { } loop) return 1;
        return loop.ConstantLowerBound == 0 ? loop.Step : AffineBinary.Gcd(loop.LowerBoundMap.Map.KnownDivisor, loop.Step);
    }

    private static bool IsBelow(AffineExpr expr, AffineValueMap map, long limit) => expr switch
    {
        AffineConstant c => c.Value >= 0 && c.Value < limit,
        AffineDim d => map.Operands[d.Position].CountingLoop is { ConstantLowerBound: >= 0, ConstantUpperBound: { } end } && end <= limit,
        _ => false,
    };
}
