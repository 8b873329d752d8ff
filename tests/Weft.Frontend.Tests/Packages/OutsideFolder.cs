using System.Diagnostics;
using Xunit;

namespace Weft.Frontend.Tests.Packages;

/// <summary>A folder outside the repository, where projects are made as users make them. Nothing stays behind.</summary>
public sealed class OutsideFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("weft-outside-");

    public string Root => _folder.FullName;

    public string PathOf(string path) => Path.Combine(Root, path);

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), text);
    }

    /// <summary>What <c>dotnet</c> prints; a failure fails the test.</summary>
    public string Dotnet(params string[] arguments) => Run("dotnet", [], arguments).Output;

    /// <summary>What a program prints, with variables of its own.</summary>
    public (string Output, string Errors) Run(string program, (string Name, string Value)[] variables, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Root, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        // Variables of a build that runs the tests would steer this one.
        string[] inherited = [.. start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase))];
        foreach (var name in inherited) start.Environment.Remove(name);
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = start.Environment["DOTNET_NOLOGO"] = "1";
        // No worker that waits for the next build, and no file outside the folder.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["TMPDIR"] = _folder.CreateSubdirectory("tmp").FullName;
        foreach (var (name, value) in variables) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}\n{output}\n{errors.Result}");
        return (output, errors.Result);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
