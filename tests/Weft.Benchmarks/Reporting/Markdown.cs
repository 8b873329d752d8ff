using System.Text;

namespace Weft.Benchmarks;

/// <summary>Tables as pages write them, and as they are read again.</summary>
internal static class Markdown
{
    /// <summary>The first column to the left, the others to the right.</summary>
    public static StringBuilder Table(StringBuilder text, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        Line(text, columns);
        Line(text, columns.Select((_, i) => i == 0 ? "---" : "---:"));
        foreach (var row in rows) Line(text, row);
        return text;
    }

    /// <summary>The rows of all tables in a text that have these columns.</summary>
    public static IEnumerable<string[]> Rows(string text, IReadOnlyList<string> columns)
    {
        var head = $"| {string.Join(" | ", columns)} |";
        var lines = text.Split('\n');
        for (var at = Array.IndexOf(lines, head); at >= 0; at = Array.IndexOf(lines, head, at))
        {
            for (at += 2; at < lines.Length && lines[at].StartsWith('|'); at++)
                yield return [.. lines[at].Trim('|').Split('|').Select(cell => cell.Trim())];
        }
    }

    private static void Line(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).AppendLine(" |");
}
