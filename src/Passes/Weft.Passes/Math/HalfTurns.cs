using System.Numerics;

namespace Weft.Passes;

/// <summary>
/// An angle as a number of half turns: x / pi modulo 2, for any x. Digits of 1 / pi that only count whole turns are left out, the others
/// are as many as it takes to have all digits of the angle that is next to a whole number.
/// </summary>
internal static class HalfTurns
{
    /// <summary>Digits of 1 / pi in front of which 2^1023 cannot move, and what is to be exact behind them.</summary>
    private const int FractionBits = 1280;

    /// <summary>Below, angles of single precision are near: they are also reduced in radians (<see cref="Circular"/>).</summary>
    private const double LeastFarSingle = 1 << 17;

    // 1 / pi in fixed point.
    private static readonly BigInteger s_inversePi = InversePi();

    /// <summary>Whether an angle, which is not negative, is one that most programs keep to. Infinity and NaN are not.</summary>
    public static Truth IsNear(Real x) => x < x.Format.Choose(LeastFarSingle, LargeAngle.Least);

    /// <summary>Splits an angle that <see cref="IsNear"/>, in double precision. Of single precision it is right to 2^-60: the number of
    /// 24 bits that is nearest to a whole number of quarter turns is 2^-29 away; of double precision to 2^-116 behind the point: the
    /// nearest number of 53 bits is 2^-61 away.</summary>
    /// <param name="x">Not negative.</param>
    /// <param name="kind">What is counted.</param>
    /// <returns>The count in the last bit, and what is left of x, at most 1/2.</returns>
    public static (Whole Count, Real Left) OfNear(Real x, Counting kind)
    {
        var isSingle = x.Format.IsSingle;
        x = kind == Counting.QuarterTurns ? 2 * x.Widen() : x.Widen();
        if (!isSingle) return OfSmall(x, kind);
        var parts = Parts(0, 2);
        return OfProduct(x, x.Constant(parts[0]), x.Constant(parts[1]), kind);
    }

    /// <summary>As <see cref="OfNear"/>, of the others. Neither infinity nor NaN has an angle.</summary>
    public static (Whole Count, Real Left) OfFar(Real x, Counting kind)
    {
        if (x.Format.IsSingle) return OfSingle(x.Widen(), kind);
        var (count, left) = LargeAngle.Split(x, kind);
        return (count, left + (x - x));
    }

    /// <summary>2^power / pi modulo 2 as a sum of numbers that each go on where the one before ends.</summary>
    public static double[] Parts(int power, int count)
    {
        var rest = (s_inversePi << power) % (BigInteger.One << (FractionBits + 1));
        var parts = new double[count];
        for (var i = 0; i < count; i++)
        {
            var excess = (int)Math.Max(0, (long)rest.GetBitLength() - 53);
            parts[i] = Math.ScaleB((double)(rest >> excess), excess - FractionBits);
            rest -= rest >> excess << excess;
        }

        return parts;
    }

    /// <summary>Digits of 1 / pi, 64 at a time; the first are those before the point.</summary>
    public static long[] Words()
    {
        var count = 1 + (FractionBits / 64);
        return [.. Enumerable.Range(1, count).Select(i => (long)(ulong)(s_inversePi >> (64 * (count - i)) & ulong.MaxValue))];
    }

    // From x, a number of single precision in double precision, a power of 2 is divided off that leaves an integer; 1 / pi is multiplied
    // by it modulo 2.
    private static (Whole Count, Real Left) OfSingle(Real x, Counting kind)
    {
        const int step = 21;
        var (shrink, first, second) = (x.Constant(1), x.Constant(Parts(0, 2)[0]), x.Constant(Parts(0, 2)[1]));
        for (var power = step; power <= 4 * step; power += step)
        {
            var parts = Parts(power, 2);
            var isInteger = x >= Math.ScaleB(1, power + Format.Single.Fraction);
            shrink = isInteger.Choose(Math.ScaleB(1, -power), shrink);
            first = isInteger.Choose(parts[0], first);
            second = isInteger.Choose(parts[1], second);
        }

        if (kind == Counting.QuarterTurns) x *= 2;
        return OfProduct(x * shrink, first, second, kind);
    }

    // Two parts of 1 / pi, and what their products lose.
    private static (Whole Count, Real Left) OfProduct(Real x, Real first, Real second, Counting kind)
    {
        var high = x * first;
        var (count, number) = Nearest(high, kind);
        return (count, high - number + x.Fma(second, x.Fma(first, -high)));
    }

    // Three parts of 1 / pi, and what is lost by their products and sums.
    private static (Whole Count, Real Left) OfSmall(Real x, Counting kind)
    {
        var parts = Parts(0, 3);
        var (high, middle) = (x * parts[0], x * parts[1]);
        var (count, number) = Nearest(high, kind);
        var (sum, lost) = TwoSum(x.Fma(parts[0], -high), middle);
        var (left, lostLater) = TwoSum(high - number, sum);
        return (count, left + (lostLater + (lost + x.Fma(parts[2], x.Fma(parts[1], -middle)))));
    }

    // The nearest integer; of what lies a half away, the nearest of these.
    private static (Whole Count, Real Number) Nearest(Real x, Counting kind)
    {
        if (kind != Counting.HalfTurnsFromHalf) return x.Round();
        var (count, number) = (x - 0.5).Round();
        return (count, number + 0.5);
    }

    // a + b as what addition gives and what it loses.
    private static (Real Sum, Real Lost) TwoSum(Real a, Real b)
    {
        var sum = a + b;
        var second = sum - a;
        return (sum, a - (sum - second) + (b - second));
    }

    // pi = 16 atan(1/5) - 4 atan(1/239)
    private static BigInteger InversePi()
    {
        const int guard = 64;
        var one = BigInteger.One << (FractionBits + guard);
        BigInteger Atan(int inverse)
        {
            var (sum, power) = (BigInteger.Zero, one / inverse);
            for (var n = 1; !power.IsZero; n += 2, power /= -inverse * inverse) sum += power / n;
            return sum;
        }

        return (BigInteger.One << (2 * (FractionBits + guard))) / ((16 * Atan(5)) - (4 * Atan(239))) >> guard;
    }
}

/// <summary>What of an angle is counted.</summary>
internal enum Counting
{
    HalfTurns,

    /// <summary>Half turns beyond half of one.</summary>
    HalfTurnsFromHalf,

    QuarterTurns,
}
