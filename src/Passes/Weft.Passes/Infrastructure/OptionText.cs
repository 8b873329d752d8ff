namespace Weft.Passes;

/// <summary>Reads options as they are written behind a pass: <c>a=1 b={x y} c</c>. What braces, parentheses or quotes hold is not divided;
/// braces and quotes around a whole value are not a part of it.</summary>
internal static class OptionText
{
    /// <summary>Names and values; the value is empty where there is none.</summary>
    public static IEnumerable<(string Name, string Value)> Read(string text)
    {
        foreach (var part in Divide(text, ' ').Where(part => part.Length > 0))
            yield return part.IndexOf('=', StringComparison.Ordinal) is >= 0 and var equal
                ? (part[..equal], Bare(part[(equal + 1)..])) : (part, "");
    }

    /// <summary>The elements of a list.</summary>
    public static IEnumerable<string> Elements(string text) => Divide(text, ',').Select(Bare);

    /// <summary>Where the bracket that opens at a place is closed; -1 if it is not.</summary>
    public static int Close(string text, int open)
    {
        var ends = new Stack<char>();
        for (var i = open; i < text.Length; i++)
        {
            if (text[i] is '\'' or '"') i = EndOfQuote(text, i);
            else if (text[i] is '{' or '(') ends.Push(text[i] == '{' ? '}' : ')');
            else if (text[i] == ends.Peek())
            {
                ends.Pop();
                if (ends.Count == 0) return i;
            }
        }

        return -1;
    }

    private static IEnumerable<string> Divide(string text, char separator)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '\'' or '"') i = EndOfQuote(text, i);
            else if (text[i] is '{' or '(' && Close(text, i) is >= 0 and var close) i = close;
            else if (text[i] == separator)
            {
                yield return text[start..i];
                start = i + 1;
            }
        }

        yield return text[start..];
    }

    // A quote that nothing ends stands for itself.
    private static int EndOfQuote(string text, int quote) => text.IndexOf(text[quote], quote + 1) is >= 0 and var end ? end : quote;

    private static string Bare(string value) => value is ['\'', .., '\''] or ['"', .., '"'] or ['{', .., '}'] ? value[1..^1].Trim() : value;
}
