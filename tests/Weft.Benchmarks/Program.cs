// Measures all tables but the long ones, or those that are named, and puts them into docs/benchmarks.md; with --print, prints them only;
// with --smoke, only checks results. With the name of a suite and options or kernels of it, measures those and prints them.
using System.Globalization;
using Weft.Benchmarks;

if (args is [ColdStart.Argument, var path]) return ColdStart.Run(path);
if (args is [Ulp.Argument, .. var functions]) return Ulp.Run(functions);
if (args is [var name, var second, ..] && second != "--print" && Benchmark.All.All(b => b.Name != second)
    && Suite.All.FirstOrDefault(suite => suite.Name == name) is { } chosen)
    return SuiteCommand.Run(chosen, args.AsSpan(1));

string[] names = [.. args.Except(["--print", "--smoke"])];
if (names.Except(Benchmark.All.Select(b => b.Name)).FirstOrDefault() is { } unknown)
{
    var known = string.Join(", ", Benchmark.All.Select(b => b.Name));
    Console.Error.WriteLine($"there is no table '{unknown}'; there are: {known}, --print, --smoke; suites with options: "
        + string.Join(", ", Suite.All.Select(s => s.Name)));
    return 2;
}

var isRight = true;
foreach (var benchmark in Benchmark.All.Where(b => names.Length == 0 ? !b.IsLong : names.Contains(b.Name)))
{
    if (args.Contains("--smoke"))
    {
        isRight &= benchmark.Run(Effort.Smoke).IsRight;
        Console.WriteLine($"{benchmark.Name}: runs, and its results are {(isRight ? "right" : "wrong")}");
        continue;
    }

    var before = Machine.Load();
    var section = benchmark.Run(Effort.Full);
    isRight &= section.IsRight;
    var time = DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    var text = section.ToMarkdown(Reasons.All)
        + $"\nMeasured {time} UTC, load average before and after {before}, {Machine.Load()}: {Machine.Describe()}.\n";
    Console.WriteLine(text);
    if (!args.Contains("--print")) Put(benchmark.Name, text);
}

return isRight ? 0 : 1;

// After each table: what breaks off leaves those that were measured.
static void Put(string table, string text)
{
    var file = Repository.PathOf("docs/benchmarks.md");
    var page = Page.Parse(File.Exists(file) ? File.ReadAllText(file) : "").With(table, text);
    var introduction = $"""
        # Benchmarks

        Written by `dotnet run -c Release --project tests/Weft.Benchmarks`; with names of tables (`-- saxpy launch`) it measures these
        again and leaves the others. {string.Join(" and ", Benchmark.All.Where(b => b.IsLong).Select(b => b.Name))} take long and
        are measured only when they are named.

        Contenders take turns in one process on the same data; results are compared first, with outputs poisoned. Time is processor time of
        the thread, its median over the turns, where one thread works, and wall time elsewhere. Ratios are given with their 95 % confidence
        interval by resampling. Machines are shared with other work: wall times suffer where the load average is above the number of cores.
        Each section is of one run, as it came. A figure between its floor and its target is above the floor.
        """;
    File.WriteAllText(file, page.ToMarkdown(introduction, Benchmark.All.Select(b => b.Name)));
}
