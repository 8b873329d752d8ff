namespace Weft.Passes;

/// <summary>Functions of angles. Sine is the polynomial of what is left of the angle beyond whole half turns, with the sign of their
/// count; cosine is sine half of a half turn later.</summary>
internal static class Circular
{
    // sin(r) = r + r^3 s(r^2) for |r| <= pi / 2, to 2^-61 in double precision. In single precision, last digits of the middle coefficients
    // were varied (a random search) until the greatest error, with the rounding of each step, was small: 1.6 ulp.
    private static readonly Series s_bend = new(
        [-0.16666667, 0.00833334774, -0.000198430076, 2.76270566e-06, -2.55193129e-08],
        [
            -0.16666666666666666, 0.008333333333333207, -0.0001984126984121247, 2.7557319211570274e-06, -2.5052106904869646e-08,
            1.605894104664358e-10, -7.643021099348155e-13, 2.721443468572587e-15,
        ]);

    // cos(r) = 1 - r^2 / 2 + r^4 c(r^2) for |r| <= pi / 4, to 2^-59.
    private static readonly double[] s_cosine =
    [
        0.0416666666666666, -0.0013888888888874066, 2.48015872894444e-05, -2.755731434089381e-07, 2.0875721651434514e-09,
        -1.1359560557776751e-11,
    ];

    public static Real Sin(Real x) => (SineOfHalfTurns(x, Counting.HalfTurns, Math.PI) ^ SignOf(x)).AsReal();

    // cos(pi (n + 1/2 + f)) = -(-1)^n sin(pi f)
    public static Real Cos(Real x) => SineOfHalfTurns(x, Counting.HalfTurnsFromHalf, -Math.PI).AsReal();

    /// <summary>Sine over cosine of what is left beyond whole quarter turns; after an odd count of them, minus cosine over sine.</summary>
    public static Real Tan(Real x)
    {
        var (count, left) = Split(x, Counting.QuarterTurns);
        var (sine, cosine) = OfQuarterTurns(left);
        var isEven = (count & 1).Is(0);
        var tangent = isEven.Choose(sine, -cosine) / isEven.Choose(cosine, sine);
        var result = x.Format.IsSingle ? tangent.Narrow() : tangent;
        return (result.Bits ^ SignOf(x)).AsReal();
    }

    private static (Whole Count, Real Left) Split(Real x, Counting kind) =>
        x.Format.IsSingle ? HalfTurns.OfSingle(x.Abs().Widen(), kind) : HalfTurns.OfDouble(x.Abs(), kind);

    // The polynomial, in the format of x; the sign changes after an odd count.
    private static Whole SineOfHalfTurns(Real x, Counting kind, double unit)
    {
        var (count, left) = Split(x, kind);
        var angle = left * unit;
        var (sine, sign) = x.Format.IsSingle ? (SineOf(angle.Narrow()), count.Narrow()) : (SineOf(angle), count);
        return sine.Bits ^ (sign << (x.Format.Type.Width - 1));
    }

    // Sine and cosine of at most half a quarter turn. A quotient has the errors of both: what their products and sums lose counts.
    private static (Real Sine, Real Cosine) OfQuarterTurns(Real left)
    {
        var (high, low) = (2 * Exact.EighthTurn.High, 2 * Exact.EighthTurn.Low);
        var angle = left * high;
        var lost = left.Fma(low, left.Fma(high, -angle));
        var square = angle * angle;
        var sine = angle + (square * angle).Fma(s_bend.At(square), lost.Fma(square * -0.5, lost));

        var half = square * 0.5;
        var fall = 1 - half;
        var rest = (square * square).Fma(Series.Horner(s_cosine, square), -(angle * lost));
        return (sine, fall + (1 - fall - half + rest));
    }

    private static Whole SignOf(Real x) => x.Bits & (long.MinValue >> (64 - x.Format.Type.Width));

    private static Real SineOf(Real r)
    {
        var square = r * r;
        return (square * r).Fma(s_bend.At(square), r);
    }
}
