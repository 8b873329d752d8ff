using Antlr4.Runtime;
using Antlr4.Runtime.Misc;
using static Weft.Frontend.Dsl.Grammar.WeftParser;

namespace Weft.Frontend.Dsl.Parsing;

/// <summary>Reports syntax errors in plain words and goes on at the next statement or declaration.</summary>
internal sealed class SyntaxErrorStrategy(SyntaxDiagnostics diagnostics) : DefaultErrorStrategy
{
    /// <summary>Called before each turn of a loop of the grammar: drops what can start neither a statement nor a declaration.</summary>
    public override void Sync(Parser recognizer)
    {
        if (recognizer.RuleContext.RuleIndex is not (RULE_file or RULE_block)) return;
        var inBlock = recognizer.RuleContext.RuleIndex == RULE_block;
        while (!recognizer.Atn.NextTokens(recognizer.Atn.states[recognizer.State]).Contains(recognizer.InputStream.LA(1)))
        {
            if (inBlock && AtDeclaration(recognizer)) return;
            Break(recognizer);
            if (!InErrorRecoveryMode(recognizer)) StrayReporter.Report(diagnostics, recognizer, inBlock);
            BeginErrorCondition(recognizer);
            recognizer.Consume();
            if (inBlock) SkipStatement(recognizer);
            else SkipToDeclaration(recognizer);
        }
    }

    public override void ReportError(Parser recognizer, RecognitionException e)
    {
        // Those that are not worth more words leave holes as well.
        Break(recognizer);
        if (InErrorRecoveryMode(recognizer)) return;
        BeginErrorCondition(recognizer);
        // The dot in x.Length has been reported: that the name does not follow is no second mistake.
        if (diagnostics.IsReportedAt((e.OffendingToken ?? recognizer.CurrentToken).StartIndex - 1)) return;
        StrayReporter.ReportMismatch(diagnostics, recognizer, e.OffendingToken ?? recognizer.CurrentToken, recognizer.GetExpectedTokens());
    }

    /// <summary>A word is missing, and what stands here could follow it: say so and go on as if it were there.</summary>
    public override IToken RecoverInline(Parser recognizer)
    {
        var insert = !InErrorRecoveryMode(recognizer) && MayBeMissing(recognizer) && SingleTokenInsertion(recognizer);
        return insert ? GetMissingSymbol(recognizer) : throw new InputMismatchException(recognizer);
    }

    public override void Recover(Parser recognizer, RecognitionException e)
    {
        var inDeclaration = Declaration(recognizer);
        // Where the parser could not tell which declaration it is, it stands before the first word, still.
        var isAtStart = inDeclaration?.Start == recognizer.CurrentToken && AtDeclaration(recognizer);
        if (isAtStart && recognizer.InputStream.LA(1) != TokenConstants.EOF) recognizer.Consume();
        if (inDeclaration is not { } declaration) SkipToDeclaration(recognizer);
        else if (InBlock(recognizer) || declaration.Start.Type is CONST or IMPORT) SkipStatement(recognizer);
        else SkipHeader(recognizer);
    }

    protected override void ReportMissingToken(Parser recognizer)
    {
        Break(recognizer);
        if (InErrorRecoveryMode(recognizer)) return;
        BeginErrorCondition(recognizer);
        StrayReporter.ReportMismatch(diagnostics, recognizer, recognizer.CurrentToken, recognizer.GetExpectedTokens());
    }

    private void Break(Parser recognizer)
    {
        if (Declaration(recognizer) is { } declaration) diagnostics.Break(declaration);
    }

    /// <summary>A word such as <c>in</c> is rather misspelt than missing, and so is what stands in the middle of a statement: going
    /// on there would only cause more errors.</summary>
    private static bool MayBeMissing(Parser recognizer)
    {
        var expected = recognizer.GetExpectedTokens();
        if (expected.Contains(NEWLINE)) return LineEnds.StartsStatement(recognizer.CurrentToken.Type);
        return expected.Contains(COLON) || expected.Contains(CLOSE_PAREN) || expected.Contains(CLOSE_BRACKET);
    }

    /// <summary>To the end of the statement, over any braces in it; the end itself stays.</summary>
    private static void SkipStatement(Parser recognizer)
    {
        for (var depth = 0; ; recognizer.Consume())
        {
            var type = recognizer.InputStream.LA(1);
            if (AtDeclaration(recognizer)) return;
            if (depth == 0 && type is NEWLINE or SEMICOLON or CLOSE_BRACE) return;
            if (type == OPEN_BRACE) depth++;
            if (type == CLOSE_BRACE) depth--;
        }
    }

    private static void SkipHeader(Parser recognizer)
    {
        while (recognizer.InputStream.LA(1) != OPEN_BRACE && !AtDeclaration(recognizer)) recognizer.Consume();
    }

    private static void SkipToDeclaration(Parser recognizer)
    {
        while (!AtDeclaration(recognizer)) recognizer.Consume();
    }

    private static bool AtDeclaration(Parser recognizer) =>
        recognizer.InputStream.LA(1) is var type && (type == TokenConstants.EOF || LineEnds.StartsDeclaration(type));

    private static bool InBlock(Parser recognizer)
    {
        for (RuleContext? context = recognizer.RuleContext; context is not null; context = context.Parent)
            if (context.RuleIndex == RULE_block)
                return true;
        return false;
    }

    private static DeclarationContext? Declaration(Parser recognizer)
    {
        for (RuleContext? context = recognizer.RuleContext; context is not null; context = context.Parent)
            if (context is DeclarationContext declaration)
                return declaration;
        return null;
    }
}
