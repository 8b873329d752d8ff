namespace Weft.Passes;

/// <summary>Functions made of exponentials.</summary>
internal static class Hyperbolics
{
    /// <summary>(1 - exp(-2 |x|)) / (1 + exp(-2 |x|)), which is accurate near zero and ends at 1.</summary>
    public static Real Tanh(Real x)
    {
        var (less, more) = AroundOne(x);
        return (less / more).WithSignOf(x);
    }

    /// <summary>The same with a quotient that is nearly right.</summary>
    public static Real NearlyTanh(Real x)
    {
        var (less, more) = AroundOne(x);
        return less.NearlyOver(more).WithSignOf(x);
    }

    private static (Real Less, Real More) AroundOne(Real x) => Exponentials.AroundOne(x.Abs().AtMost(20));
}
