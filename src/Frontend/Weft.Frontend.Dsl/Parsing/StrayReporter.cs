using Antlr4.Runtime;
using Antlr4.Runtime.Misc;
using Weft.Frontend.Dsl.Binding;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;
using static Weft.Frontend.Dsl.Grammar.WeftParser;

namespace Weft.Frontend.Dsl.Parsing;

/// <summary>Chooses the message for a word that does not fit, with the habits of other languages in mind.</summary>
internal static class StrayReporter
{
    private static readonly string[] DeclarationWords = ["kernel", "workflow", "func", "const", "schedule", "record", "import"];

    private static readonly string[] StatementWords =
        ["let", "var", "for", "parallel", "reassociate", "while", "if", "else", "break", "continue", "return", "assert"];

    /// <summary>The current token cannot start a statement (<paramref name="inBlock"/>) or a declaration.</summary>
    public static void Report(SyntaxDiagnostics diagnostics, Parser parser, bool inBlock)
    {
        var token = parser.CurrentToken;
        if (!inBlock)
            diagnostics.Report(
                DslDiagnostics.ExpectedDeclaration, token, Expectations.Found(token), MeantBy(token.Text, DeclarationWords));
        else if (token.Type is >= ARROW and <= COMMA)
            diagnostics.Report(DslDiagnostics.StatementStartsWithOperator, token, token.Text);
        else
            diagnostics.Report(DslDiagnostics.ExpectedSyntax, token, "a statement", Expectations.Found(token), "");
    }

    public static void ReportMismatch(SyntaxDiagnostics diagnostics, Parser parser, IToken token, IntervalSet expected)
    {
        if (Habit(diagnostics, parser, token, expected)) return;
        if (parser.RuleContext is BlockContext block && expected.Contains(CLOSE_BRACE) && !expected.Contains(OPEN_BRACE))
            diagnostics.ReportWithNote(
                DslDiagnostics.BlockNotClosed, token, "the block starts here", block.Start, Expectations.Found(token));
        else
            diagnostics.Report(
                DslDiagnostics.ExpectedSyntax, token, Expectations.Expected(expected), Expectations.Found(token), Example(parser));
    }

    /// <summary>What other languages would allow here.</summary>
    private static bool Habit(SyntaxDiagnostics diagnostics, Parser parser, IToken token, IntervalSet expected)
    {
        var tokens = (ITokenStream)parser.InputStream;
        if (expected.Contains(FLOAT) && Increment(tokens) is { } sign)
            diagnostics.Report(DslDiagnostics.NoIncrement, tokens.LT(-1), sign);
        else if (Cast(tokens) is { } type)
            diagnostics.Report(DslDiagnostics.CastNotation, tokens.LT(-2), CSharpTypeNames.Spelling(type), token.Text);
        else if (FirstWord(parser) is not { } first || first != tokens.LT(-1) || !expected.Contains(NEWLINE))
            return false;
        else if (token.Type == NAME && CSharpTypeNames.Spelling(first.Text) is { } spelling)
            diagnostics.Report(DslDiagnostics.TypeBeforeName, first, first.Text, token.Text, spelling);
        else if (MeantBy(first.Text, StatementWords) is { Length: > 0 } suggestion)
            diagnostics.Report(DslDiagnostics.UnknownStatement, first, first.Text, suggestion);
        else
            return false;
        return true;
    }

    private static string Example(Parser parser) => OtherLanguages.At((ITokenStream)parser.InputStream)
        ?? Expectations.Example(parser.RuleContext.RuleIndex, parser.Context.Start.Type);

    private static string MeantBy(string word, string[] words) => OtherLanguages.Find(word) ?? Suggestion.For(word, words);

    /// <summary><c>i++</c>: two adjacent signs and then no operand.</summary>
    private static string? Increment(ITokenStream tokens)
    {
        var (second, first) = (tokens.LT(-1), tokens.LT(-2));
        var same = first is not null && first.Type == second?.Type && first.StopIndex + 1 == second.StartIndex;
        return same && first!.Type is PLUS or MINUS ? first.Text : null;
    }

    /// <summary><c>(float)x</c>: a type in parentheses and then an operand.</summary>
    private static string? Cast(ITokenStream tokens)
    {
        var operandFollows = tokens.LT(1).Type is NAME or INT or FLOAT or OPEN_PAREN;
        if (!operandFollows || tokens.LT(-1)?.Type != CLOSE_PAREN || tokens.LT(-3)?.Type != OPEN_PAREN) return null;
        return tokens.LT(-2) is { Type: NAME, Text: var name } && CSharpTypeNames.Spelling(name) is not null ? name : null;
    }

    /// <summary>The first word of the statement, where that is a name.</summary>
    private static IToken? FirstWord(Parser parser)
    {
        for (RuleContext? context = parser.RuleContext; context is not null; context = context.Parent)
            if (context is StatementContext statement)
                return statement.Start.Type == NAME ? statement.Start : null;
        return null;
    }
}
