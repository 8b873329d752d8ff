using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Loops, and the jumps in them. A loop over several indices becomes nested loops.</summary>
internal sealed class LoopBinder(StatementBinder statements, ExpressionBinder expressions)
{
    private readonly BodyContext _context = expressions.Context;

    public BoundStatement? BindFor(ForSyntax syntax)
    {
        if (_context.Kind == BodyKind.Workflow && syntax.Kind == LoopKind.Reassociate)
        {
            expressions.Fail(new NameSyntax("reassociate", syntax.Keyword), DslDiagnostics.LoopKindInWorkflow);
            syntax = syntax with { Kind = LoopKind.Sequential };
        }

        return _context.InLoop(new(syntax.Kind, syntax.Ranges.Length), () => BindRange(syntax, 0));
    }

    public BoundWhile? BindWhile(WhileSyntax syntax)
    {
        // The condition is evaluated again and again: a kernel call cannot be moved out of it.
        var condition = _context.Collecting(null, () => expressions.BindCondition(syntax.Condition));
        var body = _context.InLoop(new(LoopKind.Sequential, 0), () => statements.BindBlock(syntax.Body));
        return condition is BoundError ? null : new(condition, body, _context.LocationOf(syntax));
    }

    public BoundStatement? BindJump(JumpSyntax syntax)
    {
        var word = syntax.IsBreak ? "break" : "continue";
        if (_context.InnermostLoop is not { } loop) expressions.Fail(syntax, DslDiagnostics.JumpOutsideLoop, word);
        else if (loop.Kind == LoopKind.Parallel && !syntax.IsBreak && _context.Kind == BodyKind.Workflow)
            expressions.Fail(syntax, DslDiagnostics.ContinueInFanOut);
        else if (loop.Kind == LoopKind.Time) expressions.Fail(syntax, DslDiagnostics.LeavesTimeLoop, word);
        else if (syntax.IsBreak && loop.Kind == LoopKind.Parallel) expressions.Fail(syntax, DslDiagnostics.LeavesParallelLoop, word);
        else if (syntax.IsBreak && loop.IndexCount > 1) expressions.Fail(syntax, DslDiagnostics.BreakFromSeveral);
        else return syntax.IsBreak ? new BoundBreak(_context.LocationOf(syntax)) : new BoundContinue(_context.LocationOf(syntax));
        return null;
    }

    private BoundBlock? BindRange(ForSyntax syntax, int position)
    {
        if (position == syntax.Ranges.Length) return statements.BindBlock(syntax.Body);
        var range = syntax.Ranges[position];
        // Only the first range is evaluated once; the others are inside its loop.
        var (lower, upper, step) = position == 0 ? Bounds(range) : _context.Collecting(null, () => Bounds(range));
        return _context.InNewScope(() =>
        {
            var index = _context.Declare(range.Index, new ScalarType(ElementType.Index), VariableKind.Index);
            var body = BindRange(syntax, position + 1);
            if (body is null || lower is BoundError || upper is BoundError || step is BoundError) return null;
            var location = _context.LocationOf(syntax);
            return IsDownward(step)
                ? new DownwardLoop(index, lower, upper, step, _context.LocationOf(range)).AsUpward(syntax.Kind, body)
                : new BoundBlock([new BoundFor(index, lower, upper, step, syntax.Kind, body, location)], location);
        });
    }

    private (BoundExpression Lower, BoundExpression Upper, BoundExpression Step) Bounds(RangeSyntax range)
    {
        var location = _context.LocationOf(range);
        var lower = range.Lower is { } from ? expressions.BindIndex(from) : new BoundError(location);
        var upper = range.Upper is { } to ? expressions.BindIndex(to) : new BoundError(location);
        if (range.Step is not { } written) return (lower, upper, new BoundLiteral(Constant.Index(1), location));
        var step = expressions.BindIndex(written);
        if (step is BoundLiteral { Value.Integer: var value } && value == 0) step = expressions.Fail(written, DslDiagnostics.ZeroStep);
        return (lower, upper, step);
    }

    private static bool IsDownward(BoundExpression step) => step is BoundLiteral { Value.Integer: var value } && value < 0;
}
