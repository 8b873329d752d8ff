using System.Numerics;
using Weft.IR;

namespace Weft.Passes;

/// <summary>Writes arithmetic that computes affine expressions.</summary>
/// <param name="builder">Where it goes.</param>
/// <param name="fewOperations">See <see cref="LowerAffine"/>.</param>
internal sealed class AffineExpansion(Builder builder, bool fewOperations = false)
{
    /// <summary>The results of a map; null after an error.</summary>
    public Value[]? Expand(AffineValueMap map, DiagnosticBag diagnostics)
    {
        var values = new Value[map.Map.Results.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (Expand(map.Map.Results[i], map, diagnostics) is not { } value) return null;
            values[i] = value;
        }

        return values;
    }

    /// <summary>Subscripts within their limits; null after an error.</summary>
    /// <param name="inputs">What stands for the inputs of the load.</param>
    public Value[]? Expand(ClampedLoadOp load, AffineValueMap inputs, DiagnosticBag diagnostics)
    {
        if (Expand(inputs, diagnostics) is not { } values) return null;
        var rank = values.Length / 3;
        return [.. values.Take(rank).Select((at, d) =>
        {
            var below = load.HasTo(d) ? builder.Add(new MinSIOp(at, values[(2 * rank) + d])) : at;
            return load.HasFrom(d) ? builder.Add(new MaxSIOp(below, values[rank + d])) : below;
        })];
    }

    public Value? Expand(AffineExpr expr, AffineValueMap inputs, DiagnosticBag diagnostics)
    {
        switch (expr)
        {
            case AffineConstant c: return Constant(c.Value);
            case AffineDim d: return inputs.Operands[d.Position];
            case AffineSymbol s: return inputs.Operands[inputs.Map.DimCount + s.Position];
        }

        var binary = (AffineBinary)expr;
        if (binary is { Operator: not (AffineKind.Add or AffineKind.Mul), Right: AffineConstant { Value: <= 0 } })
        {
            var what = binary.Operator == AffineKind.Mod ? "modulo" : "division";
            diagnostics.Error(builder.Location, $"{what} by non-positive value is not supported");
            return null;
        }

        if (Expand(binary.Left, inputs, diagnostics) is not { } left) return null;
        if (fewOperations && binary.Right is AffineConstant by && InFew(binary.Operator, left, by.Value) is { } known) return known;
        if (Expand(binary.Right, inputs, diagnostics) is not { } right) return null;
        return binary.Operator switch
        {
            AffineKind.Add => fewOperations ? Sum(left, right) : builder.Add(new AddIOp(left, right)),
            AffineKind.Mul => builder.Add(new MulIOp(left, right)),
            AffineKind.Mod => Modulo(left, right),
            AffineKind.FloorDiv => FloorDivide(left, right),
            _ => CeilDivide(left, right),
        };
    }

    // A shift rounds down, and a mask leaves what is above that, also of negative numbers.
    private Value? InFew(AffineKind operation, Value left, long right) => operation switch
    {
        AffineKind.Add => right == 0 ? left : null,
        AffineKind.Mul when right == -1 => NegatedIn(left) ?? Negated(left),
        AffineKind.Mul when left.Def is ShRSIOp (var whole, var bits) && 1L << (int)(ConstantOp.IntegerOf(bits) ?? 0) == right =>
            builder.Add(new AndIOp(whole, Constant(-right))),
        AffineKind.Mul => right == 1 ? left : null,
        _ when !BitOperations.IsPow2(right) => null,
        AffineKind.Mod => builder.Add(new AndIOp(left, Constant(right - 1))),
        AffineKind.FloorDiv => builder.AddFolded(new ShRSIOp(left, Constant(Logarithm.Of2((ulong)right)))),
        _ => InFew(AffineKind.FloorDiv, Sum(left, Constant(right - 1)), right),
    };

    private Value Sum(Value left, Value right) => builder.AddFolded(
        NegatedIn(right) is { } taken ? new SubIOp(left, taken) : NegatedIn(left) is { } first ? new SubIOp(right, first)
            : new AddIOp(left, right));

    private Value Negated(Value value) => builder.Add(new SubIOp(Constant(0), value));

    private Value Constant(long value) => builder.Add(ConstantOp.Index(value));

    private static bool IsNegated(AffineExpr expr) => expr is AffineConstant { Value: <= 0 }
        or AffineBinary { Operator: AffineKind.Mul, Right: AffineConstant { Value: < 0 } }
        || (expr is AffineBinary { Operator: AffineKind.Add, Left: var left, Right: var right } && IsNegated(left) && IsNegated(right));

    private static Value? NegatedIn(Value value) =>
        value.Def is SubIOp (var zero, var negated) && ConstantOp.IntegerOf(zero) == 0 ? negated : null;

    /// <summary>The least or greatest of a map's results.</summary>
    public Value? Reduce(AffineValueMap map, bool isMax, DiagnosticBag diagnostics)
    {
        // The greatest of negated numbers is the least of them, negated.
        if (fewOperations && isMax && map.Map.Results.Count > 1 && map.Map.Results.All(IsNegated))
            return Reduce(map.Select(result => -result), isMax: false, diagnostics) is { } least ? Negated(least) : null;
        if (Expand(map, diagnostics) is not { } values) return null;
        var reduced = values[0];
        foreach (var value in values.AsSpan(1))
            reduced = builder.Add(isMax ? new MaxSIOp(reduced, value) : new MinSIOp(reduced, value));
        return reduced;
    }

    // r = a rem b; r < 0 ? r + b : r
    private Value Modulo(Value left, Value right)
    {
        var remainder = builder.Add(new RemSIOp(left, right));
        var zero = Constant(0);
        var isNegative = builder.Add(new CmpIOp(CmpIPredicate.Slt, remainder, zero));
        var corrected = builder.Add(new AddIOp(remainder, right));
        return builder.Add(new SelectOp(isNegative, corrected, remainder));
    }

    // a < 0 ? -1 - (-1 - a) / b : a / b
    private Value FloorDivide(Value left, Value right)
    {
        var zero = Constant(0);
        var minusOne = Constant(-1);
        var isNegative = builder.Add(new CmpIOp(CmpIPredicate.Slt, left, zero));
        var mirrored = builder.Add(new SubIOp(minusOne, left));
        var dividend = builder.Add(new SelectOp(isNegative, mirrored, left));
        var quotient = builder.Add(new DivSIOp(dividend, right));
        var corrected = builder.Add(new SubIOp(minusOne, quotient));
        return builder.Add(new SelectOp(isNegative, corrected, quotient));
    }

    // a <= 0 ? -(-a / b) : (a - 1) / b + 1
    private Value CeilDivide(Value left, Value right)
    {
        var zero = Constant(0);
        var one = Constant(1);
        var isNotPositive = builder.Add(new CmpIOp(CmpIPredicate.Sle, left, zero));
        var negated = builder.Add(new SubIOp(zero, left));
        var decremented = builder.Add(new SubIOp(left, one));
        var dividend = builder.Add(new SelectOp(isNotPositive, negated, decremented));
        var quotient = builder.Add(new DivSIOp(dividend, right));
        var negatedQuotient = builder.Add(new SubIOp(zero, quotient));
        var incremented = builder.Add(new AddIOp(quotient, one));
        return builder.Add(new SelectOp(isNotPositive, negatedQuotient, incremented));
    }
}
