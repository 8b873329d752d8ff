using System.Text;
using Weft.IR;
using Weft.IR.Text;
using Weft.Runtime;

namespace Weft.Tool;

/// <summary>What a command may touch of the outside world; tests give their own.</summary>
public sealed record ToolContext(TextReader In, TextWriter Out, TextWriter Error, string CurrentDirectory)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly IDiagnosticWriter? _diagnostics;

    /// <summary>Takes the diagnostics of the command; text on <see cref="Error"/> unless something else is chosen.</summary>
    public IDiagnosticWriter Diagnostics
    {
        get => _diagnostics ?? new TextDiagnosticWriter(this);
        init => _diagnostics = value;
    }

    /// <summary>Whether <see cref="Error"/> is a terminal that shows colours.</summary>
    public bool HasColors { get; init; }

    /// <summary>Whether <see cref="Out"/> goes to a file or another program.</summary>
    public bool IsOutputPiped { get; init; }

    /// <summary>Errors and results only.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>The environment variable of a name, or null.</summary>
    public Func<string, string?> Variable { get; init; } = _ => null;

    /// <summary>The user's directory, or null when there is none.</summary>
    public string? HomeDirectory { get; init; }

    /// <summary>Ends what runs until it is interrupted, besides the process's signals.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>The process's own streams, directories and variables.</summary>
    public static ToolContext OfProcess() => new(
        new StreamReader(Console.OpenStandardInput(), Utf8), new StreamWriter(Console.OpenStandardOutput(), Utf8) { AutoFlush = true },
        TextWriter.Synchronized(new StreamWriter(Console.OpenStandardError(), Utf8) { AutoFlush = true }), Environment.CurrentDirectory)
    {
        Variable = Environment.GetEnvironmentVariable,
        HomeDirectory = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 0 } home ? home : null,
        IsOutputPiped = Console.IsOutputRedirected,
        HasColors = !Console.IsErrorRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") is not "dumb",
    };

    /// <summary>A path as the user meant it.</summary>
    public string Resolve(string path) => Path.GetFullPath(path, CurrentDirectory);

    /// <summary>The bytes behind <see cref="In"/>, for protocols.</summary>
    public Stream InStream => In is StreamReader { BaseStream: var stream } ? stream : new MemoryStream(ByteText.Encode(In.ReadToEnd()));

    /// <summary>The bytes behind <see cref="Out"/>.</summary>
    public Stream OutStream => Out is StreamWriter { BaseStream: var stream } ? stream : Stream.Null;

    /// <summary>All of <see cref="In"/>, byte for byte where it is a stream.</summary>
    public byte[] ReadIn()
    {
        if (In is not StreamReader { BaseStream: var stream }) return ByteText.Encode(In.ReadToEnd());
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>The text that a place is in; null where it is of another machine, or gone.</summary>
    public string? ReadSource(string path)
    {
        try
        {
            var full = Resolve(path);
            return File.Exists(full) ? ByteText.Decode(File.ReadAllBytes(full)) : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Writes UTF-8 text to <see cref="Out"/>, byte for byte where that is a stream.</summary>
    public void WriteOut(ReadOnlyMemory<byte> text)
    {
        if (Out is StreamWriter { BaseStream: var stream }) stream.Write(text.Span);
        else Out.Write(ByteText.Decode(text.Span));
    }

    /// <summary>A confirmation for people: not a result, so <c>--quiet</c> leaves it out.</summary>
    public void Inform(string line)
    {
        if (!IsQuiet) Out.WriteLine(line);
    }

    /// <summary>Replaces a file as a whole; it stays as it was when that fails.</summary>
    public void Write(string path, ReadOnlyMemory<byte> bytes)
    {
        if (TryWrite(path, bytes) is { } why) throw new WeftException(ToolDiagnostics.NotWritable.At(default, path, why));
    }

    /// <summary>As <see cref="Write"/>; why it failed, or null when it did not.</summary>
    public string? TryWrite(string path, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            FileReplacement.Write(Resolve(path), bytes);
            return null;
        }
        catch (Exception problem) when (FileProblem.Is(problem))
        {
            return FileProblem.Describe(problem, Resolve(path));
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

    /// <summary>The tool itself is at fault.</summary>
    Internal = 70,
}
