using Antlr4.Runtime;
using static Weft.Frontend.Dsl.Grammar.WeftLexer;

namespace Weft.Frontend.Dsl.Formatting;

/// <summary>Where two neighbouring words have no space between them. Operators decide for themselves.</summary>
internal static class Spacing
{
    public static bool Between(IToken left, IToken right) => !IsTight(left.Type, right.Type);

    private static bool IsTight(int left, int right) =>
        left is OPEN_PAREN or OPEN_BRACKET or OPEN_TYPES or RANGE or DOT
        || right is CLOSE_PAREN or CLOSE_BRACKET or CLOSE_TYPES or OPEN_TYPES or COMMA or COLON or RANGE or DOT
        || (left is NAME or REDUCTION or CLOSE_TYPES && right is OPEN_PAREN or OPEN_BRACKET);
}
