namespace Weft.Passes;

/// <summary>Arc tangents: of the smaller coordinate over the larger, turned back by an eighth of a turn where that is nearer to 0. The
/// angle is that of a whole number of eighths, and the rest.</summary>
internal static class InverseCircular
{
    private const double TanOfSixteenth = 0.41421356237309503;

    // atan(t) = t + t^3 a(t^2) for |t| <= tan(pi / 8), to 2^-30 and 2^-59.
    private static readonly Series s_bend = new(
        [-0.33333316, 0.1999853, -0.14244413, 0.10599217, -0.06089823],
        [
            -0.333333333333332, 0.19999999999953763, -0.14285714280211156, 0.11111110784064399, -0.09090897771916343,
            0.07692060414521437, -0.06663105744761272, 0.05847897602892281, -0.050393244956733044, 0.03806463342282571,
            -0.017906836934052636,
        ]);

    public static Real Atan(Real x)
    {
        var size = x.Abs();
        var (isSteep, small, large) = (size > 1, size.AtMost(1), size.AtLeast(1));
        var isTurned = small > large * TanOfSixteenth;
        var turned = isTurned.Choose(small - large, small);
        var eighths = isTurned.Choose(1, x.Constant(0));
        return Angle(isSteep.Choose(-turned, turned) / isTurned.Choose(small + large, large), isSteep.Choose(2 - eighths, eighths))
            .WithSignOf(x);
    }

    public static Real Atan2(Real y, Real x)
    {
        var (height, width) = (y.Abs(), x.Abs());
        var isSteep = height > width;
        var large = isSteep.Choose(height, width);
        // So that the sum of both is a number.
        var shrink = (large > Math.ScaleB(1, x.Format.Bias - 1)).Choose(0.25, x.Constant(1));
        var small = isSteep.Choose(width, height) * shrink;
        large *= shrink;

        // Infinities have no quotient, nor have zeros; all have a direction.
        var (isDiagonal, isZero) = (height.Is(width), large.Is(0));
        var isTurned = (small > large * TanOfSixteenth) | (isDiagonal & (large > 0));
        var turned = isDiagonal.Choose(0, isTurned.Choose(small - large, small));
        var span = isZero.Choose(1, isTurned.Choose(small + large, large));
        var eighths = isTurned.Choose(1, x.Constant(0));

        // Behind the steeper diagonal the angle is counted back from a quarter of a turn, and on the left from half a turn.
        (turned, eighths) = (isSteep.Choose(-turned, turned), isSteep.Choose(2 - eighths, eighths));
        var isLeft = x.Constant(1).WithSignOf(x) < 0;
        (turned, eighths) = (isLeft.Choose(-turned, turned), isLeft.Choose(4 - eighths, eighths));
        return Angle(turned / span, eighths).WithSignOf(y);
    }

    private static Real Angle(Real tangent, Real eighths)
    {
        var (high, low) = Exact.EighthTurn.In(tangent.Format);
        var square = tangent * tangent;
        var bent = eighths.Fma(low, square * tangent * s_bend.At(square));
        return eighths.Fma(high, tangent + bent);
    }
}
