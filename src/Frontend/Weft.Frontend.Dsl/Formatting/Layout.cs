using Antlr4.Runtime;
using Antlr4.Runtime.Tree;
using static Weft.Frontend.Dsl.Grammar.WeftParser;

namespace Weft.Frontend.Dsl.Formatting;

/// <summary>
/// Makes the layout of a parser's tree. It goes by the words that a rule consists of, not by the rule: braces hold lines, round and
/// square brackets hold lists, commas may end a line. So a new rule of the grammar has a layout already; only operators, whose breaks
/// depend on what binds more strongly, have layouts of their own, in <see cref="OperatorLayout"/>.
/// </summary>
internal sealed class Layout
{
    private readonly Trivia _trivia;
    private readonly string _newLine;
    private readonly OperatorLayout _operators;

    public Layout(Trivia trivia, string newLine)
    {
        (_trivia, _newLine) = (trivia, newLine);
        _operators = new(this);
    }

    public Doc File(FileContext file) => Lines(KeptWords.Of(file), isFile: true);

    public Doc Of(IParseTree node, Density density) => node switch
    {
        ITerminalNode word => Word(word.Symbol),
        ExpressionContext expression => _operators.Of(expression, density, continuation: 1),
        ParserRuleContext rule => Sequence(rule, density),
        _ => Doc.Empty,
    };

    /// <summary>A word with its comments.</summary>
    public Doc Word(IToken token) => Doc.Of(Leading(token), WordAlone(token));

    /// <summary>The words of a rule one after the other.</summary>
    public Doc Sequence(ParserRuleContext rule, Density density)
    {
        var nodes = KeptWords.Of(rule);
        var holdsLines = nodes.Exists(HoldsLines);
        if (nodes.Exists(node => Is(node, RANGE))) density = Density.Range;
        // What follows a comma outside of brackets stands deeper on a new line, and deeper than the lines of a block that comes then.
        var hasCommas = false;
        List<Doc> parts = [];
        for (var i = 0; i < nodes.Count; i++)
        {
            var node = nodes[i];
            if (i > 0 && IsApart(nodes[i - 1], node)) parts.Add(Doc.Space);
            if (node is ITerminalNode && Closing(nodes, i) is var close and > 0)
            {
                var items = nodes[(i + 1)..close];
                parts.Add(Is(node, OPEN_BRACE) ? Block(First(node), items, First(nodes[close]), Owner(rule))
                    : Is(node, OPEN_BRACKET) && rule is not ArrayExpressionContext ? Subscripts(First(node), items, First(nodes[close]))
                    : List(First(node), items, First(nodes[close]), Inside(rule, density)));
                i = close;
            }
            else if (IsAssignment(node) && i + 1 < nodes.Count && nodes[i + 1] is ExpressionContext value && OperatorLayout.Has(value))
            {
                var right = Doc.Of(Doc.Line, _operators.Of(value, density, continuation: 0)).Nested().Grouped();
                parts.Add(Doc.Of(Of(node, density), right));
                i++;
            }
            else
            {
                if (HoldsLines(node) && hasCommas) parts = [Doc.Of(parts).Nested(2).Grouped()];
                hasCommas |= Is(node, COMMA);
                parts.Add(node is ExpressionContext expression
                    ? _operators.Of(expression, density, continuation: holdsLines ? 2 : 1)
                    : Is(node, COMMA) ? Doc.Of(Word(First(node)), Doc.Line)
                    : Of(node, density));
            }
        }

        return hasCommas && !holdsLines ? Doc.Of(parts).Nested().Grouped() : Doc.Of(parts);
    }

    private static bool IsApart(IParseTree left, IParseTree right) =>
        left is not TypeParametersContext && right is not TypeParametersContext && !Is(left, COMMA)
        && Spacing.Between(Last(left), First(right));

    private Doc Block(IToken open, List<IParseTree> lines, IToken close, ParserRuleContext owner)
    {
        var body = Lines(lines, isFile: false);
        var comments = Leading(close);
        if (body.IsEmpty && comments.IsEmpty) return Doc.Of(Word(open), Doc.Space, WordAlone(close));
        // One line stays one if it was written so and fits; the lines of the whole statement stand or fall together.
        var first = owner.Start.Line == owner.Stop.Line ? Doc.Line : Doc.HardLine;
        if (!body.IsEmpty && !comments.IsEmpty) body = Doc.Of(body, _trivia.Of(close).StartsAfterBlank ? Doc.BlankLine : Doc.HardLine);
        return Doc.Of(Word(open), Doc.Of(first, body, comments).Nested(), Doc.Line, WordAlone(close));
    }

    /// <summary>One item a line where they do not fit on one; numbers and names fill lines.</summary>
    private Doc List(IToken open, List<IParseTree> items, IToken close, Density density)
    {
        if (items.Count == 0 && Leading(close).IsEmpty) return Doc.Of(Word(open), WordAlone(close));
        var edge = open.Type == OPEN_RECORD ? Doc.Line : Doc.SoftLine;
        var isFilled = open.Type == OPEN_BRACKET && items.TrueForAll(item => item.ChildCount == 0 || First(item).Type != OPEN_BRACKET);
        List<Doc> parts = [edge];
        for (var i = 0; i < items.Count; i++)
        {
            var gap = i == 0 || Is(items[i], COMMA) ? Doc.Empty : Is(items[i - 1], COMMA) ? Doc.Line : Doc.Space;
            var item = Doc.Of(gap, Of(items[i], density));
            parts.Add(isFilled ? item.Grouped() : item);
        }

        parts.Add(Leading(close));
        return Doc.Of(Word(open), Doc.Of(parts).Nested(), edge, WordAlone(close)).Grouped();
    }

    /// <summary>Lines break in subscripts only where a comment asks for it.</summary>
    private Doc Subscripts(IToken open, List<IParseTree> items, IToken close)
    {
        var parts = items.SelectMany((item, i) =>
            new[] { i == 0 || Is(item, COMMA) ? Doc.Empty : Doc.Space, Of(item, Density.Subscript) });
        return Doc.Of(Word(open), Doc.Of(parts.Append(Leading(close))).Nested(), WordAlone(close)).Grouped();
    }

    private Doc Lines(List<IParseTree> nodes, bool isFile)
    {
        List<Doc> parts = [];
        for (var i = 0; i < nodes.Count; i++)
        {
            var line = Of(nodes[i], Density.Loose).Grouped();
            if (line.IsEmpty) continue;
            if (parts.Count > 0)
            {
                var isApart = isFile && (ContainsBlock(nodes[i - 1]) || ContainsBlock(nodes[i]));
                var isBlank = isApart || _trivia.Of(First(nodes[i])).StartsAfterBlank;
                parts.Add(isBlank ? Doc.BlankLine : nodes[i] is FieldContext ? Doc.FieldEnd : Doc.HardLine);
            }

            parts.Add(line);
        }

        if (isFile && parts.Count > 0) parts.Add(Doc.Line);
        return Doc.Of(parts);
    }

    private Doc Leading(IToken token) =>
        _trivia.Of(token) is { Leading.IsEmpty: false } trivia ? new LeadingComments(trivia.Leading, trivia.BlankBefore) : Doc.Empty;

    private Doc WordAlone(IToken token)
    {
        var trivia = _trivia.Of(token);
        List<Doc> parts = [.. trivia.Inline.Select(comment => new Text(comment.At(0, _newLine) + " "))];
        if (token.Type != TokenConstants.EOF) parts.Add(new Text(token.Text));
        foreach (var (comment, endsLine) in trivia.Trailing)
        {
            var text = " " + comment.At(0, _newLine);
            parts.Add(endsLine ? new TrailingComment(text) : new Text(text));
        }


        return Doc.Of(parts);
    }

    /// <summary>A formula in parentheses is like the one around it; the arguments of a call are not.</summary>
    private static Density Inside(ParserRuleContext rule, Density density) =>
        rule is ParenthesizedExpressionContext && density != Density.Loose ? Density.Subscript : Density.Loose;

    /// <summary>The statement or declaration that a block belongs to.</summary>
    private static ParserRuleContext Owner(ParserRuleContext block)
    {
        var owner = block;
        while (owner.Parent is ParserRuleContext outer and not FileContext && !HoldsLines(outer)) owner = outer;
        return owner;
    }

    private static bool HoldsLines(IParseTree node) =>
        Is(node, OPEN_BRACE)
        || (node is ParserRuleContext rule && Enumerable.Range(0, rule.ChildCount).Any(i => Is(rule.GetChild(i), OPEN_BRACE)));

    private static bool ContainsBlock(IParseTree node) =>
        Enumerable.Range(0, node.ChildCount).Any(i => HoldsLines(node.GetChild(i)));

    private static bool IsAssignment(IParseTree node) => Is(node, ASSIGN) || node is AssignmentOperatorContext;

    private static bool Is(IParseTree node, params ReadOnlySpan<int> types) =>
        node is ITerminalNode { Symbol.Type: var type } && types.Contains(type);

    /// <summary>The position of the bracket that closes the one at <paramref name="open"/>; 0 where that is no bracket.</summary>
    private static int Closing(List<IParseTree> nodes, int open)
    {
        var close = First(nodes[open]).Type switch
        {
            OPEN_BRACE => CLOSE_BRACE,
            OPEN_RECORD => CLOSE_RECORD,
            OPEN_PAREN => CLOSE_PAREN,
            OPEN_BRACKET => CLOSE_BRACKET,
            OPEN_TYPES => CLOSE_TYPES,
            LESS => GREATER,
            _ => TokenConstants.EOF,
        };
        return close == TokenConstants.EOF ? 0 : Math.Max(0, nodes.FindIndex(open, node => Is(node, close)));
    }

    private static IToken First(IParseTree node) => node is ITerminalNode word ? word.Symbol : ((ParserRuleContext)node).Start;

    private static IToken Last(IParseTree node) => node is ITerminalNode word ? word.Symbol : ((ParserRuleContext)node).Stop;
}
