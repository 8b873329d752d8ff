using System;
using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>Constant limits, both inclusive, of expressions over inputs of which some are induction variables of loops with constant
/// bounds.</summary>
internal sealed class AffineRanges(AffineMap map, IReadOnlyList<Value> operands)
{
    private readonly long?[] _lower = [.. operands.Select(LowerOf)];
    private readonly long?[] _upper = [.. operands.Select(UpperOf)];

    public long? Lower(AffineExpr expr) => Limit(expr, isUpper: false);

    public long? Upper(AffineExpr expr) => Limit(expr, isUpper: true);

    private long? Limit(AffineExpr expr, bool isUpper)
    {
        if (expr is AffineConstant constant) return constant.Value;
        if (expr is AffineBinary { Operator: not (AffineKind.Add or AffineKind.Mul), Right: AffineConstant { Value: > 0 } divisor } b)
            return LimitOfDivision(b, divisor.Value, isUpper);
        var flattener = new AffineFlattener(map.DimCount, map.SymbolCount);
        if (flattener.Flatten(expr) is not { } form || flattener.Locals.Count > 0) return null;
        var limit = form.Constant;
        for (var i = 0; i < form.Inputs.Count; i++)
        {
            if (form.Inputs[i] == 0) continue;
            if ((isUpper == form.Inputs[i] > 0 ? _upper[i] : _lower[i]) is not { } input) return null;
            limit += input * form.Inputs[i];
        }

        return limit;
    }

    private long? LimitOfDivision(AffineBinary expr, long divisor, bool isUpper)
    {
        if (expr.Operator == AffineKind.Mod)
        {
            if (Lower(expr.Left) is { } lower && Upper(expr.Left) is { } upper
                && AffineSimplifier.FloorDivide(lower, divisor) == AffineSimplifier.FloorDivide(upper, divisor))
                return AffineSimplifier.FloorMod(isUpper ? upper : lower, divisor);
            return isUpper ? divisor - 1 : 0;
        }

        if (Limit(expr.Left, isUpper) is not { } limit) return null;
        return expr.Operator == AffineKind.FloorDiv
            ? AffineSimplifier.FloorDivide(limit, divisor)
            : AffineSimplifier.CeilDivide(limit, divisor);
    }

    private static long? LowerOf(Value value) => value.CountingLoop?.ConstantLowerBound;

    private static long? UpperOf(Value value)
    {
        if (value.CountingLoop is not { ConstantUpperBound: { } upper } loop) return null;
        return loop.ConstantLowerBound is { } lower ? upper - 1 - ((upper - lower - 1) % loop.Step) : upper - 1;
    }
}
