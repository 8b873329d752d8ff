using System.Collections.Immutable;
using System.Text;

namespace Weft.Benchmarks;

/// <summary>The page of all tables. Each has its section, which it replaces when it is measured again; others stay as they are.</summary>
internal sealed record Page(ImmutableDictionary<string, string> Sections)
{
    private const string Opens = "<!-- table ", Closes = " -->\n";

    public static Page Parse(string text)
    {
        var sections = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (var part in text.Split(Opens).Skip(1))
        {
            var end = part.IndexOf(Closes, StringComparison.Ordinal);
            if (end >= 0) sections[part[..end]] = part[(end + Closes.Length)..].Trim();
        }

        return new(sections.ToImmutable());
    }

    public Page With(string table, string section) => new(Sections.SetItem(table, section.Trim()));

    /// <param name="introduction">What stands above everything.</param>
    /// <param name="tables">The order of the sections; what is none of these is left out.</param>
    public string ToMarkdown(string introduction, IEnumerable<string> tables)
    {
        var present = tables.Where(Sections.ContainsKey).ToList();
        var findings = present.SelectMany(table =>
            Markdown.Rows(Sections[table], Finding.Columns).Select(row => (string[])[.. row, table]));
        var text = new StringBuilder(introduction.Trim()).AppendLine().AppendLine().AppendLine("## What is to be reached").AppendLine();
        Markdown.Table(text, [.. Finding.Columns, "table"], findings);
        foreach (var table in present)
            text.AppendLine().Append(Opens).Append(table).Append(Closes).AppendLine(Sections[table]);
        return text.ToString();
    }
}
