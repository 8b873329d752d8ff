// Measures everything and writes docs/benchmarks.md; with names of tables, prints those; with --smoke, only checks results.
// With the name of a suite, measures that one; it takes options of its own.
using System.Globalization;
using Weft.Benchmarks;

if (args is [ColdStart.Argument, var path]) return ColdStart.Run(path);
if (args is [var name, .. var rest] && Suite.All.FirstOrDefault(suite => suite.Name == name) is { } chosen)
    return SuiteCommand.Run(chosen, rest);
if (args is [Ulp.Argument, .. var functions]) return Ulp.Run(functions);

if (args is ["--smoke"])
{
    foreach (var benchmark in Benchmark.All)
    {
        benchmark.Run(Effort.Smoke);
        Console.WriteLine($"{benchmark.Name}: runs, and its results are right");
    }

    return 0;
}

if (args.Except(Benchmark.All.Select(b => b.Name)).FirstOrDefault() is { } unknown)
{
    var known = string.Join(", ", Benchmark.All.Select(b => b.Name));
    Console.Error.WriteLine($"there is no table '{unknown}'; there are: {known}, --smoke; suites: {string.Join(", ", Suite.All.Select(s => s.Name))}");
    return 2;
}

var sections = new List<string>();
foreach (var benchmark in Benchmark.All.Where(b => args.Length == 0 || args.Contains(b.Name)))
{
    var before = Machine.Load();
    var section = benchmark.Run(Effort.Full).ToMarkdown() + $"\nLoad average before and after: {before}, {Machine.Load()}.\n";
    Console.WriteLine(section);
    sections.Add(section);
}

if (args.Length > 0) return 0;
var today = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
var report = $"""
    # Benchmarks

    Written by `dotnet run -c Release --project tests/Weft.Benchmarks` on {today}.

    {Machine.Describe()}

    Contenders take turns in one process on the same data; results are checked against float64 first, with outputs poisoned.
    Time is processor time of the thread (the median of {Effort.Full.Rounds} turns) where one thread works, wall time elsewhere. Ratios
    are medians of the turns' ratios with their 95 % confidence interval by resampling. The machine is shared with
    other work: wall times suffer where the load average is above the number of cores. This is one run, as it came.

    {string.Join('\n', sections)}
    """;
File.WriteAllText(Repository.PathOf("docs/benchmarks.md"), report.TrimEnd() + "\n");
return 0;
