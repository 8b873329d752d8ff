using Weft.Runtime;

namespace Weft.Tool.Tests;

/// <summary>A directory of its own, and the tool run in it.</summary>
internal sealed class Workplace : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("weft-tool-");

    public string Path => _directory.FullName;

    /// <summary>Environment variables as the tool sees them, besides PATH.</summary>
    public Dictionary<string, string> Variables { get; } = new() { ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "" };

    public bool HasColors { get; init; }

    /// <summary>Runs a command line; words are separated by single spaces.</summary>
    public ToolResult Run(string commandLine) => RunWords(commandLine.Split(' '));

    public ToolResult RunWords(params string[] words) => RunOn("", words);

    /// <summary>Runs a command that reads a text from standard input.</summary>
    public ToolResult RunOn(string input, params string[] words)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = Commands.Run(Context(output, error) with { In = new StringReader(input) }, words);
        var result = new ToolResult(string.Join(' ', words), code, output.ToString(), error.ToString());
        AssertNoStackTrace(result.Out + result.Error);
        return result;
    }

    /// <summary>A stack trace is never an answer.</summary>
    public static void AssertNoStackTrace(string text) => Assert.DoesNotMatch(@"(?m)^   at [A-Z]\w*\.", text);

    public ToolContext Context(TextWriter output, TextWriter error, CancellationToken stop = default) =>
        new(TextReader.Null, output, error, Path)
        {
            HomeDirectory = Path,
            HasColors = HasColors,
            Variable = name => Variables.GetValueOrDefault(name),
            Stop = stop,
        };

    public string At(string name) => System.IO.Path.Combine(Path, name);

    public Workplace With(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return this;
    }

    public Workplace With(string name, byte[] bytes)
    {
        File.WriteAllBytes(At(name), bytes);
        return this;
    }

    public Workplace With(string name, Tensor tensor)
    {
        TensorFile.Write(At(name), tensor);
        return this;
    }

    /// <summary>Names of the files, in order: to see what a command left.</summary>
    public IEnumerable<string> Files => _directory.EnumerateFiles().Select(f => f.Name).Order(StringComparer.Ordinal);

    public void Dispose() => _directory.Delete(recursive: true);
}

/// <summary>What a run of the tool gave.</summary>
internal sealed record ToolResult(string CommandLine, ExitCode Code, string Out, string Error)
{
    /// <summary>Asserts the exit code, and that a part occurs in what was printed on standard error.</summary>
    public ToolResult Fails(ExitCode code, string message)
    {
        Assert.True(Code == code, $"weft {CommandLine}: expected {code}, got {Code}\n{Out}{Error}");
        Assert.Contains(message, Error, StringComparison.Ordinal);
        return this;
    }

    /// <summary>Asserts that all went well; gives what was printed on standard output.</summary>
    public string Succeeds()
    {
        Assert.True(Code == ExitCode.Done, $"weft {CommandLine}: {Code}\n{Out}{Error}");
        return Out;
    }
}
