namespace Weft.Passes;

/// <summary>erf: a polynomial up to 1, and beyond it 1 - exp(-x^2) g, where g changes slowly.</summary>
internal static class ErrorFunction
{
    // erf(x) = x + x p(x^2) for |x| <= 1, to 2^-29 and 2^-56.
    private static readonly Series s_inner = new(
        [0.12837917, -0.3761263, 0.11283618, -0.026855122, 0.005190725, -0.0008030683, 7.920112e-05],
        [
            0.1283791670955126, -0.3761263890318375, 0.11283791670954885, -0.026866170645077875, 0.005223977624828431,
            -0.0008548326981425542, 0.0001205533113295582, -1.4925595772180906e-05, 1.64610084778027e-06, -1.6350396222864617e-07,
            1.466032872274226e-08, -1.137495573607015e-09, 5.960685338520971e-11,
        ]);

    // exp(x^2) erfc(x) in (x - 2) / (x + 2), for x from 1 to 4 and to 6: 2^-33 and 2^-60 of 1 when multiplied by exp(-x^2).
    private static readonly Series s_outer = new(
        [0.25539568, -0.42718577, 0.24165726, -0.078997925, 0.0036427402, 0.006956562, -0.00026408196],
        [
            0.25539567631050575, -0.4271858474139584, 0.24165819424246637, -0.07897858101573325, 0.0037328924043416914,
            0.0069974617393032635, -0.0008471432515736189, -0.0009819770293827486, 4.355561660950384e-05, 0.00017436113998030187,
            2.7525164579960484e-05, -2.7577656572824907e-05, -1.3959816850765313e-05, 1.3638177928034126e-06, 3.675885218902286e-06,
            1.2477333761814138e-06,
        ]);

    public static Real Erf(Real x)
    {
        var inner = x.Fma(s_inner.At(x * x), x);
        // Further out the result is 1.
        var far = x.Abs().AtMost(x.Format.Choose(4, 6));
        var outer = 1 - Exponentials.ExpOfSmall(-far * far) * s_outer.At((far - 2) / (far + 2));
        return (x.Abs() < 1).Choose(inner, outer.WithSignOf(x));
    }
}
