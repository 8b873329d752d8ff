using System;
using System.Numerics;

namespace Weft.IR;

/// <summary>Arithmetic on integers of more than 64 bits, given by their signed values: a table.</summary>
internal static class WideIntegers
{
    /// <summary>The result, to be taken modulo 2^width. Null where it is undefined.</summary>
    public static BigInteger? Evaluate(IntegerBinaryOp op, BigInteger a, BigInteger b, int width)
    {
        var (ua, ub) = (IntegerBits.Unsigned(a, width), IntegerBits.Unsigned(b, width));
        return op switch
        {
            AddIOp => a + b,
            SubIOp => a - b,
            MulIOp => a * b,
            AndIOp => a & b,
            OrIOp => a | b,
            XOrIOp => a ^ b,
            MaxSIOp => BigInteger.Max(a, b),
            MinSIOp => BigInteger.Min(a, b),
            MaxUIOp => BigInteger.Max(ua, ub),
            MinUIOp => BigInteger.Min(ua, ub),
            ShLIOp or ShRSIOp or ShRUIOp when ub >= width => null,
            ShLIOp => a << (int)b,
            ShRSIOp => a >> (int)b,
            ShRUIOp => ua >> (int)b,
            _ when b.IsZero => null,
            DivUIOp => ua / ub,
            CeilDivUIOp => (ua + ub - 1) / ub,
            RemUIOp => ua % ub,
            RemSIOp => a % b,
            // The least number has no counterpart.
            _ when b.Equals(BigInteger.MinusOne) && a == -(BigInteger.One << (width - 1)) => null,
            DivSIOp => a / b,
            CeilDivSIOp => -FloorDiv(-a, b),
            FloorDivSIOp => FloorDiv(a, b),
            _ => null,
        };
    }

    public static bool Evaluate(CmpIPredicate predicate, BigInteger a, BigInteger b, int width)
    {
        var isUnsigned = predicate is CmpIPredicate.Ult or CmpIPredicate.Ule or CmpIPredicate.Ugt or CmpIPredicate.Uge;
        var order = isUnsigned ? IntegerBits.Unsigned(a, width).CompareTo(IntegerBits.Unsigned(b, width)) : a.CompareTo(b);
        // Small numbers that stand to each other as a to b, with and without sign.
        return CmpIOp.Evaluate(predicate, 1 + Math.Sign(order), 1);
    }

    private static BigInteger FloorDiv(BigInteger a, BigInteger b) => (a - (a % b + b) % b) / b;
}
