using System.Collections.Immutable;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Benchmarks;

/// <summary>A suite at one size as a table of the page.</summary>
/// <param name="Name">Of the table.</param>
/// <param name="Bars">What its kernels are to reach.</param>
internal sealed record SuiteTable(string Name, Suite Suite, string Size, ElementType Element, ImmutableArray<Bar> Bars)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    public Section Run(Effort effort)
    {
        var limits = MachineLimits.Measure(effort.IsSmoke ? effort : Effort.Brief);
        var run = effort.IsSmoke
            ? new SuiteRun(Suite, 0, Element, s_limit, [.. SuiteRival.Native.TakeLast(1)]) { MostRounds = 1 }
            : new SuiteRun(Suite, Suite.Sizes.IndexOf(Size), Element, s_limit, [.. SuiteRival.Native.Where(HasKernels)]);
        return Measure(new(run, limits, Bars), Suite.Kernels);
    }

    /// <summary>What a user of .NET has for operators.</summary>
    public static Section RunDotNet(Effort effort)
    {
        var size = effort.IsSmoke ? 0 : Operators.Suite.Sizes.Length - 1;
        var run = new SuiteRun(Operators.Suite, size, ElementType.F32, s_limit, SuiteRival.Managed);
        if (effort.IsSmoke) run = run with { MostRounds = 1 };
        var report = new SuiteReport(run, MachineLimits.Measure(effort.IsSmoke ? effort : Effort.Brief), Targets.DotNet)
        {
            Title = "What a user of .NET has, one thread",
            Peers = "C# is loops over spans, TensorPrimitives as few of its calls as there are; both are compiled with all optimisations "
                + "before they are measured. ",
        };
        // One size each, that of a large matrix left out: its loops in C# take seconds.
        return new SuiteTable("dotnet", Operators.Suite, "", ElementType.F32, Targets.DotNet).Measure(report,
            Operators.Suite.Kernels.Where(kernel => DotNetPeer.All.Any(peer => peer.Name == kernel.Identifier))
                .DistinctBy(kernel => kernel.Identifier));
    }

    private Section Measure(SuiteReport report, IEnumerable<SuiteKernel> kernels)
    {
        using var pool = new TilePool(new() { Threads = 1 });
        using var device = WeftKernels.Open(pool);
        var rows = new List<SuiteRow>();
        foreach (var kernel in kernels)
        {
            rows.Add(report.Run.Measure(kernel, device));
            report.Tell(rows[^1]);
        }

        return report.ToSection(Name, rows);
    }

    // Libraries have some of the operators, and nothing of the other suites.
    private bool HasKernels(SuiteRival rival) =>
        !Libraries.Installed.Any(library =>
            library.Name == rival.Name && !Suite.Kernels.Any(kernel => SuitePeer.Knows(library, Suite, kernel)));
}
