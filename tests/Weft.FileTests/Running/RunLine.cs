using System.Text;

namespace Weft.FileTests.Running;

/// <summary>One command of a <c>RUN:</c> line.</summary>
/// <param name="Words">The command and its arguments.</param>
/// <param name="MustFail">The line said <c>not</c>.</param>
/// <param name="MergesErrors"><c>2>&amp;1</c>: messages go to the output.</param>
public sealed record RunCommand(IReadOnlyList<string> Words, bool MustFail, bool MergesErrors);

/// <summary>A <c>RUN:</c> line: commands joined by pipes.</summary>
public sealed record RunLine(IReadOnlyList<RunCommand> Commands, int Line)
{
    private const string Marker = "RUN:";

    /// <summary>The lines of a test. A backslash at the end joins the next line.</summary>
    public static IReadOnlyList<RunLine> Parse(string text, string file)
    {
        var runs = new List<RunLine>();
        var pending = new StringBuilder();
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].IndexOf(Marker, StringComparison.Ordinal) is not (>= 0 and var at)) continue;
            var body = lines[i][(at + Marker.Length)..].Trim();
            pending.Append(body.TrimEnd('\\'));
            if (body.EndsWith('\\')) continue;
            runs.Add(new(Split(Words(pending.Replace("%s", file).ToString())), i + 1));
            pending.Clear();
        }

        return runs;
    }

    private static List<RunCommand> Split(IReadOnlyList<string> words)
    {
        var commands = new List<RunCommand>();
        var current = new List<string>();
        foreach (var word in words.Append("|"))
        {
            if (word != "|")
            {
                current.Add(word);
                continue;
            }

            var mustFail = current[0] == "not";
            commands.Add(new([.. current.Skip(mustFail ? 1 : 0).Where(w => w != "2>&1")], mustFail, current.Contains("2>&1")));
            current.Clear();
        }

        return commands;
    }

    // Quotes keep spaces together.
    private static List<string> Words(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var quote = '\0';
        var quoted = false;
        foreach (var c in line + " ")
        {
            if (quote != '\0' ? c == quote : c is '\'' or '"')
            {
                quote = quote == '\0' ? c : '\0';
                quoted = true;
            }
            else if (c == ' ' && quote == '\0')
            {
                if (word.Length > 0 || quoted) words.Add(word.ToString());
                word.Clear();
                quoted = false;
            }
            else
            {
                word.Append(c);
            }
        }

        return words;
    }
}
