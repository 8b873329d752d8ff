using System.Text;
using System.Text.RegularExpressions;

namespace Weft.Frontend.Tests.Dsl;

/// <summary>Source text with the places of its expected errors marked.</summary>
internal static partial class MarkedText
{
    [GeneratedRegex(@"\[\|(.*?)\|\]\{([A-Z0-9,]+)\}", RegexOptions.Singleline)]
    private static partial Regex Pattern { get; }

    public static (string Text, List<Mark> Marks) Read(string marked)
    {
        var text = new StringBuilder();
        List<Mark> marks = [];
        var position = 0;
        foreach (Match match in Pattern.Matches(marked))
        {
            text.Append(marked, position, match.Index - position);
            var before = text.ToString();
            var line = before.Count(c => c == '\n') + 1;
            var column = before.Length - before.LastIndexOf('\n');
            foreach (var id in match.Groups[2].Value.Split(',')) marks.Add(new(line, column, Math.Max(match.Groups[1].Length, 1), id));
            text.Append(match.Groups[1].Value);
            position = match.Index + match.Length;
        }

        return (text.Append(marked, position, marked.Length - position).ToString(), marks);
    }
}
