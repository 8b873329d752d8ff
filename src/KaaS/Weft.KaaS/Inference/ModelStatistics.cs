using System.Collections.Immutable;

namespace Weft.KaaS;

/// <summary>A number of events and how long they took together.</summary>
public readonly record struct DurationStatistic(long Count, long Nanoseconds);

/// <summary>The times of one successful inference, in nanoseconds.</summary>
public readonly record struct InferenceTimes(long Input, long Compute, long Output, long Total);

/// <summary>The counters of one version of a model since the server's start. Safe for several threads at once.</summary>
public sealed class ModelStatistics
{
    // A model whose recent runs were shorter than this runs on the thread that read the request.
    private const long QuickNanoseconds = 1_000_000;
    private const int RecentRuns = 4;

    private readonly long[] _buckets = new long[LatencyBounds.Length + 1];
    private long _successes;
    private long _failures;
    private long _successTime;
    private long _failureTime;
    private long _inputTime;
    private long _computeTime;
    private long _outputTime;
    private long _lastInference;
    private long _recentCompute = -1;

    /// <summary>Upper bounds of the latency histogram in seconds; one more bucket is open.</summary>
    public static ImmutableArray<double> LatencyBounds { get; } =
        [0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    public DurationStatistic Success => new(Volatile.Read(ref _successes), Volatile.Read(ref _successTime));

    public DurationStatistic Failure => new(Volatile.Read(ref _failures), Volatile.Read(ref _failureTime));

    /// <summary>Reading and checking requests.</summary>
    public DurationStatistic Input => new(Volatile.Read(ref _successes), Volatile.Read(ref _inputTime));

    public DurationStatistic Compute => new(Volatile.Read(ref _successes), Volatile.Read(ref _computeTime));

    /// <summary>Writing answers.</summary>
    public DurationStatistic Output => new(Volatile.Read(ref _successes), Volatile.Read(ref _outputTime));

    /// <summary>Milliseconds since 1970, or 0 before the first inference.</summary>
    public long LastInference => Volatile.Read(ref _lastInference);

    /// <summary>Runs counted by <see cref="LatencyBounds"/>, not cumulative.</summary>
    public ImmutableArray<long> Latencies => [.. _buckets.Select((_, i) => Volatile.Read(ref _buckets[i]))];

    /// <summary>True when runs are known to be too short for a thread of their own.</summary>
    public bool IsQuick => Volatile.Read(ref _recentCompute) is >= 0 and < QuickNanoseconds;

    public void Succeeded(InferenceTimes times, DateTimeOffset now)
    {
        Interlocked.Add(ref _successTime, times.Total);
        Interlocked.Add(ref _inputTime, times.Input);
        Interlocked.Add(ref _computeTime, times.Compute);
        Interlocked.Add(ref _outputTime, times.Output);
        Interlocked.Increment(ref _buckets[BucketOf(times.Total)]);
        // Two runs at once may lose one of their updates, which does not matter to an average.
        var recent = Volatile.Read(ref _recentCompute);
        Volatile.Write(ref _recentCompute, recent < 0 ? times.Compute : recent + ((times.Compute - recent) / RecentRuns));
        Volatile.Write(ref _lastInference, now.ToUnixTimeMilliseconds());
        Interlocked.Increment(ref _successes);
    }

    public void Failed(long nanoseconds, DateTimeOffset now)
    {
        Interlocked.Add(ref _failureTime, nanoseconds);
        Volatile.Write(ref _lastInference, now.ToUnixTimeMilliseconds());
        Interlocked.Increment(ref _failures);
    }

    private static int BucketOf(long nanoseconds)
    {
        var bucket = 0;
        while (bucket < LatencyBounds.Length && nanoseconds > LatencyBounds[bucket] * 1e9) bucket++;
        return bucket;
    }
}
