namespace Weft.Passes;

/// <summary>
/// x / pi modulo 2 for large numbers of double precision, in integers (after Payne and Hanek): x is m 2^e, and of the digits of 1 / pi
/// three words matter that begin where 2^e moves them in front of the point.
/// </summary>
internal static class LargeAngle
{
    /// <summary>From here on the digits that matter begin at most 63 before the point.</summary>
    public const double Least = 1 << 30;

    private const long LowHalf = 0xFFFF_FFFF;

    /// <summary>As <see cref="HalfTurns.OfNear"/>, of numbers not below <see cref="Least"/>.</summary>
    public static (Whole Count, Real Left) Split(Real x, Counting kind)
    {
        var format = x.Format;
        var mantissa = (x.Bits & ((1L << format.Fraction) - 1)) + (1L << format.Fraction);
        // Digits from the 63rd before the point on make the first word when e is 63 less than 0.
        var start = x.Bits.ShiftRight(format.Fraction) - (format.Bias + format.Fraction) + 63;
        var words = Window(start.ShiftRight(6), 4);
        var within = start & 63;
        var (w0, w1, w2) = (words[0].Funnel(words[1], within), words[1].Funnel(words[2], within), words[2].Funnel(words[3], within));

        // The upper two words of the product modulo 2^192: the first bit is that of 1, the others are behind the point.
        var (p1, carried) = (mantissa * w1, UpperProduct(mantissa, w2));
        var low = p1 + carried;
        var high = mantissa * w0 + UpperProduct(mantissa, w1) + low.IsBelow(carried).ToWhole();
        if (kind == Counting.QuarterTurns) (high, low) = (high << 1 | low.ShiftRight(63), low << 1);
        if (kind == Counting.HalfTurnsFromHalf) high -= 1L << 62;

        // What is left has a sign: it is counted from the nearest integer.
        var count = (high + (1L << 62)).ShiftRight(63);
        var (left, tail) = (high << 1 | low.ShiftRight(63), low << 1);
        var head = (left & -2048).ToReal() * Math.ScaleB(1, -64);
        var rest = ((left & 2047) << 52 | tail.ShiftRight(12)).ToReal();
        return (count, rest.Fma(Math.ScaleB(1, -116), head));
    }

    // Some words from an index on: moved by 16, by 8, ... where the index says so. The words begin with digits before the point.
    private static Whole[] Window(Whole index, int count)
    {
        var words = HalfTurns.Words().Select(index.Constant).ToArray();
        for (var move = 16; move > 0; move /= 2)
        {
            var moves = (index & move).IsNot(0);
            var needed = Math.Min(words.Length, count + move - 1);
            Whole Moved(int i) => i + move < words.Length ? moves.Choose(words[i + move], words[i]) : words[i];
            words = [.. Enumerable.Range(0, needed).Select(Moved)];
        }

        return words[..count];
    }

    // The upper word of a product, of which the first factor has at most 63 bits.
    private static Whole UpperProduct(Whole a, Whole b)
    {
        var (a0, a1, b0, b1) = (a & LowHalf, a.ShiftRight(32), b & LowHalf, b.ShiftRight(32));
        var middle = a0 * b1 + (a0 * b0).ShiftRight(32);
        var second = a1 * b0 + (middle & LowHalf);
        return a1 * b1 + middle.ShiftRight(32) + second.ShiftRight(32);
    }
}
