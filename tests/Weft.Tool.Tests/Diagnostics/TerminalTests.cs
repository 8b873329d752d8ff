using System.Diagnostics;

namespace Weft.Tool.Tests;

/// <summary>The built tool on a terminal, which <c>script</c> gives it: only there, and only when wanted, messages have colours.</summary>
public sealed class TerminalTests
{
    private const string Terminal = "/usr/bin/script";

    [Theory]
    [InlineData("", true)]
    [InlineData("NO_COLOR= ", true)]
    [InlineData("NO_COLOR=1 ", false)]
    [InlineData("TERM=dumb ", false)]
    [InlineData("", false, " 2>&1 | cat")]
    [InlineData("", false, " --no-color")]
    public void Colours_are_seen_where_they_are_wanted(string environment, bool expected, string end = "")
    {
        Assert.SkipUnless(File.Exists(Terminal), $"no {Terminal} on this machine");
        using var work = new Workplace().With("wrong.weft", "kernel");
        var tool = Path.Combine(AppContext.BaseDirectory, "weft.dll");
        var output = Run(work, $"TERM=xterm NO_COLOR= env {environment}dotnet exec '{tool}' check wrong.weft{end}");
        Assert.Contains("error", output, StringComparison.Ordinal);
        Assert.Equal(expected, output.Contains("\u001b[1;31merror", StringComparison.Ordinal));
    }

    private static string Run(Workplace work, string command)
    {
        var start = new ProcessStartInfo(Terminal, ["-q", "-c", command, "/dev/null"])
        {
            WorkingDirectory = work.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
