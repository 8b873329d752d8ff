using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Binds the statements of one body.</summary>
internal sealed class StatementBinder
{
    private readonly BodyContext _context;
    private readonly ExpressionBinder _expressions;
    private readonly LocalBinder _locals;
    private readonly AssignmentBinder _assignments;
    private readonly LoopBinder _loops;

    public StatementBinder(ExpressionBinder expressions)
    {
        (_context, _expressions) = (expressions.Context, expressions);
        _locals = new(expressions);
        _assignments = new(expressions);
        _loops = new(this, expressions);
    }

    public BoundBlock BindBlock(BlockSyntax syntax) => _context.InNewScope(() =>
    {
        List<BoundStatement> statements = [];
        foreach (var statement in syntax.Statements) Bind(statement, statements);
        return new BoundBlock([.. statements], _context.LocationOf(syntax));
    });

    /// <summary>Appends the statement, after the kernel calls that its expressions contain.</summary>
    private void Bind(StatementSyntax syntax, List<BoundStatement> statements) => _context.Collecting(statements, () =>
    {
        var bound = syntax switch
        {
            LocalSyntax local => _locals.Bind(local),
            AssignmentSyntax assignment => _assignments.Bind(assignment),
            ExpressionStatementSyntax statement => BindExpression(statement),
            ForSyntax loop => _loops.BindFor(loop),
            WhileSyntax loop => _loops.BindWhile(loop),
            IfSyntax branch => BindIf(branch),
            JumpSyntax jump => _loops.BindJump(jump),
            ReturnSyntax jump => BindReturn(jump),
            _ => throw new InvalidOperationException($"{syntax.GetType().Name} is not a statement"),
        };
        if (bound is not null) statements.Add(bound);
        return 0;
    });

    private BoundIf? BindIf(IfSyntax syntax)
    {
        var condition = _expressions.BindCondition(syntax.Condition);
        var then = BindBlock(syntax.Then);
        var otherwise = syntax.Else switch
        {
            IfSyntax chained => BindBlock(new([chained], chained.Span)),
            BlockSyntax block => BindBlock(block),
            _ => null,
        };
        return condition is BoundError ? null : new BoundIf(condition, then, otherwise, _context.LocationOf(syntax));
    }

    /// <summary>Calls of funcs are checked and dropped, for they do nothing else than give a value.</summary>
    private BoundStatement? BindExpression(ExpressionStatementSyntax syntax)
    {
        if (syntax.Expression is CallSyntax call && _context.Program.Find(call.Callee.Text) is KernelSymbol kernel)
            _expressions.KernelCalls.BindAsStatement(call, kernel);
        else if (_expressions.BindClosed(syntax.Expression) is not BoundError and not BoundCall)
            _expressions.Fail(syntax, DslDiagnostics.NoEffect, _context.Diagnostics.TextOf(syntax.Span));
        return null;
    }

    private BoundReturn? BindReturn(ReturnSyntax syntax)
    {
        var location = _context.LocationOf(syntax);
        if (_context.InParallelLoop) return Refuse(syntax, DslDiagnostics.LeavesParallelLoop, "return");
        if (_context.Owner is FuncSymbol func) return BindFuncReturn(syntax, func);
        if (syntax.Values.IsEmpty) return new(null, location);
        var results = ((KernelSymbol)_context.Owner!).Results;
        if (_context.Kind == BodyKind.Kernel)
            return Refuse(syntax, DslDiagnostics.ReturnValueInKernel, results.IsEmpty ? "y" : results[0].Name);
        return _assignments.AssignResults(syntax, results) ? new(null, location) : null;
    }

    private BoundReturn? BindFuncReturn(ReturnSyntax syntax, FuncSymbol func)
    {
        if (syntax.Values is not [var value]) return Refuse(syntax, DslDiagnostics.FuncReturnsOneValue, func.Name, func.Result.Name);
        var bound = _expressions.BindAs(value, func.Result);
        return bound is BoundError ? null : new(bound, _context.LocationOf(syntax));
    }

    private BoundReturn? Refuse(SyntaxNode at, Weft.IR.DiagnosticDescriptor descriptor, params object?[] arguments)
    {
        _expressions.Fail(at, descriptor, arguments);
        return null;
    }
}
