using Antlr4.Runtime;
using static Weft.Frontend.Dsl.Grammar.WeftLexer;

namespace Weft.Frontend.Dsl.Parsing;

/// <summary>Tells <c>max(i) x[i]</c>, where an operand follows, from the call <c>max(a, b)</c>.</summary>
internal sealed class ReductionHeads(IReadOnlyList<IToken> tokens)
{
    private readonly int[] _closing = BracketMatcher.Match(tokens);
    private readonly HashSet<string> _funcs = DeclaredFuncs(tokens);

    /// <summary>Whether the name at a position is the head of a reduction.</summary>
    public bool StartsAt(int i, bool insideBrackets)
    {
        return ReductionNames.Contains(tokens[i].Text) && HasBody(i, insideBrackets);
    }

    /// <summary>Whether <c>(...)</c> and then an operand follow the name at a position.</summary>
    public bool HasBody(int i, bool insideBrackets)
    {
        var open = TokenSearch.NextIndex(tokens, i + 1, skipLines: false);
        if (tokens[open].Type != OPEN_PAREN || _closing[open] == 0) return false;
        var body = TokenSearch.Next(tokens, _closing[open] + 1, skipLines: insideBrackets);
        return body.Type switch
        {
            NAME => body.Text is not ("step" or "from"),
            INT or FLOAT or BAD_NUMBER or TRUE or FALSE or OPEN_PAREN or BANG or TILDE => true,
            MINUS => !_funcs.Contains(tokens[i].Text) && IsNoCall(tokens[i].Text, open),
            _ => false,
        };
    }

    /// <summary>A minus may also subtract from a call: then the name is one that can be called with these arguments.</summary>
    private bool IsNoCall(string name, int open)
    {
        if (name is not ("min" or "max")) return true;
        var index = TokenSearch.NextIndex(tokens, open + 1, skipLines: true);
        return tokens[index].Type == NAME && TokenSearch.Next(tokens, index + 1, skipLines: true).Type is CLOSE_PAREN or IN;
    }

    private static HashSet<string> DeclaredFuncs(IReadOnlyList<IToken> tokens)
    {
        HashSet<string> names = [];
        for (var i = 0; i + 1 < tokens.Count; i++)
            if (tokens[i].Type == FUNC && TokenSearch.Next(tokens, i + 1, skipLines: false) is { Type: NAME } name)
                names.Add(name.Text);
        return names;
    }
}
