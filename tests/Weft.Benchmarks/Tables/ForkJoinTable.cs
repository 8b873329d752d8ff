using System.Diagnostics;
using System.Runtime.InteropServices;
using Weft.Runtime;

namespace Weft.Benchmarks;

/// <summary>Two threads share work that is next to nothing.</summary>
internal static unsafe class ForkJoinTable
{
    private const int Calls = 400;
    private const double Work = 5e-6;

    private static int s_ran;

    public static Section Run(Effort effort)
    {
        using var pool = new TilePool(new() { Threads = 2 });
        using var device = WeftKernels.Open(pool);
        var kernel = device.Load(WeftKernels.Program(WeftKernels.PathOf("saxpy.weft")), "saxpy");
        using var x = NativeArray.Random(64, seed: 1);
        using var y = NativeArray.Random(64, seed: 2);
        long[] slots = [WeftKernels.Bits(1e-3f), (long)x.Pointer, x.Length, (long)y.Pointer, y.Length];
        var twice = new ParallelOptions { MaxDegreeOfParallelism = 2 };
        (string Name, Action Once)[] contenders =
        [
            ("Weft's pool, 2 empty tiles", () => pool.Run(2, 1, &Empty, null, null)),
            ("Weft's pool, 2 tiles of 5 us, without their 5 us", () => pool.Run(2, 1, &Spin, null, null)),
            ("Weft's pool, 64 empty tiles", () => pool.Run(64, 1, &Empty, null, null)),
            ("compiled saxpy of 64 elements, parallel loop", () => kernel.Launch(slots)),
            ("Parallel.For, 2 empty bodies", () => Parallel.For(0, 2, twice, _ => Interlocked.Increment(ref s_ran))),
            ("Parallel.For, 2 bodies of 5 us, without their 5 us", () => Parallel.For(0, 2, twice, _ => Wait())),
            ("Parallel.For, 64 empty bodies", () => Parallel.For(0, 64, twice, _ => Interlocked.Increment(ref s_ran))),
        ];
        var times = contenders.Select(_ => new List<double>()).ToArray();
        for (var round = -1; round < effort.Rounds; round++)
            for (var i = 0; i < contenders.Length; i++) Turn(contenders[i], round < 0 ? [] : times[i]);

        s_ran = 0;
        pool.Run(64, 1, &Empty, null, null);
        if (s_ran != 64) throw new InvalidOperationException($"{s_ran} of 64 tiles ran");
        var ours = Statistics.Quantile([.. times[1]], 0.5);
        return new("Fork and join of two threads",
            "wall time per call while the threads are warm. With work for both, what remains is the hand-over and the wait. "
            + "Where another process has the second core, it is all of the work.",
            ["", "p10", "p50", "p90"],
            [.. contenders.Select((c, i) => Form.Row(c.Name, times[i], 0.1, 0.5, 0.9))])
        {
            Findings = [new(Targets.ForkJoin, ours)],
        };
    }

    private static void Turn((string Name, Action Once) contender, List<double> times)
    {
        var work = contender.Name.Contains("without", StringComparison.Ordinal) ? Work : 0;
        for (var i = 0; i < Calls; i++)
        {
            var start = Stopwatch.GetTimestamp();
            contender.Once();
            // Not as a TimeSpan, whose ticks are 100 ns.
            times.Add(((Stopwatch.GetTimestamp() - start) / (double)Stopwatch.Frequency) - work);
        }
    }

    [UnmanagedCallersOnly]
    private static void Spin(void* argument, long begin, long end, void* scratch) => Wait();

    private static void Wait()
    {
        var end = Stopwatch.GetTimestamp() + (long)(Work * Stopwatch.Frequency);
        while (Stopwatch.GetTimestamp() < end) Thread.SpinWait(1);
    }

    [UnmanagedCallersOnly]
    private static void Empty(void* argument, long begin, long end, void* scratch) => Interlocked.Add(ref s_ran, (int)(end - begin));
}
