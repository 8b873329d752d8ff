using System.Diagnostics;
using System.Globalization;

namespace Weft.IR.Tests.Fuzzing;

/// <summary>Which programs a property is tried on: always the same first ones, and more until <c>WEFT_FUZZ_SECONDS</c> are over.
/// <c>WEFT_FUZZ_SEED</c> says where to begin.</summary>
internal static class Seeds
{
    /// <summary>How long to go on; 0 when the variable is not set.</summary>
    public static double Seconds { get; } = Number("WEFT_FUZZ_SECONDS");

    public static int First { get; } = (int)Number("WEFT_FUZZ_SEED");

    public static IEnumerable<int> AtLeast(int count)
    {
        var clock = Stopwatch.StartNew();
        for (var seed = First; seed < First + count || clock.Elapsed.TotalSeconds < Seconds; seed++) yield return seed;
    }

    private static double Number(string variable) =>
        double.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : 0;
}
