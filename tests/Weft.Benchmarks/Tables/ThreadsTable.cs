using Weft.IR;
using Weft.Runtime;

namespace Weft.Benchmarks;

/// <summary>What a second thread gains.</summary>
internal static class ThreadsTable
{
    private const string One = "one thread", Two = "two threads";

    // Those that wait for arithmetic, each a millisecond or more; then those that wait for memory.
    private static readonly (Suite Suite, string Kernel, string Size, ElementType Element)[] s_kernels =
    [
        (Operators.Suite, "matmul_m1024_n1024_k1024", "full", ElementType.F32),
        (Operators.Suite, "dmatmul_1024", "full", ElementType.F32),
        (Operators.Suite, "conv3x3_56x56x64", "full", ElementType.F32),
        (Operators.Suite, "attention_1024x64", "full", ElementType.F32),
        (PolyBench.Suite, "gemm", "large", ElementType.F64),
        (PolyBench.Suite, "2mm", "large", ElementType.F64),
        (PolyBench.Suite, "syrk", "large", ElementType.F64),
        (PolyBench.Suite, "lu", "large", ElementType.F64),
        (Rodinia.Suite, "lavaMD_10^3", "full", ElementType.F32),
        (Operators.Suite, "sum_64M", "full", ElementType.F32),
        (Operators.Suite, "chain_64M", "full", ElementType.F32),
        (Operators.Suite, "stencil5_4096", "full", ElementType.F32),
        (Operators.Suite, "transpose_4096", "full", ElementType.F32),
    ];

    public static Section Run(Effort effort)
    {
        using var alone = new TilePool(new() { Threads = 1 });
        using var both = new TilePool(new() { Threads = 2 });
        using var one = WeftKernels.Open(alone);
        using var two = WeftKernels.Open(both);
        var (rows, computing) = (new List<IReadOnlyList<string>>(), new List<double>());
        var shortfalls = new List<(string, string)>();
        foreach (var (suite, name, size, element) in s_kernels)
        {
            var kernel = suite.Kernels.Single(kernel => kernel.Name == name);
            var figures = Measure(suite, kernel, effort.IsSmoke ? 0 : suite.Sizes.IndexOf(size), element, one, two, effort);
            if (figures.FirstOrDefault(figure => figure.Wrong is not null) is { } wrong)
                throw new InvalidOperationException($"{name} on {wrong.Name}: {wrong.Wrong}");
            var gain = Ratio.OfMedians(figures[1].Wall, figures[0].Wall);
            var peer = figures.Count < 3 ? (Ratio?)null : Ratio.OfMedians(figures[2].Wall, figures[0].Wall);
            var bar = IsComputing(suite, name) ? Targets.TwoThreads[0].Target : null;
            if (bar is not null) computing.Add(gain.Median);
            if (bar?.IsReachedBy(gain.Median) == false)
                shortfalls.Add(($"threads {name}", Form.Text($"{gain.Median:0.00} where {bar.Aim:0.00} is the target.")));
            rows.Add(
            [
                name, Form.Time(figures[1].WallMedian), Form.Time(figures[0].WallMedian), $"{gain}", bar?.Verdict(gain.Median) ?? "",
                peer is null ? "" : Form.Time(figures[2].WallMedian), $"{peer}",
            ]);
        }

        return new("Two threads",
            "wall time: where other processes have the second core, there is nothing to gain. Kernels that wait for memory are held "
            + "against gcc, which shares the loops that it can among two threads, in the same minute.",
            ["", One, Two, "one / two [95 %]", "verdict", "gcc on two threads", "gcc / Weft [95 %]"], rows)
        {
            Findings = [new(Targets.TwoThreads[0].Target, computing.Min())],
            Shortfalls = shortfalls,
        };
    }

    private static bool IsComputing(Suite suite, string name) =>
        suite != Operators.Suite || suite.Kernels.Single(kernel => kernel.Name == name) is var kernel
            && kernel.Flops(kernel.ExtentsOf(1)) > 10 * kernel.Bytes!(kernel.ExtentsOf(1));

    private static IReadOnlyList<SuiteFigure> Measure(
        Suite suite, SuiteKernel kernel, int size, ElementType element, Device one, Device two, Effort effort)
    {
        var program = WeftKernels.Program(suite.PathOf($"{kernel.File}.weft"));
        var (single, shared) = (one.Load(program, suite.EntryOf(kernel, element)), two.Load(program, suite.EntryOf(kernel, element)));
        using var arguments = new SuiteArguments(suite, kernel, single.Signature, kernel.ExtentsOf(size));
        var peer = IsComputing(suite, kernel.Name) ? null : SuiteRival.Parallel?.Of(suite, kernel, arguments);
        List<SuiteContender> contenders =
        [
            new(Two, stop => shared.Launch(arguments.Slots, stop)), new(One, stop => single.Launch(arguments.Slots, stop)),
            .. peer is null ? Array.Empty<SuiteContender>() : [peer],
        ];
        using (peer)
        {
            var timer = new SuiteTimer(arguments, suite.IsHot, TimeSpan.FromSeconds(30)) { MostRounds = effort.IsSmoke ? 1 : int.MaxValue };
            return timer.Run(contenders, kernel.Tolerance(arguments.Element, arguments.Extents));
        }
    }
}
