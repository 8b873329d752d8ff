using System.Text;

namespace Weft.Frontend.Tests.Dsl.Formatting;

/// <summary>Writes a program with other spaces, line ends and many comments, so that it still means the same.</summary>
internal sealed class Sprinkler(int seed)
{
    private static readonly string[] GoOn =
    [
        "->", "..", "<<=", ">>=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "min=", "max=", "&&", "||", "==", "!=", "<=", ">=", "<<",
        ">>", "<", ">", "=", "+", "-", "*", "/", "%", "&", "|", "^", "~", "!", "?", ":", ",", "(", "[", "{", "in", "else",
    ];

    private readonly Random _random = new(seed);
    private int _comments;

    public string Sprinkle(string text)
    {
        var words = SourceWords.Of(text);
        var output = new StringBuilder();
        var depth = 0;
        for (var i = 0; i < words.Count; i++)
        {
            depth += words[i] switch { "(" or "[" => 1, ")" or "]" => -1, _ => 0 };
            output.Append(words[i]);
            if (i + 1 == words.Count) break;
            var (left, right) = (words[i], words[i + 1]);
            if (left.StartsWith("//", StringComparison.Ordinal) || left == "\n") output.Append(left == "\n" ? Indentation() : "");
            else if (right == "\n") output.Append(LineEnd());
            // f<f32> is one form, a < b another.
            else if (left is "<" or ">" || right is "<" or ">" && text.Contains(left + right, StringComparison.Ordinal))
                output.Append(text.Contains(left + right, StringComparison.Ordinal) ? "" : " ");
            else if (right == "(" && char.IsLetter(left[0])) output.Append(left is "if" or "while" or "in" or "let" or "return" ? " " : "");
            else if (depth > 0 || GoOn.Contains(left)) output.Append(AnyGap());
            else output.Append(Gap());
        }

        return output.ToString();
    }

    private string Indentation() => _random.Next(6) switch
    {
        0 => "\n\n",
        1 => $"// own {_comments++}\n",
        2 => $"  /* own {_comments++} */\n",
        3 => $"\n/* several\n   lines {_comments++} */\n\n",
        _ => new string(' ', _random.Next(9)),
    };

    private string LineEnd() => _random.Next(8) switch
    {
        0 => $" // behind {_comments++}",
        1 => $"/* behind {_comments++} */",
        2 => $" /* two {_comments++} */ // behind {_comments++}",
        3 => "  ",
        _ => "",
    };

    private string Gap() => _random.Next(12) switch
    {
        0 => $" /* here {_comments++} */ ",
        1 => "    ",
        2 => "\t",
        _ => " ",
    };

    private string AnyGap() => _random.Next(16) switch
    {
        0 => "\n",
        1 => $" // on the way {_comments++}\n",
        2 => $"\n\n  // alone {_comments++}\n",
        3 => $"\n/* alone\n * {_comments++}\n */",
        4 => $" /* {_comments++} *//* {_comments++} */\n",
        _ => Gap(),
    };
}
