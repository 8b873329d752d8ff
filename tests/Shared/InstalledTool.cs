using System.Diagnostics;

namespace Weft.Tests;

/// <summary>A program of this machine that some tests look at results with.</summary>
/// <param name="Path">Where it is.</param>
internal sealed record InstalledTool(string Path)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The first of the names that is in PATH, or null.</summary>
    public static InstalledTool? Find(params string[] names) => names
        .SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
            .Select(directory => System.IO.Path.Combine(directory, name)))
        .Where(File.Exists).Select(path => new InstalledTool(path)).FirstOrDefault();

    /// <summary>Runs it to its end. Throws with all that it printed when it fails.</summary>
    /// <param name="variables">Of its environment, besides those of this process.</param>
    public string Run(string directory, IEnumerable<string> arguments, params ReadOnlySpan<(string Name, string Value)> variables)
    {
        var start = new ProcessStartInfo(Path, arguments)
        {
            WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        // Read together: either pipe may fill up while the other is waited for.
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{Path} {string.Join(' ', start.ArgumentList)} did not end");
        }

        process.WaitForExit();
        return process.ExitCode == 0 ? output.Result : throw new InvalidOperationException(
            $"{Path} {string.Join(' ', start.ArgumentList)}: {process.ExitCode}\n{output.Result}{errors.Result}");
    }
}
