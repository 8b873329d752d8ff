using System.Numerics;
using Weft.IR;

namespace Weft.Passes;

/// <summary>Sums, products and shifts. Where one of the limits wraps around, that reading of the bits shows nothing; under a flag that
/// says it cannot, the limit is the type's.</summary>
internal static class RangeArithmetic
{
    public static IntegerRange Add(IntegerRange a, IntegerRange b, IntegerOverflow flags) => Both(
        Between(a, false, flags, a.UnsignedMin + b.UnsignedMin, a.UnsignedMax + b.UnsignedMax),
        Between(a, true, flags, a.SignedMin + b.SignedMin, a.SignedMax + b.SignedMax));

    public static IntegerRange Subtract(IntegerRange a, IntegerRange b, IntegerOverflow flags) => Both(
        Between(a, false, flags, a.UnsignedMin - b.UnsignedMax, a.UnsignedMax - b.UnsignedMin),
        Between(a, true, flags, a.SignedMin - b.SignedMax, a.SignedMax - b.SignedMin));

    public static IntegerRange Multiply(IntegerRange a, IntegerRange b, IntegerOverflow flags) => Both(
        Between(a, false, flags, Products(a.UnsignedMin, a.UnsignedMax, b.UnsignedMin, b.UnsignedMax)),
        Between(a, true, flags, Products(a.SignedMin, a.SignedMax, b.SignedMin, b.SignedMax)));

    public static IntegerRange ShiftLeft(IntegerRange a, IntegerRange b, IntegerOverflow flags)
    {
        return Both(
            Between(a, false, flags, Shifted(a.UnsignedMin, a.UnsignedMax)), Between(a, true, flags, Shifted(a.SignedMin, a.SignedMax)));

        BigInteger[] Shifted(BigInteger min, BigInteger max) => [By(min, b.UnsignedMin), By(min, b.UnsignedMax),
            By(max, b.UnsignedMin), By(max, b.UnsignedMax)];

        // By more than the width is more than fits, whatever is shifted.
        BigInteger By(BigInteger value, BigInteger amount) => amount < a.Width
            ? value << (int)amount
            : (BigInteger.One << (2 * a.Width)) * (value.Sign < 0 ? -1 : 1);
    }

    public static IntegerRange ShiftRightSigned(IntegerRange a, IntegerRange b)
    {
        if (b.UnsignedMax >= a.Width) return IntegerRange.All(a.Width);
        var (least, most) = ((int)b.UnsignedMin, (int)b.UnsignedMax);
        BigInteger[] results = [a.SignedMin >> least, a.SignedMin >> most, a.SignedMax >> least, a.SignedMax >> most];
        return IntegerRange.FromSigned(a.Width, results.Min(), results.Max());
    }

    public static IntegerRange ShiftRightUnsigned(IntegerRange a, IntegerRange b) => b.UnsignedMax >= a.Width
        ? IntegerRange.All(a.Width)
        : IntegerRange.FromUnsigned(a.Width, a.UnsignedMin >> (int)b.UnsignedMax, a.UnsignedMax >> (int)b.UnsignedMin);

    private static BigInteger[] Products(BigInteger a, BigInteger b, BigInteger x, BigInteger y) => [a * x, a * y, b * x, b * y];

    private static IntegerRange Both(IntegerRange unsigned, IntegerRange signed) => unsigned.Intersect(signed);

    private static IntegerRange Between(IntegerRange like, bool signed, IntegerOverflow flags, params BigInteger[] limits)
    {
        var all = IntegerRange.All(like.Width);
        var (least, most) = signed ? (all.SignedMin, all.SignedMax) : (all.UnsignedMin, all.UnsignedMax);
        if (flags.HasFlag(signed ? IntegerOverflow.Nsw : IntegerOverflow.Nuw))
            limits = Array.ConvertAll(limits, limit => BigInteger.Clamp(limit, least, most));
        var (min, max) = (limits.Min(), limits.Max());
        return min < least || max > most ? all
            : signed ? IntegerRange.FromSigned(like.Width, min, max)
            : IntegerRange.FromUnsigned(like.Width, min, max);
    }
}
