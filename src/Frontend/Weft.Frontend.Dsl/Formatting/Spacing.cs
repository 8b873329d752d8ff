using Antlr4.Runtime;
using static Weft.Frontend.Dsl.Grammar.WeftLexer;

namespace Weft.Frontend.Dsl.Formatting;

/// <summary>Where two neighbouring words have no space between them. Operators decide for themselves.</summary>
internal static class Spacing
{
    public static bool Between(IToken left, IToken right) => !IsTight(left.Type, right.Type);

    private static bool IsTight(int left, int right) =>
        left is OPEN_PAREN or OPEN_BRACKET or RANGE
        || right is CLOSE_PAREN or CLOSE_BRACKET or COMMA or COLON or RANGE
        || (left is NAME or REDUCTION && right is OPEN_PAREN or OPEN_BRACKET);
}
