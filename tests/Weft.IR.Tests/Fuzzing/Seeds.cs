using System.Diagnostics;
using System.Globalization;

namespace Weft.IR.Tests.Fuzzing;

/// <summary>Which programs a property is tried on: always the same first ones, and more until <c>WEFT_FUZZ_SECONDS</c> are over.</summary>
internal static class Seeds
{
    /// <summary>How long to go on; 0 when the variable is not set.</summary>
    public static double Seconds { get; } = double.TryParse(
        Environment.GetEnvironmentVariable("WEFT_FUZZ_SECONDS"), CultureInfo.InvariantCulture, out var seconds) ? seconds : 0;

    public static IEnumerable<int> AtLeast(int count)
    {
        var clock = Stopwatch.StartNew();
        for (var seed = 0; seed < count || clock.Elapsed.TotalSeconds < Seconds; seed++) yield return seed;
    }
}
