using System.Collections.Immutable;
using Weft.IR;

namespace Weft.Benchmarks;

/// <summary>What was measured of the kernels of a suite, as a section of the page.</summary>
/// <param name="Bars">What they are to reach; the first that is about a kernel is that of its row.</param>
internal sealed record SuiteReport(SuiteRun Run, MachineLimits Limits, ImmutableArray<Bar> Bars)
{
    public string Title { get; init; } = $"{Run.Suite.Folder}, {Run.Suite.Sizes[Run.Size]}, {Run.Element.Name}, one thread";

    /// <summary>Who the peers are.</summary>
    public string Peers { get; init; } =
        $"Compilers are called with {SuiteRival.Flags} for these extents, Weft's kernels are compiled for any. "
        + Run.Suite.Remark
        + string.Concat(Libraries.Missing.Select(library => $"{library.Name} is left out: {library.Reason}. "));

    private IEnumerable<string> Names => Run.Rivals.Select(rival => rival.Name).Prepend(SuiteContender.Weft);

    /// <summary>A row as soon as it is there, and what is wrong with it, on standard error.</summary>
    public void Tell(SuiteRow row)
    {
        Console.Error.WriteLine($"| {string.Join(" | ", Cells(row))} |");
        foreach (var wrong in row.Figures.Where(figure => figure.Wrong is not null))
            Console.Error.WriteLine($"{row.Name}: of {wrong.Name}, {wrong.Wrong}");
    }

    /// <param name="table">What reasons call it.</param>
    public Section ToSection(string table, IReadOnlyList<SuiteRow> rows)
    {
        var ratios = rows.Select(row => row.Ratio).OfType<double>().ToList();
        var means = ratios.Count == 0 ? "there is nobody to be held against here"
            : Form.Text($"the geometric mean of the ratios is {Math.Exp(ratios.Average(Math.Log)):0.00}, the lowest {ratios.Min():0.00}")
                + $"; the best peer is {Winners(rows)}";
        var wrong = rows.Where(row => row.Figures[0].Wrong is not null).ToList();
        return new(Title,
            $"Milliseconds of processor time, medians; {means}. A ratio above 1 says that Weft is faster than the best peer, which is "
            + Form.Text($"marked; what takes longer than {Run.Limit.TotalSeconds:0} s is stopped. {Peers}The share is of ")
            + Form.Text($"{PeakOf(Run.Element) * 1e-9:0} GFLOP/s, what multiply-adds of {Run.Element.Name} from registers reach here."),
            ["", .. Names, "ratio [95 %]", "target", "floor", "verdict", "GFLOP/s", "share",
                .. HasBytes(rows) ? ["GB/s"] : Array.Empty<string>()],
            [.. rows.Select(row => Cells(row))])
        {
            Findings = [.. Bars.Select(bar => Find(bar, rows)).OfType<Finding>()],
            Shortfalls =
            [
                .. wrong.Select(row => ($"{table} {row.Name}", $"its results are wrong: {row.Figures[0].Wrong}.")),
                .. rows.Where(FallsShort).Select(row => ($"{table} {row.Name}", Profile(row))),
            ],
            IsRight = wrong.Count == 0,
        };
    }

    private static bool HasBytes(IReadOnlyList<SuiteRow> rows) => rows.Any(row => row.Bytes is not null);

    private static string Winners(IReadOnlyList<SuiteRow> rows) => string.Join(", ", rows.Select(row => row.Best?.Name).OfType<string>()
        .CountBy(name => name).OrderByDescending(winner => winner.Value).Select(winner => $"{winner.Key} for {winner.Value}"));

    private static Finding? Find(Bar bar, IReadOnlyList<SuiteRow> rows)
    {
        double[] ratios = [.. rows.Where(row => bar.IsAbout(row.Name)).Select(row => row.RatioTo(bar.Peer)?.Median).OfType<double>()];
        return ratios.Length == 0 ? null : new(bar.Target, bar.IsMean ? Math.Exp(ratios.Average(Math.Log)) : ratios.Min());
    }

    private IReadOnlyList<string> Cells(SuiteRow row)
    {
        var (bar, rate) = (BarOf(row), row.Rate);
        var ratio = row.RatioTo(bar?.Peer);
        return
        [
            row.Name,
            .. Names.Select(name => row.Figures.FirstOrDefault(figure => figure.Name == name) is not { } figure ? ""
                : figure == row.Best ? $"**{figure}**" : $"{figure}"),
            ratio is null ? "" : $"{(row.Figures[0].IsStopped ? "< " : "")}{ratio}",
            bar is null ? "" : Unit.Ratio.Text(bar.Aim), bar is null ? "" : Unit.Ratio.Text(bar.Floor),
            bar is null || ratio is not { } known ? "" : bar.Target.Verdict(known.Median),
            rate is { } flops ? Form.Text($"{flops * 1e-9:0.0}") : "",
            rate is { } share ? Form.Text($"{100 * share / PeakOf(row):0.0} %") : "",
            .. row.Bytes is not { } bytes ? Array.Empty<string>()
                : [rate is null ? "" : Form.Text($"{bytes * 1e-9 / row.Figures[0].CpuMedian:0.0}")],
        ];
    }

    private Bar? BarOf(SuiteRow row) => Bars.FirstOrDefault(bar => !bar.IsMean && bar.IsAbout(row.Name));

    private bool FallsShort(SuiteRow row) =>
        BarOf(row) is { } bar && row.RatioTo(bar.Peer) is { } ratio && !bar.Target.IsReachedBy(ratio.Median);

    // Where it stands between what is computed and what is moved.
    private string Profile(SuiteRow row)
    {
        var (bar, level) = (BarOf(row)!, Limits.Of(row.Held));
        var peer = bar.Peer ?? row.Best!.Name;
        var text = Form.Text($"{row.RatioTo(bar.Peer)!.Value.Median:0.00} of {peer} where {bar.Aim:0.00} is the target. ")
            + $"Its arrays hold {Form.Bytes(row.Held)}";
        if (row.Rate is not { } rate) return $"{text}.";
        if (row.Flops > 0)
            text += Form.Text($"; it computes at {rate * 1e-9:0.0} GFLOP/s, {100 * rate / PeakOf(row):0.0} % of the limit");
        return row.Bytes is not { } bytes ? $"{text}."
            : text + Form.Text($"; it moves {bytes * 1e-9 / row.Figures[0].CpuMedian:0.0} GB/s, where a copy out of {level.Name} moves ")
                + Form.Text($"{level.Copy * 1e-9:0.0} and one past the caches {level.CopyPast * 1e-9:0.0}.");
    }

    private double PeakOf(SuiteRow row) => PeakOf(row.Element) * row.Density;

    private double PeakOf(ElementType element) => Limits.Peak / (element == ElementType.F64 ? 2 : 1);
}
