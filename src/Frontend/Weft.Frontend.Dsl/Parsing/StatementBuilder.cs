using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Syntax;
using static Weft.Frontend.Dsl.Grammar.WeftParser;

namespace Weft.Frontend.Dsl.Parsing;

/// <summary>Turns the parser's statements into syntax; statements that the parser could not make out are left out.</summary>
internal sealed class StatementBuilder(ExpressionBuilder expressions)
{
    public ExpressionBuilder Expressions => expressions;

    public BlockSyntax Block(BlockContext? context, SourceSpan parent) => context is null
        ? new([], parent)
        : new([.. context.statement().Select(Statement).OfType<StatementSyntax>()], Spans.Of(context));

    private StatementSyntax? Statement(StatementContext context)
    {
        var span = Spans.Of(context);
        StatementSyntax? statement = context switch
        {
            DeclarationStatementContext local => Local(local, span),
            ExpressionStatementContext expression => ExpressionStatement(expression, span),
            AssertStatementContext assert => new AssertSyntax(
                expressions.Build(assert.expression(), span), assert.STRING()?.GetText().Trim('"'), span),
            ScatterStatementContext scatter => Scatter(scatter, span),
            TimeStatementContext time => new TimeSyntax(Range(time.loopRange(), span), Block(time.block(), span), span),
            ForStatementContext loop => For(loop, span),
            WhileStatementContext loop => new WhileSyntax(expressions.Build(loop.expression(), span), Block(loop.block(), span), span),
            IfStatementContext branch => branch.ifTail() is { } tail ? If(tail) : null,
            JumpStatementContext jump => new JumpSyntax(jump.keyword?.Type == BREAK, span),
            ReturnStatementContext jump => Return(jump, span),
            _ => null,
        };
        var placement = context switch
        {
            DeclarationStatementContext local => local.placement(),
            ExpressionStatementContext expression => expression.placement(),
            ReturnStatementContext jump => jump.placement(),
            _ => null,
        };
        return statement is null || placement is null
            ? statement : statement with { Placement = new OrchestrationBuilder(expressions).Placement(placement) };
    }

    private LocalSyntax Local(DeclarationStatementContext context, SourceSpan span)
    {
        var names = context.binding()?.NAME() ?? [];
        return new(
            context.keyword?.Type == VAR,
            [.. names.Select(name => Names.Of(name, span))],
            expressions.OptionalType(context.type()),
            context.expression() is { } value ? expressions.Build(value, span) : null,
            span);
    }

    private StatementSyntax ExpressionStatement(ExpressionStatementContext context, SourceSpan span) =>
        context.assignmentOperator() is { } assignment
            ? Assignment(context.expression(), assignment, span)
            : new ExpressionStatementSyntax(expressions.Build(context.expression(0), span), span);

    private AssignmentSyntax Assignment(ExpressionContext[] parts, AssignmentOperatorContext? assignment, SourceSpan span)
    {
        // After a syntax error any word may stand here.
        var op = assignment?.Start is { Type: (>= SHIFT_LEFT_ASSIGN and <= XOR_ASSIGN) or MIN_ASSIGN or MAX_ASSIGN, Text: var text }
            ? text.TrimEnd('=')
            : null;
        var condition = parts.Length > 2 ? expressions.Build(parts[2], span) : null;
        return new(expressions.Build(parts.ElementAtOrDefault(0), span), op, expressions.Build(parts.ElementAtOrDefault(1), span), span)
        {
            Condition = condition,
        };
    }

    private ScatterSyntax Scatter(ScatterStatementContext context, SourceSpan span)
    {
        var parts = context.expression();
        var start = parts.Length > 0 ? Spans.Of(parts[0]).To(span) : span;
        return new(
            context.UNIQUE() is not null,
            expressions.Indices(context.reductionIndices()),
            expressions.Condition(context.reductionIndices()),
            Assignment(parts, context.assignmentOperator(), start),
            span);
    }

    private ForSyntax For(ForStatementContext context, SourceSpan span)
    {
        var kind = context.keyword?.Type == PARALLEL ? LoopKind.Parallel
            : context.REASSOCIATE() is null ? LoopKind.Sequential
            : LoopKind.Reassociate;
        var keyword = context.keyword is { } word ? Spans.Of(word) : span;
        return new(kind, [.. context.loopRange().Select(range => Range(range, span))], Block(context.block(), span), keyword, span);
    }

    private RangeSyntax Range(LoopRangeContext? context, SourceSpan parent)
    {
        if (context is null) return new(new("", parent), null, null, null, parent);
        var span = Spans.Of(context);
        var step = context.expression().Length > 2 ? expressions.Build(context.expression(2), span) : null;
        return new(
            Names.Of(context.NAME(), span),
            expressions.Build(context.expression(0), span),
            expressions.Build(context.expression(1), span),
            step,
            span);
    }

    private IfSyntax If(IfTailContext context)
    {
        var span = Spans.Of(context);
        SyntaxNode? otherwise = context.ifTail() is { } tail ? If(tail) : context.block(1) is { } block ? Block(block, span) : null;
        return new(expressions.Build(context.expression(), span), Block(context.block(0), span), otherwise, span);
    }

    /// <summary><c>return (a, b)</c> is the same as <c>return a, b</c>.</summary>
    private ReturnSyntax Return(ReturnStatementContext context, SourceSpan span)
    {
        ImmutableArray<ExpressionSyntax> values = [.. context.expression().Select(value => expressions.Build(value, span))];
        return new(values is [TupleSyntax tuple] ? tuple.Items : values, span);
    }
}
