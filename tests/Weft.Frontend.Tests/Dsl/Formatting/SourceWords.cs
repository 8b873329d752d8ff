using System.Text.RegularExpressions;

namespace Weft.Frontend.Tests.Dsl.Formatting;

/// <summary>A text cut into words, comments and line ends, without the lexer that the formatter uses.</summary>
internal static partial class SourceWords
{
    private const string Comment = @"//[^\r\n]*|/\*(?s:.*?)\*/";
    private const string Literal = @"""[^""]*""|\d\w*(?:\.\d\w*)?(?:(?<=[eE])[+-]\d+)?";
    private const string Operator = @"(?:min|max)=|\.\.|->|<<=|>>=|[-+*/%&|^<>=!]=|&&|\|\||<<|>>";

    [GeneratedRegex($@"{Comment}|{Operator}|{Literal}|\w+'?|\n|\S")]
    private static partial Regex Word { get; }

    public static List<string> Of(string text) => [.. Word.Matches(text).Select(match => match.Value)];

    public static bool IsComment(string word) => word.Length > 1 && word[0] == '/' && word[1] is '/' or '*';

    /// <summary>What a formatter must keep: all but line ends, semicolons, commas before closing brackets and those between the fields of
    /// records; of comments not the spaces around their lines.</summary>
    public static List<string> Kept(string text)
    {
        List<string> words = [.. Of(text).Where(word => word is not ("\n" or ";")).Select(Bare)];
        var isRecord = false;
        List<string> kept = [];
        for (var i = 0; i < words.Count; i++)
        {
            isRecord = words[i] != "}" && (isRecord || words[i] == "record");
            if (words[i] != "," || !(isRecord || words.Skip(i + 1).First(next => !IsComment(next)) is ")" or "]" or "}"))
                kept.Add(words[i]);
        }

        return kept;
    }

    private static string Bare(string word) =>
        IsComment(word) ? string.Join('\n', word.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim())) : word;
}
