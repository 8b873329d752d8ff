using System.Globalization;
using System.Text.Json;
using Weft.IR;

namespace Weft.Benchmarks;

/// <summary>What was measured of one kernel.</summary>
/// <param name="Bench">Its name, size and type, as JSON lines have them.</param>
/// <param name="Figures">Weft's first.</param>
internal sealed record SuiteRow(string Name, string Bench, double Flops, double? Bytes, IReadOnlyList<SuiteFigure> Figures)
{
    /// <summary>The type of its floats.</summary>
    public ElementType Element { get; init; } = ElementType.F32;

    /// <summary>How many times as many operations an instruction makes of its numbers as of f32.</summary>
    public double Density { get; init; } = 1;

    /// <summary>How many bytes its arrays have.</summary>
    public double Held { get; init; }

    /// <summary>The fastest of those whose results are right, without Weft's.</summary>
    public SuiteFigure? Best => Figures.Skip(1).Where(figure => figure.Wrong is null).MinBy(figure => figure.CpuMedian);

    /// <summary>How many times as long the best peer takes: above 1, Weft is faster. Of a call that was stopped this is too good. Null
    /// where there is no peer, or our results are wrong.</summary>
    public double? Ratio => RatioTo(null)?.Median;

    /// <summary>How many operations a second Weft does; null where its results are wrong, or not there.</summary>
    public double? Rate => Figures[0] is { Wrong: null, IsStopped: false } ours ? Flops / ours.CpuMedian : null;

    /// <param name="peer">Null for the best one.</param>
    public Ratio? RatioTo(string? peer)
    {
        var other = peer is null ? Best : Figures.FirstOrDefault(figure => figure.Name == peer && figure.Wrong is null);
        return Figures[0].Wrong is null && other is not null ? Benchmarks.Ratio.OfMedians(other.Cpu, Figures[0].Cpu) : null;
    }

    /// <summary>A line for each contender whose results are right and that came to an end: milliseconds of processor time, and of the clock
    /// on the wall.</summary>
    public IEnumerable<string> JsonLines() => Figures.Where(figure => figure is { Wrong: null, IsStopped: false })
        .Select(figure => JsonSerializer.Serialize(new SortedDictionary<string, object>(StringComparer.Ordinal)
        {
            ["bench"] = Bench,
            ["peer"] = figure.Name,
            ["threads"] = 1,
            ["ms"] = Rounded(1e3 * figure.CpuMedian),
            ["gbs"] = Rounded((Bytes ?? 0) * 1e-9 / figure.CpuMedian),
            ["best_ms"] = Rounded(1e3 * figure.Cpu.Min()),
            ["wall_ms"] = Rounded(1e3 * figure.WallMedian),
            ["gflops"] = Rounded(Flops * 1e-9 / figure.CpuMedian),
            ["reps"] = figure.Cpu.Length,
        }));

    private static decimal Rounded(double value) =>
        decimal.Parse(value.ToString("0.####", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
