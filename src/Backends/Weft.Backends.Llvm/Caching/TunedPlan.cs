using System.Globalization;
using System.Text;
using Weft.Passes;
using Weft.Runtime;

namespace Weft.Backends.Llvm;

/// <summary>A plan that was measured to be better than what the model of the processor says, and how.</summary>
/// <param name="Arguments">What the kernel was run on: <c>n=1024</c>.</param>
/// <param name="Speedup">How many times as fast it is: the median of the rounds.</param>
/// <param name="Low">The least that the speedup is, with a confidence of 95 %.</param>
/// <param name="High">The most.</param>
/// <param name="Seconds">A run by this plan, in the median.</param>
/// <param name="Rounds">Pairs of runs that were compared.</param>
public sealed record TunedPlan(
    PlanSettings Settings, string Arguments, double Speedup, double Low, double High, double Seconds, int Rounds)
{
    private const string Format = "weft tuned plan 1";

    /// <summary>The plan that was kept for a kernel on this kind of processor, by this version of Weft; null where there is none.</summary>
    public static TunedPlan? Find(ObjectCache cache, KernelProgram program, string entry, CpuModel machine) =>
        cache.TryGet(KeyOf(program, entry, machine)) is { } kept ? Decode(Encoding.UTF8.GetString(kept.Span)) : null;

    /// <summary>Keeps it for later compilations, in the place of another.</summary>
    public void Keep(ObjectCache cache, KernelProgram program, string entry, CpuModel machine) =>
        cache.Put(KeyOf(program, entry, machine), Encoding.UTF8.GetBytes(Encode()));

    public override string ToString() => FormattableString.Invariant(
        $"{Settings}: {Speedup:0.00} times as fast [{Low:0.00}, {High:0.00}] at {Arguments}, ")
        + FormattableString.Invariant($"{Seconds * 1e3:0.###} ms a run, {Rounds} rounds");

    private static string KeyOf(KernelProgram program, string entry, CpuModel machine) =>
        CacheKey.Hash(Format, program.Hash, entry, machine.ToString(), CacheKey.Compiler);

    private string Encode() => string.Join('\n', new[] { Format, Settings.ToString(), Arguments }
        .Concat(new[] { Speedup, Low, High, Seconds, Rounds }.Select(number => number.ToString("R", CultureInfo.InvariantCulture))));

    // Written by us, or by nobody: the cache drops what was changed.
    private static TunedPlan? Decode(string text)
    {
        if (text.Split('\n') is not [Format, var settings, var arguments, .. var rest] || rest.Length != 5
            || PlanSettings.TryParse(settings) is not { } plan) return null;
        var numbers = Array.ConvertAll(rest, number => double.Parse(number, CultureInfo.InvariantCulture));
        return new(plan, arguments, numbers[0], numbers[1], numbers[2], numbers[3], (int)numbers[4]);
    }
}
