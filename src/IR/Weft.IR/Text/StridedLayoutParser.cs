using System.Collections.Generic;

namespace Weft.IR.Text;

/// <summary>Reads <c>strided&lt;[4, 1], offset: ?&gt;</c>.</summary>
internal static class StridedLayoutParser
{
    /// <summary>Null after recording an error.</summary>
    public static StridedLayoutAttr? Parse(TokenReader tokens)
    {
        var start = tokens.Current.Start;
        tokens.Advance();
        if (!tokens.Expect(TokenKind.Less, "expected '<' after 'strided'") || !tokens.Expect(TokenKind.LeftSquare, "expected '['"))
            return null;
        var strides = new List<long>();
        if (!tokens.Is(TokenKind.RightSquare))
        {
            do
            {
                if (ParseStride(tokens) is not { } stride) return null;
                strides.Add(stride);
            }
            while (tokens.Accept(TokenKind.Comma));
        }

        if (!tokens.Expect(TokenKind.RightSquare, "expected ']'")) return null;
        var offset = 0L;
        if (!tokens.Accept(TokenKind.Greater))
        {
            if (!tokens.Expect(TokenKind.Comma, "expected ','")
                || !(tokens.AcceptWord("offset") || tokens.ErrorBefore("expected 'offset' after comma"))
                || !tokens.Expect(TokenKind.Colon, "expected ':' after 'offset'"))
                return null;
            if (ParseStride(tokens) is not { } given || !tokens.Expect(TokenKind.Greater, "expected '>'")) return null;
            offset = given;
        }

        if (!strides.Contains(0)) return new(offset, strides.ToSequence());
        return tokens.FailAt<StridedLayoutAttr>(start, "strides must not be zero");
    }

    private static long? ParseStride(TokenReader tokens)
    {
        if (tokens.Accept(TokenKind.Question)) return ShapedType.Dynamic;
        var start = tokens.Current.Start;
        var negative = tokens.Accept(TokenKind.Minus);
        if (!tokens.Is(TokenKind.Integer) || NumberText.ParseInt64(tokens.Text(tokens.Current)) is not { } value)
            return tokens.FailAt<long?>(start, "expected a 64-bit signed integer or '?'");
        tokens.Advance();
        return negative ? -value : value;
    }
}
