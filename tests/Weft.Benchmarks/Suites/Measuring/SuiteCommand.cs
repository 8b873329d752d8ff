using Weft.IR;
using Weft.Runtime;

namespace Weft.Benchmarks;

/// <summary>Measures the kernels of a suite against the same loops in C, on one thread.</summary>
internal static class SuiteCommand
{
    private static readonly string[] s_flags = ["-O3", "-march=native", "-ffast-math"];

    public static int Run(Suite suite, ReadOnlySpan<string> words)
    {
        if (SuiteOptions.Parse(words, suite, out var message) is not { } options)
        {
            Console.Error.WriteLine(message);
            return 2;
        }

        if (options.Json is not null) File.WriteAllText(options.Json, "");
        var (before, rows) = (Machine.Load(), new List<SuiteRow>());
        var peak = FmaPeak.Measure(Effort.Full) / (options.Element == ElementType.F64 ? 2 : 1);
        using var pool = new TilePool(new() { Threads = 1 });
        using var device = WeftKernels.Open(pool);
        foreach (var kernel in suite.Kernels.Where(kernel => options.Names.Count == 0 || options.Names.Contains(kernel.Name)))
        {
            var row = Measure(suite, kernel, device, options);
            rows.Add(row);
            Console.Error.WriteLine($"| {string.Join(" | ", row.Cells(peak))} |");
            foreach (var wrong in row.Figures.Where(figure => figure.Wrong is not null))
                Console.Error.WriteLine($"{kernel.Name}: of {wrong.Name}, {wrong.Wrong}");
            if (options.Json is not null) File.AppendAllLines(options.Json, row.JsonLines());
        }

        Console.WriteLine(Report(suite, rows, options, peak).ToMarkdown());
        Console.WriteLine($"Load average before and after: {before}, {Machine.Load()}.");
        return rows.Any(row => row.Figures[0].Wrong is not null) ? 1 : 0;
    }

    private static SuiteRow Measure(Suite suite, SuiteKernel kernel, Device device, SuiteOptions options)
    {
        var program = WeftKernels.Program(suite.PathOf($"{kernel.File}.weft"));
        var compiled = device.Load(program, suite.EntryOf(kernel, options.Element));
        using var arguments = new SuiteArguments(suite, kernel, compiled.Signature, kernel.ExtentsOf(options.Size));
        List<SuiteContender> contenders = [new(SuiteContender.Weft, stop => compiled.Launch(arguments.Slots, stop))];
        var peers = Compilers.Select(compiler => new SuitePeer(compiler, suite, kernel, arguments.Element, arguments.Extents)).ToList();
        unsafe
        {
            foreach (var peer in peers) contenders.Add(new(peer.Name, _ => arguments.Call(peer.Run)));
        }

        var timer = new SuiteTimer(arguments, suite.IsHot, options.Limit);
        var figures = timer.Run(contenders, Suite.Tolerance(arguments.Element));
        foreach (var peer in peers) peer.Dispose();
        var extents = arguments.Extents;
        var bench = suite.Bench(kernel, suite.Sizes[options.Size], options.Element);
        return new(kernel.Name, bench, kernel.Flops(extents), kernel.Bytes?.Invoke(extents), figures);
    }

    private static IEnumerable<CCompiler> Compilers
    {
        get
        {
            if (CCompiler.Clang is { } clang)
            {
                yield return new("polly-stripmine", clang, [.. s_flags, "-mllvm", "-polly", "-mllvm", "-polly-vectorizer=stripmine"]);
                yield return new("polly", clang, [.. s_flags, "-mllvm", "-polly"]);
                yield return new("clang", clang, s_flags);
            }

            // Last: the others' results are held to its.
            if (CCompiler.Gcc is { } gcc) yield return new("gcc", gcc, s_flags);
        }
    }

    private static Section Report(Suite suite, List<SuiteRow> rows, SuiteOptions options, double peak)
    {
        var ratios = rows.Select(row => row.Ratio).OfType<double>().ToList();
        var mean = ratios.Count == 0 ? "there is no compiler of C here"
            : Form.Text($"the geometric mean of the ratios is {Math.Exp(ratios.Average(Math.Log)):0.00}, the lowest {ratios.Min():0.00}");
        return new($"{suite.Folder}, {suite.Sizes[options.Size]}, {options.Element.Name}, one thread",
            $"Milliseconds of processor time, medians; {mean}. A ratio above 1 says that Weft is faster than the best peer, which is "
            + Form.Text($"marked; what takes longer than {options.Limit.TotalSeconds:0} s is stopped. Peers are compiled with ")
            + $"{string.Join(' ', s_flags)} for these extents, Weft's kernels for any. The share is of "
            + Form.Text($"{peak * 1e-9:0} GFLOP/s, what multiply-adds from registers reach here."),
            ["", .. rows.FirstOrDefault()?.Figures.Select(figure => figure.Name) ?? [], "ratio", "GFLOP/s", "share",
                .. rows.Exists(row => row.Bytes is not null) ? ["GB/s"] : Array.Empty<string>()],
            [.. rows.Select(row => row.Cells(peak))]);
    }
}
