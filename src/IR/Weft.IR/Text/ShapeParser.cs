using System.Collections.Generic;
using System.Globalization;

namespace Weft.IR.Text;

/// <summary>Reads <c>4x?x</c>: extents, each followed by an <c>x</c>, which the lexer takes for the beginning of a word.</summary>
internal static class ShapeParser
{
    private const int MaxRank = 1024;

    /// <summary>Null after recording an error.</summary>
    public static Sequence<long>? Parse(TokenReader tokens, bool allowDynamic = true)
    {
        var extents = new List<long>();
        while (tokens.Is(TokenKind.Integer) || tokens.Is(TokenKind.Question))
        {
            // Each x is cut off a word that may be as long as the rest of the file.
            if (extents.Count == MaxRank) return Fail($"a shape has at most {MaxRank} dimensions");
            if (tokens.Is(TokenKind.Question) && !allowDynamic) return Fail("expected static shape");
            if ((tokens.Accept(TokenKind.Question) ? ShapedType.Dynamic : ParseExtent(tokens)) is not { } extent) return null;
            extents.Add(extent);
            if (!ParseX(tokens)) return null;
        }

        return extents.ToSequence();

        Sequence<long>? Fail(string message) => tokens.Fail<Sequence<long>?>(message);
    }

    /// <summary>One extent that is known. In 0x4 the lexer sees one hexadecimal number, but in a shape it is an extent of 0 and the rest.
    /// </summary>
    public static long? ParseExtent(TokenReader tokens)
    {
        var token = tokens.Current;
        if (token.Length > 1 && tokens.ByteAt(token.Start + 1) == 'x')
        {
            tokens.Reset(token.Start + 1);
            return 0;
        }

        if (!long.TryParse(tokens.Text(token), NumberStyles.None, CultureInfo.InvariantCulture, out var extent))
            return tokens.Fail<long?>("invalid dimension");
        tokens.Advance();
        return extent;
    }

    /// <summary>The <c>x</c> behind an extent.</summary>
    public static bool ParseX(TokenReader tokens)
    {
        var token = tokens.Current;
        if (token.Kind != TokenKind.Word || tokens.ByteAt(token.Start) != 'x') return tokens.ErrorBefore("expected 'x' in dimension list");
        tokens.Reset(token.Start + 1);
        return true;
    }
}
