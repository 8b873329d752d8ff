namespace Weft.Benchmarks;

/// <summary>The seconds that the calls of one contender took.</summary>
/// <param name="Wrong">What is wrong with its results; null where they are right.</param>
/// <param name="IsStopped">It took longer than it may: its one figure is the limit.</param>
internal sealed record SuiteFigure(string Name, double[] Wall, double[] Cpu, string? Wrong = null, bool IsStopped = false)
{
    public double WallMedian => Statistics.Quantile(Wall, 0.5);

    public double CpuMedian => Statistics.Quantile(Cpu, 0.5);

    public override string ToString() => Wrong is not null ? "wrong" : IsStopped ? Form.Text($"> {1e3 * CpuMedian:0}")
        : Form.Text($"{1e3 * CpuMedian:0.###}");
}
