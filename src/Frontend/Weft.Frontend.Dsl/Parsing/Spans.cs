using Antlr4.Runtime;
using Antlr4.Runtime.Tree;
using Weft.Frontend.Dsl.Syntax;

namespace Weft.Frontend.Dsl.Parsing;

internal static class Spans
{
    public static SourceSpan Of(IToken token) => SyntaxDiagnostics.SpanOf(token);

    /// <summary>From the first to the last word; a rule that matched nothing ends where it starts.</summary>
    public static SourceSpan Of(ParserRuleContext context) =>
        context.Stop is { } stop && stop.StopIndex >= context.Start.StartIndex
            ? Of(context.Start).To(LastWord(context, stop))
            : Of(context.Start);

    /// <summary>A statement's terminator belongs to its rule but not to its span.</summary>
    private static SourceSpan LastWord(ParserRuleContext context, IToken stop)
    {
        var last = context.ChildCount > 1 && context.GetChild(context.ChildCount - 1) is Grammar.WeftParser.TerminatorContext
            ? context.GetChild(context.ChildCount - 2)
            : null;
        return last switch
        {
            ParserRuleContext { Stop: not null } rule => Of(rule.Stop),
            ITerminalNode { Symbol.TokenIndex: >= 0 } word => Of(word.Symbol),
            _ => Of(stop),
        };
    }
}

internal static class Names
{
    /// <summary>The name at a node, or an empty one where the parser had to make it up.</summary>
    public static NameSyntax Of(ITerminalNode? node, SourceSpan parent) =>
        node?.Symbol is { TokenIndex: >= 0 } token ? new(token.Text, Spans.Of(token)) : new("", parent);
}
