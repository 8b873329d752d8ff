namespace Weft.Benchmarks;

/// <summary>How long the front end takes for a large file.</summary>
internal static class LanguageTable
{
    private const double Target = 2;

    public static Section Run(Effort effort)
    {
        var directory = Directory.CreateTempSubdirectory("weft-language-").FullName;
        try
        {
            var rows = new List<(string Name, double[] Times)>();
            foreach (var kilobytes in effort.IsSmoke ? [10] : (int[])[10, 100, 1000])
            {
                var file = Path.Combine(directory, $"large{kilobytes}.weft");
                File.WriteAllText(file, LargeProgram.OfSize(kilobytes * 1000));
                rows.Add(($"{kilobytes} kB", [.. Enumerable.Range(0, effort.Children).Select(_ => Time(file))]));
            }

            var largest = Statistics.Quantile(rows[^1].Times, 0.5);
            return new("Parse, bind and lower a .weft file, cold",
                $"wall time of `weft check`, a whole process that reads, lowers and verifies the file: {Form.Goal(largest, Target)}.",
                ["file", "best", "p50", "p90"],
                [.. rows.Select(row => Form.Row(row.Name, [.. row.Times], 0, 0.5, 0.9))]);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static double Time(string file)
    {
        var (output, seconds) = Child.Run("dotnet", Repository.Tool, "check", file);
        return output.Contains("rows0(", StringComparison.Ordinal)
            ? seconds
            : throw new InvalidOperationException($"weft check printed '{output[..Math.Min(output.Length, 200)]}'");
    }
}
