using System.Text;

namespace Weft.Benchmarks;

/// <summary>One table of the report.</summary>
/// <param name="Says">What the figures say, in a sentence or two.</param>
internal sealed record Section(string Title, string Says, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>What was measured of what is to be reached; the page begins with all of these.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>What falls short, or is wrong: the name of its reason, and what is known of it from this run.</summary>
    public IReadOnlyList<(string Name, string Profile)> Shortfalls { get; init; } = [];

    /// <summary>Whether all of Weft's results are right.</summary>
    public bool IsRight { get; init; } = true;

    /// <param name="reasons">Why figures fall short.</param>
    public string ToMarkdown(Reasons reasons)
    {
        var text = new StringBuilder().Append("## ").AppendLine(Title).AppendLine().AppendLine(Says).AppendLine();
        if (Findings.Count > 0) Markdown.Table(text, Finding.Columns, Findings.Select(finding => finding.Cells)).AppendLine();
        Markdown.Table(text, Columns, Rows);
        var missed = Findings.Where(finding => !finding.Target.IsReachedBy(finding.Value)).Select(finding => (finding.Target.Row, ""));
        (string Name, string Profile)[] all = [.. missed.Where(miss => reasons[miss.Row] is not null), .. Shortfalls];
        if (all.Length == 0) return text.ToString();
        text.AppendLine().AppendLine("What falls short:").AppendLine();
        foreach (var (name, profile) in all)
            text.Append("- **").Append(name).Append("**: ")
                .AppendJoin(' ', new[] { profile, reasons[name] }.Where(s => s is { Length: > 0 }))
                .AppendLine();
        return text.ToString();
    }
}
