using Weft.IR;

namespace Weft.Passes;

/// <summary>Divisions that round up or down, maxima and minima as simpler arithmetic.</summary>
internal static partial class ArithExpansion
{
    // ceildivui(n, m) -> n == 0 ? 0 : (n - 1) / m + 1
    [Rule]
    private static Value? CeilDivU(CeilDivUIOp op)
    {
        var (e, n, m) = (new Expansion(op), op.Lhs, op.Rhs);
        var zero = e.Constant(0);
        var isZero = e.Compare(CmpIPredicate.Eq, n, zero);
        var one = e.Constant(1);
        var quotient = e.Add(new DivUIOp(e.Add(new SubIOp(n, one)), m));
        return e.Select(isZero, zero, e.Add(new AddIOp(quotient, one)));
    }

    // ceildivsi(n, m) -> n and m have one sign ? (n + (m > 0 ? -1 : 1)) / m + 1 : -(-n / m)
    [Rule]
    private static Value? CeilDivS(CeilDivSIOp op)
    {
        var (e, a, b) = (new Expansion(op), op.Lhs, op.Rhs);
        var (one, zero, minusOne) = (e.Constant(1), e.Constant(0), e.Constant(-1));
        var x = e.Select(e.Compare(CmpIPredicate.Sgt, b, zero), minusOne, one);
        var rounded = e.Add(new AddIOp(one, e.Add(new DivSIOp(e.Add(new AddIOp(x, a)), b))));
        var negated = e.Add(new SubIOp(zero, e.Add(new DivSIOp(e.Add(new SubIOp(zero, a)), b))));
        var (aNegative, aPositive) = (e.Compare(CmpIPredicate.Slt, a, zero), e.Compare(CmpIPredicate.Sgt, a, zero));
        var (bNegative, bPositive) = (e.Compare(CmpIPredicate.Slt, b, zero), e.Compare(CmpIPredicate.Sgt, b, zero));
        var sameSign = e.Add(new OrIOp(e.Add(new AndIOp(aNegative, bNegative)), e.Add(new AndIOp(aPositive, bPositive))));
        return e.Select(sameSign, rounded, negated);
    }

    // floordivsi(x, y) -> z = x / y; z * y != x and x and y have two signs ? z - 1 : z
    [Rule]
    private static Value? FloorDivS(FloorDivSIOp op)
    {
        var (e, a, b) = (new Expansion(op), op.Lhs, op.Rhs);
        var quotient = e.Add(new DivSIOp(a, b));
        var isInexact = e.Compare(CmpIPredicate.Ne, a, e.Add(new MulIOp(quotient, b)));
        var zero = e.Constant(0);
        var (aNegative, bNegative) = (e.Compare(CmpIPredicate.Slt, a, zero), e.Compare(CmpIPredicate.Slt, b, zero));
        var isLower = e.Add(new AndIOp(isInexact, e.Compare(CmpIPredicate.Ne, aNegative, bNegative)));
        return e.Select(isLower, e.Add(new AddIOp(quotient, e.Constant(-1))), quotient);
    }

    // max(a, b) -> a > b ? a : b, and so on
    [Rule]
    private static Value? MaxS(MaxSIOp op) => Choose(op, CmpIPredicate.Sgt);

    [Rule]
    private static Value? MaxU(MaxUIOp op) => Choose(op, CmpIPredicate.Ugt);

    [Rule]
    private static Value? MinS(MinSIOp op) => Choose(op, CmpIPredicate.Slt);

    [Rule]
    private static Value? MinU(MinUIOp op) => Choose(op, CmpIPredicate.Ult);

    // maximumf(a, b) -> b is NaN ? b : a > b or unordered ? a : b
    [Rule]
    private static Value? Maximum(MaximumFOp op) => Choose(op, CmpFPredicate.Ugt, nan: op.Rhs, unlessNan: null);

    [Rule]
    private static Value? Minimum(MinimumFOp op) => Choose(op, CmpFPredicate.Ult, nan: op.Rhs, unlessNan: null);

    // maxnumf(a, b) -> a is NaN ? b : a > b or unordered ? a : b
    [Rule]
    private static Value? MaxNum(MaxNumFOp op) => Choose(op, CmpFPredicate.Ugt, nan: op.Lhs, unlessNan: op.Rhs);

    [Rule]
    private static Value? MinNum(MinNumFOp op) => Choose(op, CmpFPredicate.Ult, nan: op.Lhs, unlessNan: op.Rhs);

    private static Value Choose(IntegerBinaryOp op, CmpIPredicate predicate)
    {
        var e = new Expansion(op);
        return e.Select(e.Compare(predicate, op.Lhs, op.Rhs), op.Lhs, op.Rhs);
    }

    private static Value Choose(FloatBinaryOp op, CmpFPredicate predicate, Value nan, Value? unlessNan)
    {
        var e = new Expansion(op);
        var chosen = e.Select(e.Add(new CmpFOp(predicate, op.Lhs, op.Rhs)), op.Lhs, op.Rhs);
        var isNan = e.Add(new CmpFOp(CmpFPredicate.Uno, nan, nan));
        return e.Select(isNan, unlessNan ?? nan, chosen);
    }
}
