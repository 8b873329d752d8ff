using Antlr4.Runtime;
using Weft.Frontend.Dsl.Grammar;

namespace Weft.Frontend.Dsl.Parsing;

/// <summary>The <c>///</c> lines directly above a declaration, without their slashes.</summary>
internal static class DocComment
{
    public static string Above(IToken start, CommonTokenStream tokens)
    {
        if (start.TokenIndex < 0) return "";
        var lines = tokens.GetHiddenTokensToLeft(start.TokenIndex, WeftLexer.DOC);
        return lines is null ? "" : string.Join('\n', lines.Select(line => Strip(line.Text)));
    }

    private static string Strip(string text)
    {
        var line = text[3..].TrimEnd();
        return line.StartsWith(' ') ? line[1..] : line;
    }
}
