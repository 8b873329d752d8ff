namespace Weft.Benchmarks;

/// <summary>Why figures fall short of what they are to be, as somebody found and wrote down: a heading for each, and its text.</summary>
internal sealed class Reasons
{
    private const string Heading = "## ";

    private readonly Dictionary<string, string> _texts;

    private Reasons(Dictionary<string, string> texts) => _texts = texts;

    /// <summary>Those of reasons.md, which lies beside this file.</summary>
    public static Reasons All { get; } = Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reporting", "reasons.md")));

    public IReadOnlyCollection<string> Names => _texts.Keys;

    /// <summary>In one line; null where none is written down.</summary>
    public string? this[string name] => _texts.GetValueOrDefault(name);

    /// <summary>A text without headings has no reasons: what stands before the first one is for its readers.</summary>
    public static Reasons Parse(string text)
    {
        var texts = new Dictionary<string, string>();
        foreach (var part in $"\n{text}".Split($"\n{Heading}").Skip(1))
        {
            var (end, lines) = (part.IndexOf('\n'), part.Split('\n'));
            texts.Add(lines[0].Trim(), end < 0 ? "" : string.Join(' ', lines.Skip(1).Select(l => l.Trim()).Where(l => l != "")));
        }

        return new(texts);
    }
}
