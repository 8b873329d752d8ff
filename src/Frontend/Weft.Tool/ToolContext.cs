namespace Weft.Tool;

/// <summary>What a command may touch of the outside world; tests give their own.</summary>
public sealed record ToolContext(TextReader In, TextWriter Out, TextWriter Error, string CurrentDirectory)
{
    /// <summary>The process's own streams.</summary>
    public static ToolContext OfProcess() => new(Console.In, Console.Out, Console.Error, Environment.CurrentDirectory);

    /// <summary>A path as the user meant it.</summary>
    public string Resolve(string path) => Path.GetFullPath(path, CurrentDirectory);

    /// <summary>The text of a file, or of standard input for <c>-</c>; null after saying why it cannot be read.</summary>
    public string? Read(string path)
    {
        if (path == "-") return In.ReadToEnd();
        try
        {
            return Weft.IR.Text.ByteText.Decode(File.ReadAllBytes(Resolve(path)));
        }
        catch (Exception mistake) when (mistake is IOException or UnauthorizedAccessException)
        {
            Error.WriteLine($"error: cannot open input file '{path}': {mistake.Message}");
            return null;
        }
    }
}

/// <summary>The exit codes of all commands.</summary>
public enum ExitCode
{
    Done = 0,

    /// <summary>The input is wrong.</summary>
    BadInput = 1,
    BadUsage = 2,

    /// <summary>A comparison or check failed.</summary>
    CheckFailed = 3,

    /// <summary>The environment lacks something.</summary>
    MissingPart = 4,
}
