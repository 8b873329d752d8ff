namespace Weft.Passes;

/// <summary>The coefficients of a polynomial in both formats, the constant first. All of this folder are minimax polynomials: of their
/// degree, none has a smaller greatest error on the interval, up to the rounding of the coefficients.</summary>
internal sealed record Series(double[] Single, double[] Double)
{
    public Real At(Real x) => Horner(x.Format.IsSingle ? Single : Double, x);

    /// <summary>One multiplication and addition per degree; that each waits for the one before is hidden by the work on other elements.
    /// </summary>
    public static Real Horner(ReadOnlySpan<double> coefficients, Real x)
    {
        var sum = x.Constant(coefficients[^1]);
        for (var i = coefficients.Length - 2; i >= 0; i--) sum = sum.Fma(x, coefficients[i]);
        return sum;
    }
}
