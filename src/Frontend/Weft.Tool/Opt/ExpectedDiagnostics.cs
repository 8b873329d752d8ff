using System.Globalization;
using System.Text.RegularExpressions;
using Weft.IR;

namespace Weft.Tool.Opt;

/// <summary>
/// Compares diagnostics with the comments that announce them: <c>// expected-error@+1 {{text}}</c>. The text is a part of the
/// message; <c>expected-error-re</c> has regular expressions in <c>{{...}}</c> inside it.
/// </summary>
public sealed partial class ExpectedDiagnostics
{
    private readonly List<Expected> _expected = [];
    private readonly List<(int Line, string Problem)> _malformed = [];

    public ExpectedDiagnostics(string text)
    {
        var lines = text.Split('\n');
        var below = new List<Expected>();
        for (var i = 0; i < lines.Length; i++)
        {
            var found = Comment().Matches(lines[i]);
            // "below" is the next line that announces nothing.
            if (found.Count == 0)
            {
                foreach (var waiting in below) waiting.Line = i + 1;
                below.Clear();
            }

            foreach (Match match in found) Add(match, i + 1, below);
        }
    }

    private sealed class Expected(string kind, string text, bool isPattern, int at)
    {
        private readonly Regex? _pattern = !isPattern ? null
            : new(string.Concat(text.Split("{{").Select((part, i) => i == 0 ? Regex.Escape(part) : Piece(part))));

        public string Kind { get; } = kind;

        public string Text { get; } = text;

        /// <summary>The line of the comment itself.</summary>
        public int At { get; } = at;

        public int Line { get; set; } = at;

        public bool WasSeen { get; set; }

        public bool Matches(string message) => _pattern?.IsMatch(message) ?? message.Contains(Text, StringComparison.Ordinal);

        private static string Piece(string part) => part.IndexOf("}}", StringComparison.Ordinal) is >= 0 and var close
            ? $"(?:{part[..close]}){Regex.Escape(part[(close + 2)..])}"
            : Regex.Escape("{{" + part);
    }

    /// <summary>What was produced and not announced, or announced and not produced.</summary>
    public IReadOnlyList<Diagnostic> Compare(IEnumerable<Diagnostic> produced, string file)
    {
        var mistakes = _malformed.Select(m => Diagnostic.Error(Location.At(file, m.Line, 1), m.Problem)).ToList();
        foreach (var diagnostic in produced.SelectMany(d => d.Notes.Prepend(d)))
        {
            var kind = diagnostic.Severity.Word();
            var line = diagnostic.Location.Position.Line;
            var match = _expected.Find(
                e => !e.WasSeen && e.Kind == kind && (e.Line == line || e.Line == 0) && e.Matches(diagnostic.Message));
            if (match is not null) match.WasSeen = true;
            // Notes need not be announced.
            else if (diagnostic.Severity != Severity.Note)
                mistakes.Add(Diagnostic.Error(diagnostic.Location, $"unexpected {kind}: {diagnostic.Message}"));
        }

        foreach (var missing in _expected.Where(e => !e.WasSeen))
            mistakes.Add(
                Diagnostic.Error(Location.At(file, missing.At, 1), $"expected {missing.Kind} \"{missing.Text}\" was not produced"));
        return mistakes;
    }

    private void Add(Match match, int line, List<Expected> below)
    {
        Expected expected;
        try
        {
            expected = new(match.Groups["kind"].Value, match.Groups["text"].Value, match.Groups["re"].Success, line);
        }
        catch (RegexParseException problem)
        {
            _malformed.Add((line, problem.Message));
            return;
        }

        _expected.Add(expected);
        var where = match.Groups["where"].Value;
        if (where == "unknown") expected.Line = 0;
        else if (where == "below") below.Add(expected);
        else if (where == "above") expected.Line = LastOther(line);
        else if (where.Length > 0) expected.Line = line + int.Parse(where, CultureInfo.InvariantCulture);
    }

    // The last line above that is no announcement itself.
    private int LastOther(int line)
    {
        do line--;
        while (_expected.Exists(e => e.At == line));
        return line;
    }

    // A place of more than six digits is in no file.
    [GeneratedRegex(
        @"expected-(?<kind>error|note|remark|warning)(?<re>-re)?\s*"
        + @"(@\s*(?<where>[+-]\d{1,6}|above|below|unknown)\d*)?\s*\{\{(?<text>(?:\{\{.*?\}\}|.)*?)\}\}")]
    private static partial Regex Comment();
}
