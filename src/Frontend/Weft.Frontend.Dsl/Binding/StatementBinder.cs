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
    private readonly ScatterBinder _scatters;
    private readonly TimeBinder _times;

    public StatementBinder(ExpressionBinder expressions)
    {
        (_context, _expressions) = (expressions.Context, expressions);
        _locals = new(expressions);
        _assignments = new(expressions);
        _loops = new(this, expressions);
        _scatters = new(expressions, _assignments);
        _times = new(this, expressions);
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
        var (before, errors) = (statements.Count, _context.Diagnostics.Bag.ErrorCount);
        if (syntax.Placement is { } placement) _context.Placement = BindPlacement(placement);
        var bound = syntax switch
        {
            LocalSyntax local => _locals.Bind(local),
            AssignmentSyntax assignment => _assignments.Bind(assignment),
            ExpressionStatementSyntax statement => BindExpression(statement),
            AssertSyntax assert => BindAssert(assert),
            ScatterSyntax scatter => _scatters.Bind(scatter),
            TimeSyntax loop => _times.Bind(loop),
            ForSyntax loop => _loops.BindFor(loop),
            WhileSyntax loop => _loops.BindWhile(loop),
            IfSyntax branch => BindIf(branch),
            JumpSyntax jump => _loops.BindJump(jump),
            ReturnSyntax jump => BindReturn(jump),
            _ => throw new InvalidOperationException($"{syntax.GetType().Name} is not a statement"),
        };
        _context.Placement = null;
        if (syntax.Placement is { } idle && _context.Diagnostics.Bag.ErrorCount == errors
            && !statements.Skip(before).Any(statement => statement is BoundKernelCall))
            _expressions.Fail(idle, DslDiagnostics.PlacementWithoutCall, _expressions.TextOf(idle));
        if (bound is not null) statements.Add(bound);
        return 0;
    });

    private BoundPlacement? BindPlacement(PlacementSyntax syntax)
    {
        if (_context.Kind == BodyKind.Workflow) return new PlacementBinder(_expressions).Bind(syntax);
        _expressions.Fail(syntax, DslDiagnostics.PlacementPlace, _expressions.TextOf(syntax));
        return null;
    }

    private BoundAssert? BindAssert(AssertSyntax syntax)
    {
        var condition = _context.Collecting(null, () => _expressions.BindCondition(syntax.Condition));
        if (condition is BoundLiteral { Value.IsTrue: false }) _expressions.Fail(syntax.Condition, DslDiagnostics.AssertNeverHolds);
        var message = syntax.Message ?? $"{_expressions.TextOf(syntax.Condition)} does not hold";
        return condition is BoundError ? null : new BoundAssert(condition, message, _context.LocationOf(syntax.Condition));
    }

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
        if (syntax.Expression is CallSyntax call && _expressions.KernelOf(call) is { } kernel)
            _expressions.KernelCalls.BindAsStatement(call, kernel);
        else if (_expressions.BindClosed(syntax.Expression) is not (BoundError or BoundResult or BoundRecord { Leaves: [BoundResult, ..] }))
            _expressions.Fail(syntax, DslDiagnostics.NoEffect, _context.Diagnostics.TextOf(syntax.Span));
        return null;
    }

    private BoundReturn? BindReturn(ReturnSyntax syntax)
    {
        var location = _context.LocationOf(syntax);
        if (_context.InParallelLoop) return Refuse(syntax, DslDiagnostics.LeavesParallelLoop, "return");
        if (_context.InTimeLoop) return Refuse(syntax, DslDiagnostics.LeavesTimeLoop, "return");
        if (_context.Owner is FuncSymbol func) return BindFuncReturn(syntax, func);
        if (syntax.Values.IsEmpty) return new([], location);
        var results = ((KernelSymbol)_context.Owner!).Results;
        if (_context.Kind == BodyKind.Kernel)
            return Refuse(syntax, DslDiagnostics.ReturnValueInKernel, results.IsEmpty ? "y" : results[0].Name);
        return _assignments.AssignResults(syntax, results) ? new([], location) : null;
    }

    private BoundReturn? BindFuncReturn(ReturnSyntax syntax, FuncSymbol func)
    {
        if (syntax.Values is not [var value]) return Refuse(syntax, DslDiagnostics.FuncReturnsOneValue, func.Name, func.Result);
        return _expressions.BindLeaves(value, func.Result) is { } leaves ? new(leaves, _context.LocationOf(syntax)) : null;
    }

    private BoundReturn? Refuse(SyntaxNode at, Weft.IR.DiagnosticDescriptor descriptor, params object?[] arguments)
    {
        _expressions.Fail(at, descriptor, arguments);
        return null;
    }
}
