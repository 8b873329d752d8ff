using Weft.Passes;

namespace Weft.Tool;

/// <summary>Looks for a plan that is better than the automatic one: in one direction after the other, from the best that was found so far.
/// </summary>
/// <param name="trials">Measures.</param>
/// <param name="isNew">Whether a plan makes other code than all that were tried.</param>
/// <param name="tolerance">What results may differ by, relative to the greatest element.</param>
/// <param name="seconds">How long all may take, more or less.</param>
/// <param name="report">Takes a plan that was measured: how much faster than the automatic one it is, and whether its results may stand.
/// </param>
internal sealed class PlanSearch(
    PlanTrials trials, Func<PlanSettings, bool> isNew, double tolerance, double seconds, Action<PlanTrial, double, SpeedupInterval> report)
{
    // Of the time, what the last comparison may take.
    private const double FinalShare = 0.4;
    private const int LeastRounds = 11;
    private const int FinalRounds = 61;

    /// <summary>The best plan with its speedup over the automatic one, measured anew, and the rounds; itself where nothing is better.
    /// </summary>
    public (PlanTrial Best, SpeedupInterval Speedup, double Seconds, int Rounds) Run(IReadOnlyList<PlanDirection> directions)
    {
        var automatic = trials.Prepare(PlanSettings.Automatic);
        isNew(automatic.Settings);
        var run = trials.Sample(automatic.Code);
        var best = automatic;
        foreach (var direction in directions)
        {
            List<PlanTrial> tried = [automatic];
            if (best != automatic) tried.Add(best);
            tried.AddRange(direction.Variants(best.Settings).Where(isNew).Select(trials.Prepare));
            if (tried[^1] == automatic || tried[^1] == best) continue;
            var rounds = Rounds(seconds * (1 - FinalShare) / directions.Count, tried.Count, run);
            var measured = trials.Measure(tried, rounds);
            foreach (var (trial, times) in tried.Zip(measured).Skip(best == automatic ? 1 : 2))
                report(trial, SpeedupInterval.MedianOf(times), SpeedupInterval.Of(measured[0], times));
            best = Better(best, [.. tried.Zip(measured)]);
        }

        if (best == automatic) return (automatic, new(1, 1, 1), run, 0);
        // The best of many is so by chance in part: only a comparison of its own tells.
        var final = Rounds(seconds * FinalShare, 2, run);
        var last = trials.Measure([automatic, best], final);
        return (best, SpeedupInterval.Of(last[0], last[1]), SpeedupInterval.MedianOf(last[1]), final);
    }

    // What is faster than the best so far, and that not by chance.
    private PlanTrial Better(PlanTrial best, IReadOnlyList<(PlanTrial Trial, double[] Times)> measured)
    {
        var before = measured.First(m => m.Trial == best).Times;
        var (trial, speedup) = measured.Where(m => m.Trial != best && m.Trial.Difference <= tolerance)
            .Select(m => (m.Trial, Speedup: SpeedupInterval.Of(before, m.Times))).MaxBy(m => m.Speedup.Median);
        return speedup.Low > 1 ? trial : best;
    }

    private static int Rounds(double seconds, int count, double run) =>
        (int)Math.Clamp(seconds / (count * Math.Max(run, 1e-3)), LeastRounds, FinalRounds);
}
