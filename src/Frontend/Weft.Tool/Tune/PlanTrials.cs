using System.Globalization;
using Weft.IR;
using Weft.Passes;
using Weft.Runtime;

namespace Weft.Tool;

/// <summary>A plan, its code, and how its results differ from those of the automatic plan.</summary>
/// <param name="Difference">The greatest one, relative to the greatest element; 0 for the same bits.</param>
internal sealed record PlanTrial(PlanSettings Settings, IExecutable Code, double Difference);

/// <summary>Runs plans of a kernel in turns, all on the same memory with the same contents.</summary>
/// <param name="compile">Makes the code of a plan.</param>
internal sealed class PlanTrials(
    Invocation invocation, Func<PlanSettings, IExecutable> compile, TimeProvider clock, CancellationToken stop)
{
    // What a clock and a scheduler add to a sample is little beside so much.
    private const double LeastSample = 1e-3;

    private readonly List<(Tensor Array, byte[] Before)> _arrays = [.. invocation.Outputs.Select(o => (o.Value, o.Value.Bytes.ToArray()))];
    private IReadOnlyList<byte[]>? _expected;

    /// <summary>Compiles a plan and runs it once; the first one says what results are right.</summary>
    public PlanTrial Prepare(PlanSettings settings)
    {
        var code = compile(settings);
        Run(code);
        IReadOnlyList<byte[]> results = [.. _arrays.Select(a => a.Array.Bytes.ToArray())];
        _expected ??= results;
        return new(settings, code, _arrays.Zip(_expected, results).Max(a => Differences.Of(a.First.Array.Element, a.Second, a.Third)));
    }

    /// <summary>The seconds of a run of each, one figure per round. Who begins changes from round to round.</summary>
    public double[][] Measure(IReadOnlyList<PlanTrial> trials, int rounds)
    {
        var seconds = trials.Select(_ => new double[rounds]).ToArray();
        for (var round = 0; round < rounds; round++)
            for (var i = 0; i < trials.Count; i++)
            {
                var next = (i + round) % trials.Count;
                seconds[next][round] = Sample(trials[next].Code);
            }

        return seconds;
    }

    /// <summary>Seconds of a run, as often as it takes to make a sample.</summary>
    public double Sample(IExecutable code)
    {
        var (total, runs) = (0.0, 0);
        while (total < LeastSample && runs < 1000)
        {
            total += Run(code);
            runs++;
        }

        return total / runs;
    }

    private double Run(IExecutable code)
    {
        foreach (var (array, before) in _arrays) before.CopyTo(array.Bytes);
        var start = clock.GetTimestamp();
        invocation.Run(code, stop);
        return clock.GetElapsedTime(start).TotalSeconds;
    }
}

/// <summary>How far results are from each other.</summary>
internal static class Differences
{
    /// <summary>The greatest difference of two elements, relative to the greatest element; 0 for the same bits, and infinite where only one
    /// of two is a number.</summary>
    public static double Of(ElementType element, byte[] expected, byte[] found)
    {
        if (expected.AsSpan().SequenceEqual(found)) return 0;
        var size = element.ByteSize;
        var (greatest, most) = (double.Epsilon, 0.0);
        for (var at = 0; at < expected.Length; at += size)
        {
            var (a, b) = (ValueOf(element, expected.AsSpan(at, size)), ValueOf(element, found.AsSpan(at, size)));
            if (a.Equals(b)) continue;
            if (!double.IsFinite(a) || !double.IsFinite(b)) return double.PositiveInfinity;
            (greatest, most) = (Math.Max(greatest, Math.Abs(a)), Math.Max(most, Math.Abs(a - b)));
        }

        return most / greatest;
    }

    /// <summary>By how much results may differ: not at all, but where a kernel leaves the order of its sums open; there by half of the
    /// digits.</summary>
    public static double Allowed(Operation lowered, KernelSignature entry) =>
        !lowered.Walk().OfType<IFastMath>().Any(op => op.Fastmath.HasFlag(FastMath.Reassoc)) ? 0
        : entry.Outputs.Select(p => HalfDigits(p.Element)).DefaultIfEmpty(0).Max();

    private static double HalfDigits(ElementType element) => element switch
    {
        ElementType.F64 => 1e-8,
        ElementType.F32 => 3e-4,
        ElementType.F16 => 3e-2,
        ElementType.BF16 => 1e-1,
        _ => 0,
    };

    private static double ValueOf(ElementType element, ReadOnlySpan<byte> bytes) =>
        ScalarText.FormatElement(element, bytes) switch
        {
            "nan" => double.NaN,
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            "true" => 1,
            "false" => 0,
            var number => double.Parse(number, CultureInfo.InvariantCulture),
        };
}
