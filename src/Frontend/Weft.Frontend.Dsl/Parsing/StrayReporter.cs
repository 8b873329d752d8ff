using Antlr4.Runtime;
using Antlr4.Runtime.Misc;
using Weft.Frontend.Dsl.Binding;
using static Weft.Frontend.Dsl.Grammar.WeftParser;

namespace Weft.Frontend.Dsl.Parsing;

/// <summary>Chooses the message for a word that does not fit, with the habits of other languages in mind.</summary>
internal static class StrayReporter
{
    private static readonly string[] DeclarationWords = ["kernel", "workflow", "func", "const", "import"];

    /// <summary>The current token cannot start a statement (<paramref name="inBlock"/>) or a declaration.</summary>
    public static void Report(SyntaxDiagnostics diagnostics, Parser parser, bool inBlock)
    {
        var token = parser.CurrentToken;
        if (!inBlock)
            diagnostics.Report(
                DslDiagnostics.ExpectedDeclaration, token, Expectations.Found(token), Suggestion.For(token.Text, DeclarationWords));
        else if (token.Type is >= ARROW and <= COMMA)
            diagnostics.Report(DslDiagnostics.StatementStartsWithOperator, token, token.Text);
        else
            diagnostics.Report(DslDiagnostics.ExpectedSyntax, token, "a statement", Expectations.Found(token), "");
    }

    public static void ReportMismatch(SyntaxDiagnostics diagnostics, Parser parser, IToken token, IntervalSet expected)
    {
        if (expected.Contains(FLOAT) && Increment(parser) is { } sign)
            diagnostics.Report(DslDiagnostics.NoIncrement, ((ITokenStream)parser.InputStream).LT(-1), sign);
        else if (token.Type == NAME && expected.Contains(NEWLINE) && TypedDeclaration(parser) is { } type)
            diagnostics.Report(DslDiagnostics.TypeBeforeName, type, type.Text, token.Text);
        else if (parser.RuleContext is BlockContext block && expected.Contains(CLOSE_BRACE) && !expected.Contains(OPEN_BRACE))
            diagnostics.ReportWithNote(
                DslDiagnostics.BlockNotClosed, token, "the block starts here", block.Start, Expectations.Found(token));
        else
            diagnostics.Report(
                DslDiagnostics.ExpectedSyntax, token, Expectations.Expected(expected), Expectations.Found(token), Example(parser));
    }

    private static string Example(Parser parser) => Expectations.Example(parser.RuleContext.RuleIndex, parser.Context.Start.Type);

    /// <summary><c>i++</c>: two adjacent signs and then no operand.</summary>
    private static string? Increment(Parser parser)
    {
        var (second, first) = (((ITokenStream)parser.InputStream).LT(-1), ((ITokenStream)parser.InputStream).LT(-2));
        var same = first is not null && first.Type == second?.Type && first.StopIndex + 1 == second.StartIndex;
        return same && first!.Type is PLUS or MINUS ? first.Text : null;
    }

    /// <summary><c>float x = 1</c>: a statement that begins with two names.</summary>
    private static IToken? TypedDeclaration(Parser parser)
    {
        for (RuleContext? context = parser.RuleContext; context is not null; context = context.Parent)
            if (context is StatementContext statement)
                return statement.Start.Type == NAME && statement.Start == ((ITokenStream)parser.InputStream).LT(-1)
                    ? statement.Start
                    : null;
        return null;
    }
}
