using Antlr4.Runtime;
using static Weft.Frontend.Dsl.Grammar.WeftLexer;

namespace Weft.Frontend.Dsl.Parsing;

/// <summary>Finds the closing parenthesis of each opening one, in one pass over the file.</summary>
internal static class BracketMatcher
{
    /// <summary>For each token that is a <c>(</c> the position of its <c>)</c>; 0 elsewhere and where there is none.</summary>
    public static int[] Match(IReadOnlyList<IToken> tokens)
    {
        var closing = new int[tokens.Count];
        var open = new Stack<int>();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Type is OPEN_PAREN) open.Push(i);
            else if (tokens[i].Type is CLOSE_PAREN && open.TryPop(out var start)) closing[start] = i;
            else if (tokens[i].Type is OPEN_BRACE or CLOSE_BRACE) open.Clear();
        }

        return closing;
    }
}
