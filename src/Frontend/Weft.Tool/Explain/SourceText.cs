using System.Text.RegularExpressions;
using Weft.IR;
using Weft.IR.Text;

namespace Weft.Tool;

/// <summary>What stands at a place of a source.</summary>
/// <param name="read">The text of a file; null where there is none.</param>
internal sealed partial class SourceText(Func<string, string?> read)
{
    private const int Longest = 72;

    private readonly Dictionary<string, string[]> _lines = [];

    /// <summary>The head of the loop or statement that begins at a place, on one line; null where the source is not at hand.</summary>
    public string? HeadAt(Location place)
    {
        if (place is not { File: { } file, Line: > 0 and var line, Column: > 0 and var column }) return null;
        if (!_lines.TryGetValue(file, out var lines)) _lines[file] = lines = read(file)?.Split('\n') ?? [];
        if (line > lines.Length || column > lines[line - 1].Length) return null;
        var text = Head().Match(lines[line - 1], column - 1).Value.TrimEnd();
        return text.Length == 0 ? null : text.Length <= Longest ? text : text[..(Longest - 3)] + "...";
    }

    // Up to the body or the end of the statement.
    [GeneratedRegex(@"\G[^{};\r\n]*")]
    private static partial Regex Head();
}
