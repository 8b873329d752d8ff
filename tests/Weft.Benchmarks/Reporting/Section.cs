using System.Text;

namespace Weft.Benchmarks;

/// <summary>One table of the report.</summary>
/// <param name="Says">What the figures say, in a sentence or two.</param>
internal sealed record Section(string Title, string Says, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    public string ToMarkdown()
    {
        var text = new StringBuilder().Append("## ").AppendLine(Title).AppendLine().AppendLine(Says).AppendLine();
        Line(text, Columns);
        Line(text, Columns.Select((_, i) => i == 0 ? "---" : "---:"));
        foreach (var row in Rows) Line(text, row);
        return text.ToString();
    }

    private static void Line(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).AppendLine(" |");
}
