namespace Weft.Passes;

/// <summary>exp and its like: the power of 2 that is in them, times a polynomial.</summary>
internal static class Exponentials
{
    // exp(r) = 1 + r + r^2 q(r) for |r| <= ln 2 / 2, to 2^-28 of exp(r) in single and 2^-61 of expm1(r) in double precision.
    private static readonly Series s_growth = new(
        [0.49999994, 0.16666517, 0.041668106, 0.008369135, 0.0013836512],
        [
            0.5, 0.16666666666666677, 0.04166666666666667, 0.008333333333321336, 0.0013888888888886062, 0.00019841269886958514,
            2.480158731784802e-05, 2.7557243294632785e-06, 2.755728311096423e-07, 2.51093800178507e-08, 2.0910833777704616e-09,
        ]);

    // As above, to 2^-28 of expm1(r).
    private static readonly Series s_growthFromZero = s_growth with
    {
        Single = [0.5, 0.16666667, 0.041666355, 0.008333273, 0.0013941105, 0.0001991427],
    };

    // expm1(2 r) / 2 = r + r^2 q(r): in single precision to 2^-27 of what is left of 1 after exp(2 r), or a half of it for r > 0.
    private static readonly Series s_growthOfHalf = new(
        [0.99999965, 0.66666062, 0.33336482, 0.133907453, 0.0438618967],
        [.. s_growth.Double.Select((coefficient, power) => Math.ScaleB(coefficient, power + 1))]);

    // 2^r = 1 + r q(r) for |r| <= 1/2, to 2^-26 and 2^-57.
    private static readonly Series s_doubling = new(
        [0.6931472, 0.24022594, 0.055503663, 0.009625436, 0.001338796, 0.00013337944],
        [
            0.6931471805599453, 0.24022650695910172, 0.05550410866482457, 0.009618129107577129, 0.0013333558145572173,
            0.00015403530478701703, 1.5252734729612558e-05, 1.3215424601604738e-06, 1.0177661507129266e-07, 7.075588818946808e-09,
            4.518168627385604e-10,
        ]);

    /// <summary>Beyond these limits the result has overflowed, or has become 0.</summary>
    public static Real Exp(Real x)
    {
        var (k, r) = Reduce(x.Within(x.Format.Choose(-104, -746), x.Format.Choose(89, 710)), 2 * x.Format.Bias);
        return r.Fma(s_growth.At(r).Fma(r, 1), 1).TimesPowerOfTwo(k);
    }

    /// <summary>For what neither overflows nor leaves the normal numbers.</summary>
    public static Real ExpOfSmall(Real x)
    {
        var (k, r) = Reduce(x, x.Format.Bias);
        return r.Fma(s_growth.At(r).Fma(r, 1), 1) * k.PowerOfTwo();
    }

    public static Real Exp2(Real x)
    {
        var bounded = x.Within(x.Format.Choose(-151, -1076), x.Format.Choose(129, 1025));
        var (k, number) = bounded.Round(2 * x.Format.Bias);
        return Exp2OfFraction(bounded - number).TimesPowerOfTwo(k);
    }

    /// <summary>2 to a power between -1/2 and 1/2.</summary>
    public static Real Exp2OfFraction(Real r) => r.Fma(s_doubling.At(r), 1);

    public static Real ExpM1(Real x) =>
        (2 * HalfOfExpM1(x.Within(x.Format.Choose(-20, -40), x.Format.Choose(89, 710)))).WithSignOf(x);

    /// <summary>exp(-2 x) - 1 and exp(-2 x) + 1, for x from 0 to 20: 2^k expm1(2 r) + (2^k - 1), and + 1, each rounded once. Of log(2) one
    /// number is enough: what it lacks is multiplied by 2^k, and then little beside 1.</summary>
    public static (Real Less, Real More) AroundOne(Real x)
    {
        var (k, number) = x.RoundTimes(-2 * Exact.Log2OfE.High, x.Format.Bias + 1);
        var r = number.Fma(-0.5 * Exact.Log2.High, -x);
        var grown = (r * r).Fma(s_growthOfHalf.At(r), r);
        var twice = k.PowerOfTwo();
        Real With(double one) => twice.Fma(grown, twice.Fma(0.5, twice.Constant(one)));
        return (With(-1), With(1));
    }

    // (2^k expm1(r) + 2^k - 1) / 2, as 2^k itself may be too large. Without the sign of zero.
    private static Real HalfOfExpM1(Real x)
    {
        var (k, r) = Reduce(x, x.Format.Bias - 1);
        var grown = (r * r).Fma(s_growthFromZero.At(r), r);
        var power = k.PowerOfTwo();
        return power.Fma(grown, power - 0.5);
    }

    // k is the integer next to x / log(2), r is x - k log(2).
    private static (Whole K, Real R) Reduce(Real x, int bias)
    {
        var (high, low) = Exact.Log2.In(x.Format);
        var (k, number) = x.RoundTimes(Exact.Log2OfE.High, bias);
        return (k, number.Fma(-low, number.Fma(-high, x)));
    }
}
