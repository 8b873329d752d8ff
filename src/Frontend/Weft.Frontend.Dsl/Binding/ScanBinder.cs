using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Parsing;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>
/// <c>y[i] = scan sum(j &lt;= i) x[j]</c>: a variable that goes through the turns of <c>i</c> and takes in one value in each. With
/// <c>&lt;</c> the turn sees it as it was before; with <c>&gt;</c> and <c>&gt;=</c> the turns go downwards.
/// </summary>
internal sealed class ScanBinder(ExpressionBinder expressions)
{
    private readonly BodyContext _context = expressions.Context;

    public BoundExpression Bind(ScanSyntax syntax)
    {
        if (_context.Kind == BodyKind.Workflow) return expressions.Fail(syntax, DslDiagnostics.ElementInWorkflow, "scan");
        if (_context.Scans is not { } turns || turns.Find(syntax.Limit.Text) is not { } limit)
            return expressions.Fail(syntax.Limit, DslDiagnostics.ScanPlace, syntax.Limit.Text);
        _context.Diagnostics.Names.Use(syntax.Limit, limit);
        if (!turns.Follow(limit, isDownward: syntax.Operator.StartsWith('>')))
            return expressions.Fail(syntax, DslDiagnostics.ScanWays, turns.Limit!.Name);
        // What the assignment declares around the scan, such as the index of a sum, is not there when the variable is changed.
        return _context.InNewScope(() => _context.Collecting(null, () => _context.Scanning(null, () => Bind(syntax, turns))), turns.Scope);
    }

    private BoundExpression Bind(ScanSyntax syntax, ScanTurns turns)
    {
        var initial = syntax.Initial;
        var index = _context.Declare(syntax.Index, new ScalarType(ElementType.Index), VariableKind.Index);
        var condition = syntax.Condition is { } written ? expressions.BindCondition(written) : null;
        // A func without an initial value is half a scan, of which the parser has said so.
        var scan = initial is not null ? OfJoin(syntax, initial)
            : ReductionNames.Contains(syntax.Function.Text) ? OfReduction(syntax, turns)
            : null;
        if (scan is null || condition is BoundError) return new BoundError(_context.LocationOf(syntax));
        BoundExpression?[] parts = [condition, .. scan.Start, .. scan.Next];
        if (parts.OfType<BoundExpression>().FirstOrDefault(part => VariableSearch.Contains(part, turns.Limit!)) is { } other)
        {
            _context.Diagnostics.Report(DslDiagnostics.ScanBody, other.Location, syntax.Index.Text, turns.Limit!.Name);
            return new BoundError(other.Location);
        }

        return turns.Add(scan, index, condition, sees: syntax.Operator.EndsWith('='), _context.LocationOf(syntax));
    }

    private Scan? OfReduction(ScanSyntax syntax, ScanTurns turns)
    {
        var kind = ReductionNames.KindOf(syntax.Function.Text);
        if (kind is ReductionKind.Mean or ReductionKind.Argmin or ReductionKind.Argmax)
        {
            expressions.Fail(syntax.Function, DslDiagnostics.ScanKind, syntax.Function.Text);
            return null;
        }

        _context.Diagnostics.Names.Use(syntax.Function, BuiltinTable.Reduction(kind));
        var body = expressions.Reductions.BindBody(new(syntax.Function, [], syntax.Body, syntax.Span), kind);
        body = turns.Element is { } element ? expressions.Literals.As(body, element) : expressions.Literals.Close(body);
        if (body is not { Type: ScalarType { Kind: var type } }) return null;
        var location = _context.LocationOf(syntax);
        var variable = new VariableSymbol("scan", body.Type, VariableKind.Var, location);
        var joined = Join(kind, new BoundVariable(variable, location), body, location);
        return new(variable, [new BoundLiteral(ReductionIdentity.Of(kind, type), location)], [joined]);
    }

    private static BoundExpression Join(ReductionKind kind, BoundExpression so, BoundExpression value, Location location) => kind switch
    {
        ReductionKind.Sum => new BoundBinary(BinaryOperator.Add, so, value, so.Type, location),
        ReductionKind.Prod => new BoundBinary(BinaryOperator.Multiply, so, value, so.Type, location),
        ReductionKind.Any or ReductionKind.All => new BoundLogical(kind == ReductionKind.Any, so, value, location),
        ReductionKind.Min => new BoundMath(MathFunction.Min, [so, value], so.Type, location),
        _ => new BoundMath(MathFunction.Max, [so, value], so.Type, location),
    };

    private Scan? OfJoin(ScanSyntax syntax, ExpressionSyntax initial)
    {
        if (expressions.Reductions.FindJoin(syntax.Function) is not { } join) return null;
        var location = _context.LocationOf(syntax);
        var start = expressions.BindLeaves(initial, join.Result);
        var body = expressions.BindLeaves(syntax.Body, join.Result);
        if (start is null || body is null) return null;
        var variable = VariableSymbol.Of("scan", join.Result, VariableKind.Var, location);
        var so = variable.Leaves.Select(BoundExpression (leaf) => new BoundVariable(leaf, location));
        var call = new BoundCall(join, [.. so, .. body.Value], location);
        return new(variable, start.Value, [.. join.Results.Select((_, position) => new BoundResult(call, position))]);
    }
}

/// <summary>What a scan carries.</summary>
/// <param name="Start">Its value before the first turn, scalar by scalar.</param>
/// <param name="Next">Its value after a turn.</param>
internal sealed record Scan(VariableSymbol Variable, ImmutableArray<BoundExpression> Start, ImmutableArray<BoundExpression> Next);
