using System.Text;
using System.Text.RegularExpressions;

namespace Weft.FileTests.FileCheck;

/// <summary>The text of a directive: plain, with <c>{{regex}}</c>, <c>[[NAME:regex]]</c> and <c>[[NAME]]</c> in it.</summary>
public sealed class CheckPattern
{
    private readonly List<Piece> _pieces = [];

    public CheckPattern(string text)
    {
        Text = text;
        for (var at = 0; at < text.Length;) at = ReadPiece(at);
    }

    private enum PieceKind
    {
        Literal,
        Regex,
        Definition,
        Use,
    }

    private sealed record Piece(PieceKind Kind, string Name, string Text);

    public string Text { get; }

    /// <summary>The first match in a part of the input; what it defines is added to the variables. Null when there is none.</summary>
    public Match? Find(string input, int start, int end, Dictionary<string, string> variables)
    {
        if (ToRegex(variables) is not { } regex) return null;
        var match = regex.Match(input, start, end - start);
        if (!match.Success) return null;
        foreach (var piece in _pieces)
            if (piece.Kind == PieceKind.Definition)
                variables[piece.Name] = match.Groups[piece.Name].Value;
        return match;
    }

    /// <summary>The name of a variable that is used and not known.</summary>
    public string? Undefined(Dictionary<string, string> variables)
    {
        var own = new HashSet<string>();
        foreach (var piece in _pieces)
        {
            if (piece.Kind == PieceKind.Definition) own.Add(piece.Name);
            else if (piece.Kind == PieceKind.Use && !own.Contains(piece.Name) && !variables.ContainsKey(piece.Name)) return piece.Name;
        }

        return null;
    }

    private Regex? ToRegex(Dictionary<string, string> variables)
    {
        var own = new HashSet<string>();
        var regex = new StringBuilder();
        foreach (var piece in _pieces)
        {
            switch (piece.Kind)
            {
                case PieceKind.Literal: regex.Append(Regex.Escape(piece.Text)); break;
                case PieceKind.Regex: regex.Append("(?:").Append(OneLine(piece.Text)).Append(')'); break;
                case PieceKind.Definition:
                    own.Add(piece.Name);
                    regex.Append("(?<").Append(piece.Name).Append('>').Append(OneLine(piece.Text)).Append(')');
                    break;
                case PieceKind.Use when own.Contains(piece.Name): regex.Append(@"\k<").Append(piece.Name).Append('>'); break;
                case PieceKind.Use when variables.TryGetValue(piece.Name, out var value): regex.Append(Regex.Escape(value)); break;
                default: return null;
            }
        }

        return new Regex(regex.ToString(), RegexOptions.Multiline | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
    }

    // In POSIX expressions as FileCheck uses them no class matches a line break.
    private static string OneLine(string regex) => regex.Replace("[^", @"[^\n", StringComparison.Ordinal);

    private int ReadPiece(int at)
    {
        if (Starts(at, "{{") && Text.IndexOf("}}", at + 2, StringComparison.Ordinal) is >= 0 and var close)
        {
            _pieces.Add(new(PieceKind.Regex, "", Text[(at + 2)..close]));
            return close + 2;
        }

        if (Starts(at, "[[") && EndOfVariable(at + 2) is { } end)
        {
            var body = Text[(at + 2)..end];
            var colon = body.IndexOf(':', StringComparison.Ordinal);
            var name = (colon < 0 ? body : body[..colon]).TrimStart('$');
            if (Regex.IsMatch(name, "^[A-Za-z_][A-Za-z0-9_]*$"))
            {
                _pieces.Add(colon < 0 ? new(PieceKind.Use, name, "") : new(PieceKind.Definition, name, body[(colon + 1)..]));
                return end + 2;
            }
        }

        var next = at + 1;
        while (next < Text.Length && !Starts(next, "{{") && !Starts(next, "[[")) next++;
        _pieces.Add(new(PieceKind.Literal, "", Text[at..next]));
        return next;
    }

    private bool Starts(int at, string what) => string.CompareOrdinal(Text, at, what, 0, what.Length) == 0;

    // Brackets of the regular expression inside pair up; escaped ones do not count.
    private int? EndOfVariable(int at)
    {
        var depth = 0;
        for (; at < Text.Length; at++)
        {
            if (depth == 0 && Starts(at, "]]")) return at;
            if (Text[at] == '\\') at++;
            else if (Text[at] == '[') depth++;
            else if (Text[at] == ']') depth--;
        }

        return null;
    }
}
