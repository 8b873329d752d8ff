using System.Diagnostics;

namespace Weft.Benchmarks;

/// <summary>Measures contenders in turns, A B C A B C ..., so that what disturbs the machine disturbs all of them.</summary>
internal static class Interleaved
{
    public static IReadOnlyList<Samples> Run(IReadOnlyList<Contender> contenders, Effort effort)
    {
        var repeats = contenders.Select(c => Calibrate(c, effort.Turn)).ToArray();
        var wall = contenders.Select(_ => new double[effort.Rounds]).ToArray();
        var cpu = contenders.Select(_ => new double[effort.Rounds]).ToArray();
        for (var round = 0; round < effort.Rounds; round++)
        {
            for (var k = 0; k < contenders.Count; k++)
            {
                // Another one begins each round: nobody always follows the same one.
                var i = (k + round) % contenders.Count;
                contenders[i].Repeat(1);
                var (cpuStart, start) = (ThreadClock.Seconds, Stopwatch.GetTimestamp());
                contenders[i].Repeat(repeats[i]);
                wall[i][round] = Stopwatch.GetElapsedTime(start).TotalSeconds / repeats[i];
                cpu[i][round] = (ThreadClock.Seconds - cpuStart) / repeats[i];
            }
        }

        return [.. contenders.Select((c, i) => new Samples(c.Name, wall[i], cpu[i]))];
    }

    private static int Calibrate(Contender contender, TimeSpan turn)
    {
        contender.Repeat(1);
        for (var repeats = 1; ; repeats *= 2)
        {
            var start = Stopwatch.GetTimestamp();
            contender.Repeat(repeats);
            if (Stopwatch.GetElapsedTime(start) >= turn || repeats >= 1 << 28) return repeats;
        }
    }
}
