using System.Diagnostics;
using System.Globalization;

namespace Weft.Frontend.Tests.Dsl;

/// <summary>The seeds that a property is tried on: always the same first ones, and more until <c>WEFT_FUZZ_SECONDS</c> are over.
/// <c>WEFT_FUZZ_SEED</c> says where to begin.</summary>
internal static class FuzzSeeds
{
    public static IEnumerable<int> AtLeast(int count)
    {
        var (clock, first, seconds) = (Stopwatch.StartNew(), (int)Number("WEFT_FUZZ_SEED"), Number("WEFT_FUZZ_SECONDS"));
        for (var seed = first; seed < first + count || clock.Elapsed.TotalSeconds < seconds; seed++) yield return seed;
    }

    private static double Number(string variable) =>
        double.Parse(Environment.GetEnvironmentVariable(variable) ?? "0", CultureInfo.InvariantCulture);
}
