using Antlr4.Runtime;
using static Weft.Frontend.Dsl.Grammar.WeftLexer;

namespace Weft.Frontend.Dsl.Parsing;

/// <summary>Looks for words among comments and line ends.</summary>
internal static class TokenSearch
{
    /// <summary>The position of the first word at or after <paramref name="i"/>; the end of the file is one.</summary>
    public static int NextIndex(IReadOnlyList<IToken> tokens, int i, bool skipLines)
    {
        while (tokens[i].Channel != TokenConstants.DefaultChannel || (skipLines && tokens[i].Type == NEWLINE)) i++;
        return i;
    }

    public static IToken Next(IReadOnlyList<IToken> tokens, int i, bool skipLines) => tokens[NextIndex(tokens, i, skipLines)];
}
