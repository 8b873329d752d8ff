using System.Collections.Immutable;
using Antlr4.Runtime;
using Weft.Frontend.Dsl.Grammar;

namespace Weft.Frontend.Dsl.Formatting;

/// <summary>A comment without the spaces at the ends of its lines.</summary>
/// <param name="BlankBefore">An empty line stands before it.</param>
internal sealed record Comment(ImmutableArray<string> Lines, bool BlankBefore)
{
    public static bool Is(IToken token) => token.Type is WeftLexer.DOC_COMMENT or WeftLexer.LINE_COMMENT or WeftLexer.BLOCK_COMMENT;

    public static Comment Of(IToken token, bool blankBefore) =>
        new([.. token.Text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())], blankBefore);

    /// <summary>The comment where lines begin at a column: stars stand below one another, other lines stay as they are.</summary>
    public string At(int indent, string newLine)
    {
        var hasStars = Lines.Skip(1).All(line => line.TrimStart().StartsWith('*'));
        var margin = new string(' ', indent + 1);
        return string.Join(newLine, Lines.Select((line, i) => i > 0 && hasStars ? margin + line.TrimStart() : line));
    }
}
