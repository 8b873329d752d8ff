namespace Weft.Passes;

/// <summary>Functions of angles. Sine is the polynomial of what is left of the angle beyond whole half turns, with the sign of their
/// count; cosine is sine half of a half turn later.</summary>
internal static class Circular
{
    // sin(r) = r + r^3 s(r^2) for |r| <= pi / 2, to 2^-31 and 2^-61.
    private static readonly Series s_bend = new(
        [-0.16666667, 0.0083333505, -0.00019843093, 2.7627057e-06, -2.550299e-08],
        [
            -0.16666666666666666, 0.008333333333333207, -0.0001984126984121247, 2.7557319211570274e-06, -2.5052106904869646e-08,
            1.605894104664358e-10, -7.643021099348155e-13, 2.721443468572587e-15,
        ]);

    public static Real Sin(Real x) => (SineOfHalfTurns(x, Counting.HalfTurns, Math.PI) ^ SignOf(x)).AsReal();

    // cos(pi (n + 1/2 + f)) = -(-1)^n sin(pi f)
    public static Real Cos(Real x) => SineOfHalfTurns(x, Counting.HalfTurnsFromHalf, -Math.PI).AsReal();

    /// <summary>Sine over cosine of what is left beyond whole quarter turns; after an odd count of them, minus cosine over sine.</summary>
    public static Real Tan(Real x)
    {
        var (count, left) = Split(x, Counting.QuarterTurns);
        var sine = SineOf(left * (Math.PI / 2));
        var cosine = SineOf((1 - left.Abs()) * (Math.PI / 2));
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

    private static Whole SignOf(Real x) => x.Bits & (long.MinValue >> (64 - x.Format.Type.Width));

    private static Real SineOf(Real r)
    {
        var square = r * r;
        return (square * r).Fma(s_bend.At(square), r);
    }
}
