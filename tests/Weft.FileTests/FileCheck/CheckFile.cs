using System.Globalization;
using System.Text.RegularExpressions;

namespace Weft.FileTests.FileCheck;

/// <summary>The directives of a check file.</summary>
public static class CheckFile
{
    public static IReadOnlyList<CheckDirective> Parse(string text, string prefix = "CHECK")
    {
        var directive = new Regex(
            $@"(?<![\w-]){Regex.Escape(prefix)}(?<suffix>-NEXT|-SAME|-NOT|-DAG|-LABEL|-EMPTY|-COUNT-\d+)?:(?<pattern>.*)$");
        var found = new List<CheckDirective>();
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
            if (directive.Match(lines[i]) is { Success: true } match)
                found.Add(Make(prefix, match.Groups["suffix"].Value, match.Groups["pattern"].Value, i + 1));
        return found;
    }

    /// <summary>Runs of spaces and tabs count as one space, in patterns and in the input.</summary>
    public static string Canonical(string text) => Regex.Replace(text.Replace("\r\n", "\n", StringComparison.Ordinal), "[ \t]+", " ");

    private static CheckDirective Make(string prefix, string suffix, string pattern, int line)
    {
        const string Count = "-COUNT-";
        var repeat = suffix.StartsWith(Count, StringComparison.Ordinal)
            ? int.Parse(suffix[Count.Length..], CultureInfo.InvariantCulture) : 1;
        return new(KindOf(suffix), prefix + suffix, new(Canonical(pattern.Trim())), line, repeat);
    }

    private static CheckKind KindOf(string suffix) => suffix switch
    {
        "-NEXT" => CheckKind.Next,
        "-SAME" => CheckKind.Same,
        "-NOT" => CheckKind.Not,
        "-DAG" => CheckKind.Dag,
        "-LABEL" => CheckKind.Label,
        "-EMPTY" => CheckKind.Empty,
        _ => CheckKind.Plain,
    };
}
