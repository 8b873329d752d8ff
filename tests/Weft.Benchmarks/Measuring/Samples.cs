namespace Weft.Benchmarks;

/// <summary>The seconds per call of one contender, one figure per round.</summary>
internal sealed record Samples(string Name, double[] Wall, double[] Cpu)
{
    public double WallMedian => Statistics.Quantile(Wall, 0.5);

    public double CpuMedian => Statistics.Quantile(Cpu, 0.5);

    public double CpuBest => Cpu.Min();
}

/// <summary>How many times as long a peer takes: above 1, Weft is faster.</summary>
internal readonly record struct Ratio(double Median, double Low, double High)
{
    private const int Resamples = 1000;

    /// <summary>The median of the rounds' ratios and its 95 % confidence interval, by resampling the rounds.</summary>
    public static Ratio Of(double[] peer, double[] ours)
    {
        var ratios = peer.Zip(ours, (p, o) => p / o).ToArray();
        var random = new Random(1);
        var medians = new double[Resamples];
        var sample = new double[ratios.Length];
        for (var i = 0; i < medians.Length; i++)
        {
            for (var k = 0; k < sample.Length; k++) sample[k] = ratios[random.Next(ratios.Length)];
            medians[i] = Statistics.Quantile(sample, 0.5);
        }

        return new(Statistics.Quantile(ratios, 0.5), Statistics.Quantile(medians, 0.025), Statistics.Quantile(medians, 0.975));
    }

    /// <summary>The ratio of the medians, where each was measured as often as it had time for; with the same interval.</summary>
    public static Ratio OfMedians(double[] peer, double[] ours)
    {
        var random = new Random(1);
        var ratios = new double[Resamples];
        for (var i = 0; i < ratios.Length; i++) ratios[i] = Resampled(peer) / Resampled(ours);
        return new(Statistics.Quantile(peer, 0.5) / Statistics.Quantile(ours, 0.5),
            Statistics.Quantile(ratios, 0.025), Statistics.Quantile(ratios, 0.975));

        double Resampled(double[] values)
        {
            var sample = new double[values.Length];
            foreach (ref var value in sample.AsSpan()) value = values[random.Next(values.Length)];
            return Statistics.Quantile(sample, 0.5);
        }
    }

    public override string ToString() => Form.Text($"{Median:0.00} [{Low:0.00}, {High:0.00}]");
}

internal static class Statistics
{
    public static double Quantile(double[] values, double q)
    {
        var sorted = values.Order().ToArray();
        var at = q * (sorted.Length - 1);
        var low = (int)at;
        return low + 1 < sorted.Length ? sorted[low] + ((at - low) * (sorted[low + 1] - sorted[low])) : sorted[low];
    }
}
