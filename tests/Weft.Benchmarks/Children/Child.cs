using System.Diagnostics;

namespace Weft.Benchmarks;

/// <summary>Runs other processes, each with a deadline.</summary>
internal static class Child
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(60);

    /// <summary>Runs to the end; its standard output and how long it took. Throws when it fails or takes too long.</summary>
    public static (string Output, double Seconds) Run(string file, params string[] arguments)
    {
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(Start(file, arguments))!;
        using var deadline = new Timer(_ => process.Kill(), null, s_deadline, Timeout.InfiniteTimeSpan);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var seconds = watch.Elapsed.TotalSeconds;
        return process.ExitCode == 0
            ? (output, seconds)
            : throw new InvalidOperationException($"{file} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }

    public static ProcessStartInfo Start(string file, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true };
        // As everybody's programs run: with tiers.
        start.Environment["DOTNET_TC_QuickJit"] = "1";
        return start;
    }
}
