using Weft.Runtime;

namespace Weft.Benchmarks;

/// <summary>Measures the kernels of a suite that one asks for, and prints what comes out.</summary>
internal static class SuiteCommand
{
    public static int Run(Suite suite, ReadOnlySpan<string> words)
    {
        if (SuiteOptions.Parse(words, suite, out var message) is not { } options)
        {
            Console.Error.WriteLine(message);
            return 2;
        }

        if (options.Json is not null) File.WriteAllText(options.Json, "");
        var (before, rows) = (Machine.Load(), new List<SuiteRow>());
        var run = new SuiteRun(suite, options.Size, options.Element, options.Limit, SuiteRival.Native);
        var report = new SuiteReport(run, MachineLimits.Measure(Effort.Brief), []);
        using var pool = new TilePool(new() { Threads = 1 });
        using var device = WeftKernels.Open(pool);
        foreach (var kernel in suite.Kernels.Where(kernel => options.Names.Count == 0 || options.Names.Contains(kernel.Name)))
        {
            var row = run.Measure(kernel, device);
            rows.Add(row);
            report.Tell(row);
            if (options.Json is not null) File.AppendAllLines(options.Json, row.JsonLines());
        }

        var section = report.ToSection(suite.Name, rows);
        Console.WriteLine(section.ToMarkdown(Reasons.All));
        Console.WriteLine($"Load average before and after: {before}, {Machine.Load()}.");
        return section.IsRight ? 0 : 1;
    }
}
