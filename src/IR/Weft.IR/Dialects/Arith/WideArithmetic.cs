using System;
using System.Numerics;

namespace Weft.IR;

/// <summary>What operations give for constants of f80 and f128: exact, then rounded once.</summary>
internal static class WideArithmetic
{
    /// <summary>Null where it is unknown here.</summary>
    public static FloatAttr? Evaluate(FloatBinaryOp op, FloatAttr x, FloatAttr y) => op switch
    {
        MaxNumFOp or MinNumFOp when WideFloats.IsNan(x) => y,
        MaxNumFOp or MinNumFOp when WideFloats.IsNan(y) => x,
        _ when WideFloats.IsNan(x) => WideFloats.Quiet(x),
        _ when WideFloats.IsNan(y) => WideFloats.Quiet(y),
        AddFOp => Sum(x, y),
        SubFOp => Sum(x, WideFloats.Negated(y)),
        MulFOp => Product(x, y),
        DivFOp => Quotient(x, y),
        RemFOp => Remainder(x, y),
        MaximumFOp or MaxNumFOp => IsLess(x, y) ? y : x,
        MinimumFOp or MinNumFOp => IsLess(x, y) ? x : y,
        _ => null,
    };

    // A negative zero is less than a positive one.
    private static bool IsLess(FloatAttr x, FloatAttr y) =>
        WideFloats.Order(x, y) is var order && (order < 0 || (order == 0 && x.IsNegative && !y.IsNegative));

    private static FloatAttr Sum(FloatAttr x, FloatAttr y)
    {
        var isNan = WideFloats.IsInfinite(x) && WideFloats.IsInfinite(y) && x.IsNegative != y.IsNegative;
        if (isNan) return WideFloats.Nan(x.FloatType);
        if (WideFloats.IsInfinite(x)) return x;
        if (WideFloats.IsInfinite(y)) return y;
        var (sum, exponent) = WideFloats.Difference(WideFloats.Signed(x), WideFloats.Signed(WideFloats.Negated(y)));
        // The sign that a sum of zero has is that of both zeros, or plus.
        var isNegative = sum.IsZero ? x.IsNegative && y.IsNegative : sum.Sign < 0;
        return WideFloats.Round(x.FloatType, isNegative, BigInteger.Abs(sum), exponent);
    }

    private static FloatAttr Product(FloatAttr x, FloatAttr y)
    {
        var isNegative = x.IsNegative != y.IsNegative;
        if (WideFloats.IsInfinite(x) || WideFloats.IsInfinite(y))
            return IsZero(x) || IsZero(y) ? WideFloats.Nan(x.FloatType) : WideFloats.Infinity(x.FloatType, isNegative);
        var ((a, e), (b, f)) = (WideFloats.Signed(x), WideFloats.Signed(y));
        return WideFloats.Round(x.FloatType, isNegative, BigInteger.Abs(a * b), e + f);
    }

    private static FloatAttr Quotient(FloatAttr x, FloatAttr y)
    {
        var (type, isNegative) = (x.FloatType, x.IsNegative != y.IsNegative);
        if (WideFloats.IsInfinite(x))
            return WideFloats.IsInfinite(y) ? WideFloats.Nan(type) : WideFloats.Infinity(type, isNegative);
        if (WideFloats.IsInfinite(y)) return WideFloats.Round(type, isNegative, BigInteger.Zero, 0);
        if (IsZero(y)) return IsZero(x) ? WideFloats.Nan(type) : WideFloats.Infinity(type, isNegative);
        var ((a, e), (b, f)) = (WideFloats.Signed(x), WideFloats.Signed(y));
        return WideFloats.Quotient(type, isNegative, (BigInteger.Abs(a), e), (BigInteger.Abs(b), f));
    }

    // With the sign of the dividend; always exact.
    private static FloatAttr Remainder(FloatAttr x, FloatAttr y)
    {
        if (WideFloats.IsInfinite(x) || IsZero(y)) return WideFloats.Nan(x.FloatType);
        if (WideFloats.IsInfinite(y)) return x;
        var ((a, e), (b, f)) = (WideFloats.Signed(x), WideFloats.Signed(y));
        var least = Math.Min(e, f);
        var rest = BigInteger.Remainder(BigInteger.Abs(a) << (e - least), BigInteger.Abs(b) << (f - least));
        return WideFloats.Round(x.FloatType, x.IsNegative, rest, least);
    }

    private static bool IsZero(FloatAttr number) => FloatFormat.IsFiniteWide(number) && WideFloats.Signed(number).Number.IsZero;
}
