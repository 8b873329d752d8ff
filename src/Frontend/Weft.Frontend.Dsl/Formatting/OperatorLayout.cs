using Antlr4.Runtime;
using static Weft.Frontend.Dsl.Grammar.WeftParser;

namespace Weft.Frontend.Dsl.Formatting;

/// <summary>Expressions: operators of equal strength are one chain, which breaks behind them.</summary>
internal sealed class OperatorLayout(Layout layout)
{
    /// <summary>Whether an expression consists of parts between which it may break.</summary>
    public static bool Has(ExpressionContext expression) => expression is BinaryExpressionContext or ConditionalExpressionContext;

    /// <param name="continuation">How many levels deeper the second line stands.</param>
    public Doc Of(ExpressionContext expression, Density density, int continuation) => expression switch
    {
        BinaryExpressionContext binary => Chain(binary, density, continuation),
        ConditionalExpressionContext choice => Choice(choice, density, continuation),
        UnaryExpressionContext unary => Unary(unary, density),
        _ => layout.Sequence(expression, density),
    };

    private Doc Chain(BinaryExpressionContext last, Density density, int continuation)
    {
        Stack<BinaryExpressionContext> links = new([last]);
        while (links.Peek().expression(0) is BinaryExpressionContext left && Strength(left.op) == Strength(last.op)) links.Push(left);
        var before = IsTight(last, density) ? Doc.Empty : Doc.Space;
        var after = density == Density.Loose ? Doc.Line : before;
        List<Doc> rest = [];
        var first = layout.Of(links.Peek().expression(0), density);
        foreach (var link in links)
        {
            rest.AddRange([before, layout.Word(link.op)]);
            var operand = Doc.Of(after, layout.Of(link.expression(1), density));
            // Each condition has a line of its own; terms fill lines.
            rest.Add(last.op.Type is AND_AND or OR_OR ? operand : operand.Grouped());
        }

        return Doc.Of(first, Doc.Of(rest).Nested(continuation)).Grouped();
    }

    /// <summary><c>a ? x : b ? y : z</c>: a condition and its value a line.</summary>
    private Doc Choice(ConditionalExpressionContext choice, Density density, int continuation)
    {
        List<Doc> lines = [];
        ExpressionContext last = choice;
        while (last is ConditionalExpressionContext next)
        {
            var value = Doc.Of(Doc.Line, layout.Of(next.expression(1), density)).Nested();
            lines.Add(Doc.Of(
                layout.Of(next.expression(0), density), Doc.Space, layout.Word(next.QUESTION().Symbol), value,
                Doc.Space, layout.Word(next.COLON().Symbol)).Grouped());
            last = next.expression(2);
        }

        var rest = lines.Skip(1).Append(layout.Of(last, density)).SelectMany(line => new[] { Doc.Line, line });
        return Doc.Of(lines[0], Doc.Of(rest).Nested(continuation)).Grouped();
    }

    private Doc Unary(UnaryExpressionContext unary, Density density)
    {
        // Two signs side by side would look like an operator of C#.
        var isDouble = unary.expression().Start.Type == unary.op.Type;
        return Doc.Of(layout.Word(unary.op), isDouble ? Doc.Space : Doc.Empty, layout.Of(unary.expression(), density));
    }

    private static bool IsTight(BinaryExpressionContext binary, Density density) =>
        density != Density.Loose && Strength(binary.op) is Product or Sum
        && Enumerable.Range(0, 2).Select(i => binary.expression(i)).All(operand => operand is PrimaryExpressionContext
            || (operand is BinaryExpressionContext inner && IsTight(inner, density)
                && (density == Density.Range || Strength(inner.op) == Strength(binary.op))));

    private const int Product = 0;
    private const int Sum = 1;

    /// <summary>Equal for operators of equal strength.</summary>
    private static int Strength(IToken op) => op.Type switch
    {
        STAR or SLASH or PERCENT => Product,
        PLUS or MINUS => Sum,
        SHIFT_LEFT or SHIFT_RIGHT => SHIFT_LEFT,
        LESS or GREATER or LESS_EQUAL or GREATER_EQUAL => LESS,
        EQUAL or NOT_EQUAL => EQUAL,
        var other => other,
    };
}
