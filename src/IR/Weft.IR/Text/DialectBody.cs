using System;
using System.Collections.Generic;

namespace Weft.IR.Text;

/// <summary>Types and attributes of dialects. Those of known dialects read themselves; of unknown ones, what stands in the brackets is
/// kept as text.</summary>
internal static class DialectBody
{
    private const string Opening = "<([{";
    private const string Closing = ">)]}";

    /// <summary>Lets a known dialect read <c>dialect.mnemonic...</c> or, without a dot in the name, <c>dialect&lt;mnemonic ...&gt;</c>.
    /// </summary>
    /// <param name="own">Where the part of the dialect begins.</param>
    /// <param name="parse">Null without an error when the dialect has nothing of the name.</param>
    /// <param name="unknown">The message then.</param>
    public static T? Parse<T>(
        IrParser parser, string name, int dot, int own, Func<IrParser, string, T?> parse, Func<string, string> unknown)
        where T : class
    {
        var tokens = parser.Tokens;
        var before = parser.Diagnostics.ErrorCount;
        var mnemonic = name.Substring(dot + 1);
        var body = tokens.Current.Start;
        // Brackets that do not pair up are found before the dialect is asked.
        if (tokens.Is(TokenKind.Less) && tokens.ByteAt(body - 1) is not ((byte)' ' or (byte)'\n'))
        {
            if (SkipBalanced(tokens, body) is null) return null;
            tokens.Reset(body);
        }

        if (dot < 0)
        {
            if (!tokens.Expect(TokenKind.Less, "expected '<'")) return null;
            mnemonic = tokens.Text(tokens.Current);
            if (!tokens.Expect(TokenKind.Word, "expected valid keyword")) return null;
        }

        if (parser.Custom.ParseOwn(parse, mnemonic) is { } read)
            return dot >= 0 || tokens.Expect(TokenKind.Greater, "expected '>'") ? read : null;
        if (parser.Diagnostics.ErrorCount == before) tokens.ErrorAt(own, unknown(mnemonic));
        return null;
    }

    /// <summary>Everything between the name and the end; null after recording an error.</summary>
    /// <param name="token">The name with its sigil.</param>
    /// <param name="dot">Where the dialect's name ends, or negative when the body is <c>&lt;...&gt;</c> alone.</param>
    public static string? Read(TokenReader tokens, Token token, int dot)
    {
        var start = token.Start + 1 + (dot < 0 ? token.Length - 1 : dot + 1);
        var end = token.End;
        // <...> belongs to the name only when it follows without a gap.
        if (tokens.ByteAt(token.End) == '<')
        {
            if (SkipBalanced(tokens, token.End) is not { } close) return null;
            tokens.Reset(end = close);
        }

        return dot >= 0 ? tokens.Text(start, end) : tokens.Text(token.End + 1, end - 1);
    }

    /// <summary>Writes a type or attribute that was kept as text.</summary>
    public static void Print(Utf8Writer output, char sigil, string dialect, string body)
    {
        output.Write(sigil).Write(dialect);
        if (IsPretty(body)) output.Write('.').Write(body);
        else output.Write('<').Write(body).Write('>');
    }

    // word, or word<...>
    private static bool IsPretty(string body)
    {
        if (body.Length == 0 || !(body[0] is >= 'a' and <= 'z' or >= 'A' and <= 'Z')) return false;
        var i = 0;
        while (i < body.Length && body[i] is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '.' or '_') i++;
        return i == body.Length || (body[i] == '<' && body[body.Length - 1] == '>');
    }

    // Brackets of all kinds must pair up; strings are skipped; -> is no closing bracket. Gives the place behind the last one.
    private static int? SkipBalanced(TokenReader tokens, int open)
    {
        var expected = new Stack<char>();
        for (var i = open; ; i++)
        {
            var c = tokens.ByteAt(i);
            if (c == 0) return Unbalanced(tokens, expected.Peek());
            if (Opening.IndexOf((char)c) is >= 0 and var kind) expected.Push(Closing[kind]);
            else if (c == '-' && tokens.ByteAt(i + 1) == '>') i++;
            else if (c == '"')
            {
                tokens.Reset(i);
                if (!tokens.Is(TokenKind.String)) return null;
                i = tokens.Current.End - 1;
            }
            else if (Closing.IndexOf((char)c) >= 0)
            {
                if (expected.Peek() != c) return Unbalanced(tokens, expected.Peek());
                expected.Pop();
                if (expected.Count == 0) return i + 1;
            }
        }
    }

    private static int? Unbalanced(TokenReader tokens, char missing) =>
        tokens.Fail<int?>($"unbalanced '{Opening[Closing.IndexOf(missing)]}' character in pretty dialect name");
}
