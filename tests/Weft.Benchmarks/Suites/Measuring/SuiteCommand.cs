using Weft.IR;
using Weft.Runtime;

namespace Weft.Benchmarks;

/// <summary>Measures the kernels of PolyBench against the same loops in C, on one thread.</summary>
internal static class PolyBenchCommand
{
    // As a part of the largest number of an array: arithmetic is regrouped on both sides.
    private const double Tolerance64 = 1e-9, Tolerance32 = 1e-3;

    private static readonly string[] s_flags = ["-O3", "-march=native", "-ffast-math"];

    public static int Run(ReadOnlySpan<string> words)
    {
        var names = PolyBenchKernels.All.Select(kernel => kernel.Name);
        if (SuiteOptions.Parse(words, PolyBenchKernels.Sizes, names, out var message) is not { } options)
        {
            Console.Error.WriteLine(message);
            return 2;
        }

        if (options.Json is not null) File.WriteAllText(options.Json, "");
        var (before, rows) = (Machine.Load(), new List<SuiteRow>());
        var peak = FmaPeak.Measure(Effort.Full) / (options.Element == ElementType.F64 ? 2 : 1);
        using var pool = new TilePool(new() { Threads = 1 });
        using var device = WeftKernels.Open(pool);
        foreach (var kernel in PolyBenchKernels.All.Where(kernel => options.Names.Count == 0 || options.Names.Contains(kernel.Name)))
        {
            var row = Measure(kernel, device, options);
            rows.Add(row);
            Console.Error.WriteLine($"| {string.Join(" | ", row.Cells(peak))} |");
            foreach (var wrong in row.Figures.Where(figure => figure.Wrong is not null))
                Console.Error.WriteLine($"{kernel.Name}: of {wrong.Name}, {wrong.Wrong}");
            if (options.Json is not null) File.AppendAllLines(options.Json, row.JsonLines());
        }

        Console.WriteLine(Report(rows, options, peak).ToMarkdown() + $"\nLoad average before and after: {before}, {Machine.Load()}.\n");
        return rows.Any(row => row.Figures[0].Wrong is not null) ? 1 : 0;
    }

    private static SuiteRow Measure(SuiteKernel kernel, Device device, SuiteOptions options)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Suites", PolyBenchKernels.Folder);
        var program = WeftKernels.Program(Path.Combine(folder, $"{kernel.File}.weft"));
        using var compiled = device.Load(program, $"{kernel.Identifier}_{options.Element.Name}");
        using var arguments = new SuiteArguments(kernel, compiled.Signature, kernel.ExtentsOf(options.Size));
        List<SuiteContender> contenders = [new(SuiteContender.Weft, stop => compiled.Launch(arguments.Slots, stop))];
        var peers = Compilers.Select(compiler => new SuitePeer(compiler, kernel, folder, options.Element, arguments.Extents)).ToList();
        unsafe
        {
            foreach (var peer in peers) contenders.Add(new(peer.Name, _ => arguments.Call(peer.Run)));
        }

        var tolerance = options.Element == ElementType.F64 ? Tolerance64 : Tolerance32;
        var figures = new SuiteTimer(arguments, options.Limit).Run(contenders, tolerance);
        foreach (var peer in peers) peer.Dispose();
        var bench = $"pb_{kernel.Name}_{PolyBenchKernels.Sizes[options.Size]}_{options.Element.Name}";
        return new(kernel.Name, bench, kernel.Flops(arguments.Extents), figures);
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

    private static Section Report(List<SuiteRow> rows, SuiteOptions options, double peak)
    {
        var ratios = rows.Select(row => row.Ratio).OfType<double>().ToList();
        var mean = ratios.Count == 0 ? "there is no compiler of C here"
            : Form.Text($"the geometric mean of the ratios is {Math.Exp(ratios.Average(Math.Log)):0.00}, the lowest {ratios.Min():0.00}");
        return new($"PolyBench, {PolyBenchKernels.Sizes[options.Size]}, {options.Element.Name}, one thread",
            $"Milliseconds of processor time, medians; {mean}. A ratio above 1 says that Weft is faster than the best peer, which is marked; "
            + Form.Text($"what takes longer than {options.Limit.TotalSeconds:0} s is stopped. Peers are compiled with {string.Join(' ', s_flags)} ")
            + Form.Text($"for these extents. The share is of {peak * 1e-9:0} GFLOP/s, what multiply-adds from registers reach here."),
            ["", .. rows.FirstOrDefault()?.Figures.Select(figure => figure.Name) ?? [], "ratio", "GFLOP/s", "share"],
            [.. rows.Select(row => row.Cells(peak))]);
    }
}
