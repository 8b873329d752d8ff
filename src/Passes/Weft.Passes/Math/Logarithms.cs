namespace Weft.Passes;

/// <summary>Logarithms: x is 2^k (1 + f) with 1 + f between the roots of 1/2 and 2, and log(1 + f) is a polynomial.</summary>
internal static class Logarithms
{
    private const double RootOfHalf = 0.70710678118654752;

    // log(1 + f) = f + f^2 p(f), to 2^-27 and 2^-56.
    private static readonly Series s_bend = new(
        [-0.49999988, 0.33333322, -0.2500161, 0.20002227, -0.16608581, 0.14176175, -0.13241547, 0.12942779, -0.076744415],
        [
            -0.5, 0.33333333333333487, -0.24999999999998074, 0.19999999999936566, -0.1666666666700716, 0.1428571429480636,
            -0.12499999977309638, 0.11111110465919982, -0.10000000501410822, 0.09090935006553834, -0.08333344581454225,
            0.07691687590999352, -0.0714199214836022, 0.06675431270828548, -0.06270114156823593, 0.058161890288486694,
            -0.05323880780373371, 0.05419371160375469, -0.06284934766157951, 0.056991341030697446, -0.02423176342921051,
        ]);

    // The same in double precision to 2^-35, for results in single precision.
    private static readonly double[] s_bendToSingle =
    [
        -0.5000000002147933, 0.33333334044125307, -0.24999994834178, 0.1999989810107007, -0.16666927189733288, 0.14290572158368586,
        -0.12497419674325752, 0.11009602999535467, -0.09927218869088382, 0.10015357448935402, -0.09872286778797912, 0.05359149216035182,
    ];

    public static Real Log(Real x) => Log(x, Exact.Log2, Exact.One);

    public static Real Log2(Real x) => Log(x, Exact.One, Exact.Log2OfE);

    public static Real Log10(Real x) => Log(x, Exact.Log10Of2, Exact.Log10OfE);

    /// <summary>The sum 1 + x loses what is added to the logarithm over the sum.</summary>
    public static Real Log1p(Real x)
    {
        var sum = 1 + x;
        var lost = (x > 1).Choose(1 - (sum - x), x - (sum - 1));
        var (k, f) = SplitNormal(sum);
        var bent = (f * f).Fma(s_bend.At(f), lost / sum);
        return AtLimits(Sum(k, f, bent, Exact.Log2, Exact.One), sum).WithSignOf(x);
    }

    /// <summary>The logarithm to base 2 of what is not below 0, in double precision: 150 times it is right in single precision.</summary>
    public static Real Log2ToSingle(Real x)
    {
        var (k, f) = SplitNormal(x);
        var log = (f * f).Fma(Series.Horner(s_bendToSingle, f), f).Fma(Exact.Log2OfE.High, k);
        return x.Is(0).Choose(double.NegativeInfinity, (x < double.PositiveInfinity).Choose(log, x));
    }

    /// <summary>x as 2^k (1 + f).</summary>
    public static (Real K, Real F) Split(Real x)
    {
        // Subnormal numbers are made normal by a power of 2 that goes off the exponent.
        var (format, shift) = (x.Format, x.Format.Fraction + 2);
        var isTiny = x < format.SmallestNormal;
        var (k, f) = SplitNormal(isTiny.Choose(x * Math.ScaleB(1, shift), x));
        return (isTiny.Choose(k - shift, k), f);
    }

    private static Real Log(Real x, Exact two, Exact e)
    {
        var (k, f) = Split(x);
        return AtLimits(Sum(k, f, f * f * s_bend.At(f), two, e), x);
    }

    // Taking the bits of the root of 1/2 away makes the exponent k, and the fraction is counted from there.
    private static (Real K, Real F) SplitNormal(Real x)
    {
        var (format, root) = (x.Format, x.Format.BitsOf(RootOfHalf));
        var bits = x.Bits - root;
        var k = (bits >> format.Fraction).ToReal();
        var f = ((bits & ((1L << format.Fraction) - 1)) + root).AsReal() - 1;
        return (k, f);
    }

    // k log(2) + (f + bent) log(e), small parts first. Factors of 1 write nothing.
    private static Real Sum(Real k, Real f, Real bent, Exact two, Exact e)
    {
        var ((two1, two2), (e1, e2)) = (two.In(k.Format), e.In(k.Format));
        if (e == Exact.One) return k.Fma(two1, f + k.Fma(two2, bent));
        var turned = f.Fma(e1, f.Fma(e2, bent * e1));
        return two == Exact.One ? k + turned : k.Fma(two1, k.Fma(two2, turned));
    }

    // -inf at 0, NaN below; inf and NaN stay.
    private static Real AtLimits(Real log, Real x)
    {
        var nonPositive = x.Is(0).Choose(double.NegativeInfinity, x.Constant(double.NaN));
        return (x < double.PositiveInfinity).Choose((x > 0).Choose(log, nonPositive), x);
    }
}
