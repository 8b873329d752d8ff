namespace Weft.Passes;

/// <summary>Logarithms: x is 2^k (1 + f) with 1 + f between the roots of 1/2 and 2, and log(1 + f) is a polynomial. The exponent stays
/// where it is among the bits, and counts 2^fraction for one.</summary>
internal static class Logarithms
{
    private const double RootOfHalf = 0.70710678118654752;

    // log(1 + f) = f + f^2 p(f), to 2^-25 and 2^-56.
    private static readonly Series s_bend = new(
        [-0.49999991606, 0.333339502, -0.250017553, 0.199620722, -0.165705078, 0.149179729, -0.143075234, 0.0873484681],
        [
            -0.5, 0.33333333333333487, -0.24999999999998074, 0.19999999999936566, -0.1666666666700716, 0.1428571429480636,
            -0.12499999977309638, 0.11111110465919982, -0.10000000501410822, 0.09090935006553834, -0.08333344581454225,
            0.07691687590999352, -0.0714199214836022, 0.06675431270828548, -0.06270114156823593, 0.058161890288486694,
            -0.05323880780373371, 0.05419371160375469, -0.06284934766157951, 0.056991341030697446, -0.02423176342921051,
        ]);

    // log(1 + f) to base 2 = f q(f) in double precision to 2^-33, for results in single precision.
    private static readonly double[] s_log2ToSingle =
    [
        1.442695040939346, -0.7213475252131364, 0.4808983207291064, -0.36067280055854395, 0.28854064360168, -0.24050417367394633,
        0.2060962544697802, -0.179046957672675, 0.1590015253631967, -0.15698225695200052, 0.15485738438862773, -0.0863458329382929,
    ];

    public static Real Log(Real x) => Log(x, Exact.Log2, Exact.One);

    public static Real Log2(Real x) => Log(x, Exact.One, Exact.Log2OfE);

    public static Real Log10(Real x) => Log(x, Exact.Log10Of2, Exact.Log10OfE);

    /// <summary>The sum 1 + x loses what is added to the logarithm over the sum.</summary>
    public static Real Log1p(Real x)
    {
        var sum = 1 + x;
        var lost = (x > 1).Choose(1 - (sum - x), x - (sum - 1));
        var (k, f) = Split(sum);
        var (high, low) = UnitOf(Exact.Log2, x.Format);
        var bent = (f * f).Fma(s_bend.At(f), lost / sum);
        return AtLimits(k.Fma(high, f + k.Fma(low, bent)), sum).WithSignOf(x);
    }

    /// <summary>The logarithm to base 2 of a number of single precision for which <see cref="IsNormal"/> holds, in double precision: 150
    /// times it is right in single precision.</summary>
    public static Real Log2ToSingle(Real x)
    {
        var (k, f) = Split(x);
        var fraction = f.Widen();
        return fraction.Fma(Series.Horner(s_log2ToSingle, fraction), (k * UnitOf(x.Format)).Widen());
    }

    /// <summary>Greater than 0, finite, and with all digits. Bits of other numbers are below those of normal ones, or above.</summary>
    public static Truth IsNormal(Real x)
    {
        var (least, end) = (x.Format.BitsOf(x.Format.SmallestNormal), x.Format.BitsOf(double.PositiveInfinity));
        var above = x.Bits - least;
        return above.IsBelow(above.Constant(end - least));
    }

    /// <summary>x as 2^k (1 + f), where x may be subnormal: it is made normal by a power of 2 that goes off the exponent.</summary>
    public static (Real K, Real F) SplitAny(Real x)
    {
        var shift = x.Format.Fraction + 2;
        var isTiny = x < x.Format.SmallestNormal;
        var (k, f) = Split(isTiny.Choose(x * Math.ScaleB(1, shift), x));
        var number = k * UnitOf(x.Format);
        return (isTiny.Choose(number - shift, number), f);
    }

    private static Real Log(Real x, Exact two, Exact e)
    {
        var shift = x.Format.Fraction + 2;
        return IsNormal(x).Usually(Log(Split(x), two, e), () =>
        {
            var (k, f) = Split(x * Math.ScaleB(1, shift));
            return AtLimits(Log((k - shift / UnitOf(x.Format), f), two, e), x);
        });
    }

    // k log(2) + log(1 + f), small parts first. Factors of 1 write nothing.
    private static Real Log((Real K, Real F) x, Exact two, Exact e)
    {
        var (k, f) = x;
        var ((two1, two2), (e1, e2)) = (UnitOf(two, k.Format), e.In(k.Format));
        var (square, bend) = (f * f, s_bend.At(f));
        if (e == Exact.One) return k.Fma(two1, k.Fma(two2, square.Fma(bend, f)));
        var turned = f.Fma(e1, f.Fma(e2, square * bend * e1));
        return k.Fma(two1, two == Exact.One ? turned : k.Fma(two2, turned));
    }

    // Taking the bits of the root of 1/2 away makes the exponent k, and the fraction is counted from there.
    private static (Real K, Real F) Split(Real x)
    {
        var (bits, exponent) = (x.Bits, -1L << x.Format.Fraction);
        var k = (bits - x.Format.BitsOf(RootOfHalf)) & exponent;
        return (k.ToReal(), (bits - k).AsReal() - 1);
    }

    // What one more of the exponent is.
    private static double UnitOf(Format format) => Math.ScaleB(1, -format.Fraction);

    private static (double High, double Low) UnitOf(Exact two, Format format)
    {
        var (high, low) = two.In(format);
        return (high * UnitOf(format), low * UnitOf(format));
    }

    // -inf at 0, NaN below; inf and NaN stay.
    private static Real AtLimits(Real log, Real x)
    {
        var nonPositive = x.Is(0).Choose(double.NegativeInfinity, x.Constant(double.NaN));
        return (x < double.PositiveInfinity).Choose((x > 0).Choose(log, nonPositive), x);
    }
}
