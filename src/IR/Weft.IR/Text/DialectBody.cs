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
    /// <param name="parse">Null without an error when the dialect has nothing of the name.</param>
    /// <param name="unknown">The message then.</param>
    public static T? Parse<T>(IrParser parser, string name, int dot, Func<IrParser, string, T?> parse, Func<string, string> unknown)
        where T : class
    {
        var tokens = parser.Tokens;
        if (dot >= 0) return Known(name.Substring(dot + 1));
        if (!tokens.Expect(TokenKind.Less, "expected '<'")) return null;
        var mnemonic = tokens.Text(tokens.Current);
        if (!tokens.Expect(TokenKind.Word, "expected valid keyword")) return null;
        return Known(mnemonic) is { } read && tokens.Expect(TokenKind.Greater, "expected '>'") ? read : null;

        T? Known(string mnemonic)
        {
            var (start, errors) = (tokens.PreviousEnd - mnemonic.Length, parser.Diagnostics.ErrorCount);
            var read = parse(parser, mnemonic);
            if (read is null && parser.Diagnostics.ErrorCount == errors) tokens.ErrorAt(start, unknown(mnemonic));
            return read;
        }
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
            end = close;
            tokens.Reset(end);
        }

        return dot >= 0 ? tokens.Text(start, end) : tokens.Text(token.End + 1, end - 1);
    }

    // Brackets of all kinds must pair up; strings are skipped; -> is no closing bracket.
    private static int? SkipBalanced(TokenReader tokens, int open)
    {
        var expected = new Stack<char>();
        for (var i = open; tokens.ByteAt(i) is not 0 and var c; i++)
        {
            if (Opening.IndexOf((char)c) is >= 0 and var kind) expected.Push(Closing[kind]);
            else if (c == '-' && tokens.ByteAt(i + 1) == '>') i++;
            else if (c == '"') i = EndOfString(tokens, i);
            else if (Closing.IndexOf((char)c) >= 0)
            {
                if (expected.Peek() != c) return Unbalanced(tokens, i, expected.Peek());
                expected.Pop();
                if (expected.Count == 0) return i + 1;
            }
        }

        return Unbalanced(tokens, open, expected.Peek());
    }

    private static int EndOfString(TokenReader tokens, int quote)
    {
        var i = quote + 1;
        for (; tokens.ByteAt(i) is not 0 and not (byte)'"' and var c; i++)
            if (c == '\\') i++;
        return i;
    }

    private static int? Unbalanced(TokenReader tokens, int position, char missing)
    {
        tokens.ErrorAt(position, $"unbalanced '{Opening[Closing.IndexOf(missing)]}' character in pretty dialect name");
        return null;
    }
}
