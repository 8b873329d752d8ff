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

    private static readonly (double High, double Middle, double Low) s_pi = Exact.Pi.InSingles();

    public static Real Sin(Real x) => (Sine(x.Abs(), Counting.HalfTurns).Bits ^ SignOf(x)).AsReal();

    public static Real Cos(Real x) => Sine(x.Abs(), Counting.HalfTurnsFromHalf);

    /// <summary>Sine over cosine of what is left beyond whole quarter turns; after an odd count of them, minus cosine over sine.</summary>
    public static Real Tan(Real x)
    {
        var size = x.Abs();
        var tangent = HalfTurns.IsNear(size).Usually(
            Tangent(HalfTurns.OfNear(size, Counting.QuarterTurns), x.Format),
            () => Tangent(HalfTurns.OfFar(size, Counting.QuarterTurns), x.Format));
        return (tangent.Bits ^ SignOf(x)).AsReal();
    }

    private static Real Sine(Real x, Counting kind) => HalfTurns.IsNear(x).Usually(
        Sine(x.Format.IsSingle ? Radians(x, kind) : Radians(HalfTurns.OfNear(x, kind), kind)),
        () =>
        {
            var (count, angle) = Radians(HalfTurns.OfFar(x, kind), kind);
            return Sine(x.Format.IsSingle ? (count.Narrow(), angle.Narrow()) : (count, angle));
        });

    // The polynomial, in the format of the angle; the sign changes after an odd count.
    private static Real Sine((Whole Count, Real Angle) x)
    {
        var square = x.Angle * x.Angle;
        var sine = (square * x.Angle).Fma(s_bend.At(square), x.Angle);
        return (sine.Bits ^ (x.Count << (sine.Format.Type.Width - 1))).AsReal();
    }

    private static Real Tangent((Whole Count, Real Left) x, Format format)
    {
        var (sine, cosine) = OfQuarterTurns(x.Left);
        var isEven = (x.Count & 1).Is(0);
        var tangent = isEven.Choose(sine, -cosine) / isEven.Choose(cosine, sine);
        return format.IsSingle ? tangent.Narrow() : tangent;
    }

    // cos(pi (n + 1/2 + f)) = -(-1)^n sin(pi f)
    private static (Whole Count, Real Angle) Radians((Whole Count, Real Left) x, Counting kind) =>
        (x.Count, x.Left * (kind == Counting.HalfTurns ? Math.PI : -Math.PI));

    // Whole half turns of a near angle of single precision are taken away in three steps: the first is exact, and what the others round
    // off is less than the last digit of what they leave.
    private static (Whole Count, Real Angle) Radians(Real x, Counting kind)
    {
        if (kind == Counting.HalfTurns)
        {
            var (turns, number) = x.RoundTimes(1 / Math.PI, 0);
            return (turns, number.Fma(-s_pi.Low, number.Fma(-s_pi.Middle, number.Fma(-s_pi.High, x))));
        }

        var (count, before) = x.Fma(1 / Math.PI, x.Constant(-0.5)).Round();
        var halves = before + 0.5;
        return (count, halves.Fma(s_pi.Low, halves.Fma(s_pi.Middle, halves.Fma(s_pi.High, -x))));
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
}
