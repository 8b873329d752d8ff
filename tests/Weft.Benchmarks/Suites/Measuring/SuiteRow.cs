using System.Globalization;
using System.Text.Json;

namespace Weft.Benchmarks;

/// <summary>What was measured of one kernel.</summary>
/// <param name="Bench">Its name, size and type, as JSON lines have them.</param>
/// <param name="Figures">Weft's first.</param>
internal sealed record SuiteRow(string Name, string Bench, double Flops, double? Bytes, IReadOnlyList<SuiteFigure> Figures)
{
    private SuiteFigure Ours => Figures[0];

    private SuiteFigure? Best => Figures.Skip(1).Where(figure => figure.Wrong is null).MinBy(figure => figure.CpuMedian);

    /// <summary>How many times as long the best peer takes: above 1, Weft is faster. Of a call that was stopped this is too good. Null
    /// where there is no peer, or our results are wrong.</summary>
    public double? Ratio => Ours.Wrong is null && Best is { } best ? best.CpuMedian / Ours.CpuMedian : null;

    /// <param name="peak">Additions and multiplications per second.</param>
    public IReadOnlyList<string> Cells(double peak)
    {
        var rate = Ours.Wrong is null && !Ours.IsStopped ? Flops / Ours.CpuMedian : (double?)null;
        return
        [
            Name,
            .. Figures.Select(figure => figure == Best ? $"**{figure}**" : $"{figure}"),
            Ratio is { } ratio ? Form.Text($"{(Ours.IsStopped ? "< " : "")}{ratio:0.00}") : "",
            rate is { } flops ? Form.Text($"{flops * 1e-9:0.0}") : "",
            rate is { } share ? Form.Text($"{100 * share / peak:0.0} %") : "",
            .. Bytes is not { } bytes ? Array.Empty<string>() : [rate is null ? "" : Form.Text($"{bytes * 1e-9 / Ours.CpuMedian:0.0}")],
        ];
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
