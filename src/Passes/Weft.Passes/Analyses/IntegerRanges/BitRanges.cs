using System.Numerics;
using Weft.IR;

namespace Weft.Passes;

/// <summary>Bitwise operations: of each operand the bits are known that its least and its greatest value begin with.</summary>
internal static class BitRanges
{
    public static IntegerRange And(IntegerRange a, IntegerRange b) => Combine(a, b, static (x, y) => x & y);

    public static IntegerRange Or(IntegerRange a, IntegerRange b) => Combine(a, b, static (x, y) => x | y);

    public static IntegerRange Xor(IntegerRange a, IntegerRange b)
    {
        var open = OpenBits(a) | OpenBits(b);
        var known = (a.UnsignedMin ^ b.UnsignedMin) & ~open;
        return IntegerRange.FromUnsigned(a.Width, known, known | open);
    }

    // With all open bits 0, and with all 1.
    private static IntegerRange Combine(IntegerRange a, IntegerRange b, Func<BigInteger, BigInteger, BigInteger> combine)
    {
        var (openA, openB) = (OpenBits(a), OpenBits(b));
        return IntegerRange.FromUnsigned(
            a.Width, combine(a.UnsignedMin & ~openA, b.UnsignedMin & ~openB), combine(a.UnsignedMax | openA, b.UnsignedMax | openB));
    }

    private static BigInteger OpenBits(IntegerRange range) =>
        (BigInteger.One << (int)(range.UnsignedMin ^ range.UnsignedMax).GetBitLength()) - 1;
}
