using Xunit;

namespace Weft.IR.Tests.Fuzzing;

/// <summary>Tries a property on random programs. Each failure names its seed, how to try that one alone, and the file that the program is
/// in.</summary>
internal static class Trials
{
    // One cause has many programs.
    private const int MostFailures = 5;

    /// <param name="programs">How many at least.</param>
    /// <param name="write">The text of the program of a seed.</param>
    /// <param name="holds">Throws where the property does not hold of the program.</param>
    public static void Of(int programs, Func<int, string> write, Action<int, string> holds)
    {
        var failures = new List<string>();
        foreach (var seed in Seeds.AtLeast(programs))
        {
            var text = write(seed);
            try
            {
                holds(seed, text);
            }
            catch (Exception problem)
            {
                failures.Add($"{Where(seed, text)}\n{problem.GetType().Name}: {problem.Message}\n{problem.StackTrace}");
                if (failures.Count == MostFailures) break;
            }
        }

        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
    }

    /// <summary>Keeps a program that shows a failure, and says where.</summary>
    public static string Where(int seed, string text)
    {
        var file = Path.Combine(Path.GetTempPath(), $"weft-fuzz-{seed}.mlir");
        File.WriteAllText(file, text);
        return $"seed {seed} (try it alone with WEFT_FUZZ_SEED={seed}; the program is in {file})";
    }
}
