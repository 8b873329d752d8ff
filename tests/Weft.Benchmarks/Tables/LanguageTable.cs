namespace Weft.Benchmarks;

/// <summary>How long the front end takes for a large file.</summary>
internal static class LanguageTable
{
    // A large file takes seconds: few rounds, and the sizes take turns, so that all see the machine as it is at the time.
    private const int MostRounds = 9;

    public static Section Run(Effort effort)
    {
        var directory = Directory.CreateTempSubdirectory("weft-language-").FullName;
        try
        {
            var sizes = effort.IsSmoke ? [10] : (int[])[10, 100, 1000];
            var files = sizes.Select(kilobytes => Write(directory, kilobytes)).ToArray();
            var times = sizes.Select(_ => new List<double>()).ToArray();
            for (var round = 0; round < Math.Min(effort.Children, MostRounds); round++)
                for (var i = 0; i < files.Length; i++)
                    times[i].Add(Time(files[i]));

            var largest = Statistics.Quantile([.. times[^1]], 0.5);
            return new("Parse, bind and lower a .weft file, cold",
                "wall time of `weft check`: a whole process, from its start over reading, parsing, binding, lowering and verifying the "
                + "file to the last kernel that it prints. The smallest file is nearly all start.",
                ["file", "best", "p50", "p90"],
                [.. sizes.Select((kilobytes, i) => Form.Row($"{kilobytes} kB", times[i], 0, 0.5, 0.9))])
            {
                Findings = [new(Targets.LargeFile, largest)],
            };
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static string Write(string directory, int kilobytes)
    {
        var file = Path.Combine(directory, $"large{kilobytes}.weft");
        File.WriteAllText(file, LargeProgram.OfSize(kilobytes * 1000));
        return file;
    }

    private static double Time(string file)
    {
        var (output, seconds) = Child.Run("dotnet", Repository.Tool, "check", file);
        return output.Contains("rows0(", StringComparison.Ordinal)
            ? seconds
            : throw new InvalidOperationException($"weft check printed '{output[..Math.Min(output.Length, 200)]}'");
    }
}
