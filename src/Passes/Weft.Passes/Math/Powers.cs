namespace Weft.Passes;

/// <summary>Powers and roots.</summary>
internal static class Powers
{
    // atanh(s) = s + s^3 / 3 + s^5 q(s^2) for |s| <= 3 - sqrt 8, to 2^-66.
    private static readonly double[] s_atanh =
    [
        0.2000000000000113, 0.1428571428504833, 0.11111111260241682, 0.09090892157533331, 0.0769337992801751, 0.06628378094725766,
        0.06598462174830073,
    ];

    // 2^r = 1 + r q(r) for |r| <= 1/2 to 2^-28, in double precision.
    private static readonly double[] s_doublingToSingle =
    [
        0.693147202983109, 0.24022647897851365, 0.055503321572903976, 0.00961843838905697, 0.0013399006464817835, 0.00015353330208862614,
    ];

    // 1 / cbrt(m) for m from 1 to 2, to 2^-11 and 2^-17.
    private static readonly Series s_inverseRoot = new(
        [1.5418864, -0.80995905, 0.31775624, -0.04993668],
        [1.7810597098238745, -1.566037425692608, 1.24379974079834, -0.5978838652531063, 0.15607571491529612, -0.01701963676152727]);

    public static Real Rsqrt(Real x) => 1 / x.Sqrt();

    /// <summary>2 to the power y log2 |x|, and what IEEE 754 says of signs, zeros, infinities and NaN.</summary>
    public static Real Pow(Real x, Real y)
    {
        var size = x.Abs();
        if (!x.Format.IsSingle) return AtLimits(PowOfSize(size, y), x, y);
        var isNormal = Logarithms.IsNormal(size);
        var power = PowToSingle(Logarithms.Log2ToSingle(size), y);
        return (isNormal & (x > 0) & (y.Abs() < double.PositiveInfinity)).Usually(power, () =>
            AtLimits(isNormal.Usually(power, () => PowToSingle(Log2OfAny(size), y)), x, y));
    }

    private static Real AtLimits(Real size, Real x, Real y)
    {
        var half = y * 0.5;
        var isWhole = y.Floor().Is(y);
        var isOdd = isWhole & half.Floor().IsNot(half);
        var signed = isOdd.Choose(size.WithSignOf(x), size);
        // The root of a negative number is none; that of -inf and of -0 is.
        var isNone = (x < 0) & (x > double.NegativeInfinity) & y.Floor().IsNot(y);
        var isOne = x.Is(1) | y.Is(0) | (x.Is(-1) & y.Abs().Is(double.PositiveInfinity));
        return isOne.Choose(1, isNone.Choose(double.NaN, signed));
    }

    /// <summary>m^(-1/3) by two steps that each triple the correct digits, from which m^(1/3) follows.</summary>
    public static Real Cbrt(Real x)
    {
        var size = x.Abs();
        var format = x.Format;
        var isTiny = size < format.SmallestNormal;
        // A power of 2 that has a cube root.
        var shift = format.Choose(24, 54);
        var bits = isTiny.Choose(size * Math.ScaleB(1, (int)shift), size).Bits;
        var exponent = (bits >> format.Fraction).ToReal() - format.Bias;
        // Of the exponent, thirds rounded down, and what is left: 0, 1 or 2.
        var thirds = (exponent * (1.0 / 3) + 1.0 / 6).Floor();
        var rest = exponent - 3 * thirds;
        var fraction = (bits & ((1L << format.Fraction) - 1)) + format.BitsOf(1);
        var (isOne, isTwo) = (rest.Is(1), rest.Is(2));
        var mantissa = fraction.AsReal();
        var start = s_inverseRoot.At(mantissa)
            * isTwo.Choose(0.62996052494743658, isOne.Choose(0.79370052598409974, x.Constant(1)));
        var m = mantissa * isTwo.Choose(4, isOne.Choose(2, x.Constant(1)));
        var inverse = Refine(start, m);
        if (!format.IsSingle) inverse = Refine(inverse, m);
        var root = m * inverse * inverse;
        root = ((root * root).Fma(-root, m) * (1.0 / 3)).Fma(inverse * inverse, root);
        var scale = isTiny.Choose(thirds - shift / 3, thirds);
        var result = (root * scale.Round(format.Bias).Biased.PowerOfTwo()).WithSignOf(x);
        return (size.Is(0) | size.Is(double.PositiveInfinity) | x.IsNot(x)).Choose(x + x, result);
    }

    // r (1 + h / 3 + 2 h^2 / 9) with h = 1 - m r^3
    private static Real Refine(Real r, Real m)
    {
        var h = (m * r * r).Fma(-r, 1);
        return (h * h.Fma(2.0 / 9, h.Constant(1.0 / 3))).Fma(r, r);
    }

    // 2^(y log), in double precision until the end, which rounds as it should where results have fewer digits.
    private static Real PowToSingle(Real log, Real y)
    {
        var power = (y.Widen() * log).Within(-200, 200);
        var (k, number) = power.Round(power.Format.Bias);
        var r = power - number;
        return (r.Fma(Series.Horner(s_doublingToSingle, r), 1) * k.PowerOfTwo()).Narrow();
    }

    // Of 0, subnormal numbers, infinity and NaN; times 2^64, small numbers are normal.
    private static Real Log2OfAny(Real x)
    {
        const int shift = 64;
        var log = Logarithms.Log2ToSingle(x * Math.ScaleB(1, shift)) - shift;
        return x.Is(0).Choose(double.NegativeInfinity, (x < double.PositiveInfinity).Choose(log, x.Widen()));
    }

    private static Real PowOfSize(Real x, Real y)
    {
        var (high, low) = Log2(x);
        var product = y * high;
        var power = product.Within(-1100, 1100);
        var (k, number) = power.Round(2 * x.Format.Bias);
        // Beyond the limits it does not matter, and may be NaN.
        var error = (product.Abs() < 1100).Choose(y.Fma(low, y.Fma(high, -product)), x.Constant(0));
        return Exponentials.Exp2OfFraction(power - number + error).TimesPowerOfTwo(k);
    }

    /// <summary>The logarithm to base 2 as two numbers, right to 2^-65: multiplied by 1000, it must still have all digits.</summary>
    private static (Real High, Real Low) Log2(Real x)
    {
        var (k, f) = Logarithms.SplitAny(x);
        // s = f / (2 + f), with what the sum and the quotient lose.
        var sum = 2 + f;
        var inverse = 1 / sum;
        var s = f * inverse;
        var sLow = (s.Fma(-sum, f) - s * (f - (sum - 2))) * inverse;

        // 1 + s^2 / 3 + s^4 q(s^2)
        var square = s * s;
        var squareLow = (2 * s).Fma(sLow, s.Fma(s, -square));
        var third = square * Exact.Third.High;
        var thirdLow = square.Fma(Exact.Third.High, -third) + square.Fma(Exact.Third.Low, squareLow * Exact.Third.High);
        var rest = square * square * Series.Horner(s_atanh, square);
        var bend = third + rest;
        var bendLow = third - bend + rest + thirdLow;
        var factor = 1 + bend;
        var factorLow = 1 - factor + bend + bendLow;

        // Times s and 2 / log(2), plus k
        var log = s * factor;
        var logLow = s.Fma(factor, -log) + s.Fma(factorLow, sLow * factor);
        var (scale, scaleLow) = (2 * Exact.Log2OfE.High, 2 * Exact.Log2OfE.Low);
        var turned = log * scale;
        var turnedLow = log.Fma(scale, -turned) + log.Fma(scaleLow, logLow * scale);
        var high = k + turned;
        var low = k - high + turned + turnedLow;

        var isOrdinary = (x > 0) & (x < double.PositiveInfinity);
        high = x.Is(0).Choose(double.NegativeInfinity, isOrdinary.Choose(high, x));
        return (high, isOrdinary.Choose(low, 0));
    }
}
