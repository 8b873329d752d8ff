using System.Collections.Immutable;
using System.Diagnostics;

namespace Weft.Benchmarks;

/// <summary>Measures contenders in turns on the same arrays. Processor time of the thread is what counts: a kernel runs on one, and the
/// machine is shared.</summary>
/// <param name="isHot">As <see cref="Suite.IsHot"/>.</param>
/// <param name="limit">How long a call may take where it can be stopped.</param>
internal sealed class SuiteTimer(SuiteArguments arguments, bool isHot, TimeSpan limit)
{
    private const int FlushedBytes = 32 << 20;

    // Seconds of a first call behind which others need not be stopped.
    private const double Short = 1;

    /// <summary>How often each has its turn at most.</summary>
    public int MostRounds { get; init; } = int.MaxValue;

    private readonly double[] _others = new double[FlushedBytes / sizeof(double)];

    /// <summary>The results of the last contender are those that others are held to.</summary>
    public IReadOnlyList<SuiteFigure> Run(IReadOnlyList<SuiteContender> contenders, double tolerance)
    {
        var figures = new SuiteFigure[contenders.Count];
        var right = default(ImmutableArray<double[]>);
        for (var i = contenders.Count - 1; i >= 0; i--)
        {
            arguments.Reset();
            var first = Once(contenders[i], limit);
            figures[i] = first is not var (wall, cpu)
                ? new(contenders[i].Name, [limit.TotalSeconds], [limit.TotalSeconds], IsStopped: true)
                : new(contenders[i].Name, [wall], [cpu]);
            if (first is null) continue;
            if (right.IsDefault) right = arguments.Results();
            else figures[i] = figures[i] with { Wrong = arguments.Difference(right, arguments.Results(), tolerance) };
        }

        var rounds = figures.Select(first => Math.Min(MostRounds, isHot ? HotRoundsOf(first) : RoundsOf(first))).ToArray();
        var calls = figures.Select(_ => new List<(double Wall, double Cpu)>()).ToArray();
        for (var round = 0; round < rounds.Max(); round++)
        {
            for (var k = 0; k < contenders.Count; k++)
            {
                // Another one begins each round: nobody always follows the same one.
                var i = (k + round) % contenders.Count;
                if (round < rounds[i] && Once(contenders[i], figures[i].Cpu[0] < Short ? null : limit) is { } call) calls[i].Add(call);
            }
        }

        return [.. figures.Select((figure, i) => calls[i].Count == 0 ? figure
            : figure with { Wall = [.. calls[i].Select(call => call.Wall)], Cpu = [.. calls[i].Select(call => call.Cpu)] })];
    }

    // The first call found the code cold, which only short ones feel.
    private static int RoundsOf(SuiteFigure first) => first.IsStopped || first.Wrong is not null ? 0 : first.Cpu[0] switch
    {
        < 0.05 => 15,
        < 1 => 5,
        < 4 => 3,
        _ => 0,
    };

    private static int HotRoundsOf(SuiteFigure first) =>
        first.IsStopped || first.Wrong is not null ? 0 : (int)Math.Clamp(0.25 / first.Cpu[0], 5, 400);

    /// <summary>Null where it was stopped.</summary>
    /// <param name="limit">Null for a call that nothing stops: to be ready to be is work, too.</param>
    private (double Wall, double Cpu)? Once(SuiteContender contender, TimeSpan? limit)
    {
        if (!isHot)
        {
            arguments.Reset();
            for (var i = 0; i < _others.Length; i++) _others[i] += 1;
        }

        using var stop = limit is { } most ? new CancellationTokenSource(most) : null;
        var (cpuStart, start) = (ThreadClock.Seconds, Stopwatch.GetTimestamp());
        try
        {
            contender.Call(stop?.Token ?? CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            return null;
        }

        return (Stopwatch.GetElapsedTime(start).TotalSeconds, ThreadClock.Seconds - cpuStart);
    }
}
