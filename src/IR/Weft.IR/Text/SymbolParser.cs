using System.Collections.Generic;

namespace Weft.IR.Text;

/// <summary>Reads the names of symbols: <c>@name</c>, <c>@"any text"</c>, and paths of them.</summary>
internal static class SymbolParser
{
    /// <summary>A name without its sigil, or null where there is none.</summary>
    public static string? ParseName(TokenReader tokens)
    {
        if (!tokens.Is(TokenKind.At)) return null;
        var token = tokens.Current;
        tokens.Advance();
        return tokens.ByteAt(token.Start + 1) == '"' ? tokens.StringValue(token) : tokens.Text(token, skip: 1);
    }

    /// <summary><c>@outer::@inner</c>; the first name is at hand. Null after recording an error.</summary>
    public static SymbolRefAttr? ParsePath(TokenReader tokens)
    {
        var path = new List<string> { ParseName(tokens)! };
        while (tokens.Is(TokenKind.Colon))
        {
            // Two colons make a path; one alone belongs to what follows.
            var colon = tokens.Current.Start;
            tokens.Advance();
            if (!tokens.Accept(TokenKind.Colon))
            {
                if (!tokens.Is(TokenKind.EndOfFile) && !tokens.Is(TokenKind.Error)) tokens.Reset(colon);
                break;
            }

            if (ParseName(tokens) is not { } nested) return tokens.Fail<SymbolRefAttr>("expected nested symbol reference identifier");
            path.Add(nested);
        }

        return new(path.ToSequence());
    }
}
