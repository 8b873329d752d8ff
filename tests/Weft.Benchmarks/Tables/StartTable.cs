namespace Weft.Benchmarks;

/// <summary>How long a command of the tool takes that has little to do.</summary>
internal static class StartTable
{
    public static Section Run(Effort effort)
    {
        var source = Repository.PathOf("samples/Hillshade/hillshade.weft");
        (string Name, string File, string[] Arguments)[] commands =
        [
            ("dotnet weft.dll check hillshade.weft", "dotnet", [Repository.Tool, "check", source]),
            ("./weft check hillshade.weft (the script)", Repository.PathOf("weft"), ["check", source]),
            ("dotnet weft.dll --help", "dotnet", [Repository.Tool, "--help"]),
        ];
        var times = commands.Select(_ => new List<double>()).ToArray();
        for (var round = -1; round < effort.Children; round++)
        {
            for (var i = 0; i < commands.Length; i++)
            {
                var (output, seconds) = Child.Run(commands[i].File, commands[i].Arguments);
                if (i < 2 && !output.Contains("kernel hillshade(", StringComparison.Ordinal))
                    throw new InvalidOperationException($"weft check printed '{output}'");
                if (round >= 0) times[i].Add(seconds);
            }
        }

        var ours = Statistics.Quantile([.. times[0]], 0.5);
        return new("Start of the tool", "wall time of a whole process.",
            ["command", "best", "p50", "p90"],
            [.. commands.Select((c, i) => Form.Row(c.Name, times[i], 0, 0.5, 0.9))])
        {
            Findings = [new(Targets.ToolStart, ours)],
        };
    }
}
