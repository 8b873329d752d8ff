using System.Numerics;

namespace Weft.Passes;

/// <summary>Quotients and remainders.</summary>
internal static class RangeDivision
{
    public static IntegerRange Unsigned(IntegerRange a, IntegerRange b) => Unsigned(a, b, BigInteger.Divide);

    public static IntegerRange UnsignedUp(IntegerRange a, IntegerRange b) => Unsigned(a, b, Up);

    public static IntegerRange Signed(IntegerRange a, IntegerRange b) => Signed(a, b, BigInteger.Divide);

    public static IntegerRange SignedUp(IntegerRange a, IntegerRange b) => Signed(a, b, Up);

    public static IntegerRange SignedDown(IntegerRange a, IntegerRange b) => Signed(a, b, Down);

    public static IntegerRange UnsignedRemainder(IntegerRange a, IntegerRange b)
    {
        var (width, divisor) = (a.Width, b.UnsignedMax);
        if (b.UnsignedMin.IsZero) return IntegerRange.All(width);
        // All dividends in one stretch between two multiples.
        if (b.UnsignedMin == divisor && a.UnsignedMax - a.UnsignedMin < divisor && a.UnsignedMin % divisor <= a.UnsignedMax % divisor)
            return IntegerRange.FromUnsigned(width, a.UnsignedMin % divisor, a.UnsignedMax % divisor);
        return IntegerRange.FromUnsigned(width, 0, divisor - 1);
    }

    public static IntegerRange SignedRemainder(IntegerRange a, IntegerRange b)
    {
        if (b.SignedMin.Sign <= 0 && b.SignedMax.Sign >= 0) return IntegerRange.All(a.Width);
        var divisor = b.SignedMin.Sign > 0 ? b.SignedMax : -b.SignedMin;
        if (b.SignedMin == b.SignedMax && a.SignedMax - a.SignedMin < divisor)
        {
            var (first, last) = (BigInteger.Remainder(a.SignedMin, divisor), BigInteger.Remainder(a.SignedMax, divisor));
            if (first <= last) return IntegerRange.FromSigned(a.Width, first, last);
        }

        return IntegerRange.FromSigned(
            a.Width, a.SignedMin.Sign < 0 ? 1 - divisor : 0, a.SignedMax.Sign > 0 ? divisor - 1 : 0);
    }

    private static IntegerRange Unsigned(IntegerRange a, IntegerRange b, Func<BigInteger, BigInteger, BigInteger> divide) =>
        b.UnsignedMin.IsZero
            ? IntegerRange.All(a.Width)
            : IntegerRange.FromUnsigned(a.Width, divide(a.UnsignedMin, b.UnsignedMax), divide(a.UnsignedMax, b.UnsignedMin));

    private static IntegerRange Signed(IntegerRange a, IntegerRange b, Func<BigInteger, BigInteger, BigInteger> divide)
    {
        var all = IntegerRange.All(a.Width);
        if (b.SignedMin.Sign <= 0 && b.SignedMax.Sign >= 0) return all;
        BigInteger[] results =
        [
            divide(a.SignedMin, b.SignedMin), divide(a.SignedMin, b.SignedMax),
            divide(a.SignedMax, b.SignedMin), divide(a.SignedMax, b.SignedMax),
        ];
        // The least number by -1.
        return results.Max() > all.SignedMax ? all : IntegerRange.FromSigned(a.Width, results.Min(), results.Max());
    }

    private static BigInteger Up(BigInteger a, BigInteger b) => -Down(-a, b);

    private static BigInteger Down(BigInteger a, BigInteger b)
    {
        var quotient = BigInteger.DivRem(a, b, out var rest);
        return rest.IsZero || rest.Sign == b.Sign ? quotient : quotient - 1;
    }
}
