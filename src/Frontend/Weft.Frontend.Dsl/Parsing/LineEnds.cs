using static Weft.Frontend.Dsl.Grammar.WeftLexer;

namespace Weft.Frontend.Dsl.Parsing;

/// <summary>Which words let a statement go on over the end of a line.</summary>
internal static class LineEnds
{
    /// <summary>An operator, a comma, an open bracket (or nothing yet, or a line end already counted) stands before the line end.</summary>
    public static bool GoesOnAfter(int type) =>
        type is >= ARROW and <= COMMA or WHERE or SEMICOLON or NEWLINE or OPEN_PAREN or OPEN_BRACKET or OPEN_BRACE
            or MIN_ASSIGN or MAX_ASSIGN or IN or STEP or ELSE;

    /// <summary>The next line starts with a word that no statement or declaration starts with, but that goes on with one:
    /// an <c>else</c>, a <c>{</c> on its own line, an arrow, a <c>where</c>.</summary>
    public static bool Continues(int type) => type is ELSE or OPEN_BRACE or ARROW or WHERE or AT;

    public static bool StartsStatement(int type) =>
        type is (>= IMPORT and <= REASSOCIATE) or WHILE or IF or BREAK or CONTINUE or RETURN or ASSERT;

    public static bool StartsDeclaration(int type) => type is (>= IMPORT and <= WORKFLOW) or SCHEDULE or FAST or ON;
}
