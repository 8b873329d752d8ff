namespace Weft.Passes;

/// <summary>Functions made of exponentials.</summary>
internal static class Hyperbolics
{
    /// <summary>-u / (1 + u) with u = expm1(-2 |x|) / 2, which is accurate near zero and ends at 1; what the sums lose goes into the
    /// numerator, as if the denominator were 1: it matters most where it is.</summary>
    public static Real Tanh(Real x)
    {
        var (u, low) = Exponentials.HalfOfExpM1((-2 * x.Abs()).AtLeast(-40));
        var sum = 1 + u;
        var lost = u - (sum - 1);
        return ((u + u.Fma(-lost, low)) / sum).WithSignOf(x);
    }

    /// <summary>The same with what the sums lose lost.</summary>
    public static Real NearlyTanh(Real x)
    {
        var (u, _) = Exponentials.HalfOfExpM1((-2 * x.Abs()).AtLeast(-40));
        return u.NearlyOver(1 + u).WithSignOf(x);
    }
}
