namespace Weft.Tool;

/// <summary>How many times as fast one thing is as another, from pairs of runs: the median, and between which two of the ratios it lies
/// with a confidence of at least 95 %, whatever their distribution.</summary>
internal readonly record struct SpeedupInterval(double Median, double Low, double High)
{
    private const double Doubt = 0.05;

    public static SpeedupInterval Of(IReadOnlyList<double> before, IReadOnlyList<double> after)
    {
        var ratios = before.Zip(after, (b, a) => b / a).Order().ToArray();
        var cut = CutOf(ratios.Length);
        return new(MedianOf(ratios), ratios[cut], ratios[^(cut + 1)]);
    }

    public static double MedianOf(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    // How many ratios of each end can be left out: so many or fewer are on one side of the median as rarely as heads of so many coins.
    private static int CutOf(int count)
    {
        var (outside, term) = (0.0, Math.Pow(0.5, count));
        for (var cut = 0; cut < count / 2; cut++)
        {
            outside += 2 * term;
            if (outside > Doubt) return Math.Max(0, cut - 1);
            term *= (double)(count - cut) / (cut + 1);
        }

        return Math.Max(0, (count / 2) - 1);
    }

    public override string ToString() => FormattableString.Invariant($"{Median:0.00} [{Low:0.00}, {High:0.00}]");
}
