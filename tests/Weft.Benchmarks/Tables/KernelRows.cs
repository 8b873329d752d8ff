namespace Weft.Benchmarks;

/// <summary>The rows of a kernel's table: one per contender, the first of which is Weft's.</summary>
internal static class KernelRows
{
    public static IReadOnlyList<string> Columns { get; } = ["", "wall", "processor time", "best", "per second", "time / Weft's [95 %]"];

    public static IEnumerable<IReadOnlyList<string>> Of(string size, double bytes, IReadOnlyList<Samples> samples) =>
        samples.Select(IReadOnlyList<string> (s) =>
        [
            $"{size}: {s.Name}", Form.Time(s.WallMedian), Form.Time(s.CpuMedian), Form.Time(s.CpuBest), Form.Bandwidth(bytes, s.CpuMedian),
            s == samples[0] ? "1" : Ratio.Of(s.Cpu, samples[0].Cpu).ToString(),
        ]);
}
