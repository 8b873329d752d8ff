using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Parsing;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary><c>sum(p, q in 0..3) body</c></summary>
internal sealed class ReductionBinder(ExpressionBinder expressions)
{
    private readonly BodyContext _context = expressions.Context;

    public BoundExpression Bind(ReductionSyntax syntax)
    {
        if (_context.Kind == BodyKind.Workflow) return expressions.Fail(syntax.Name, DslDiagnostics.ElementInWorkflow, syntax.Name.Text);
        var kind = ReductionNames.KindOf(syntax.Name.Text);
        if (kind is ReductionKind.Argmin or ReductionKind.Argmax && syntax.Indices.Length != 1)
            return expressions.Fail(syntax, DslDiagnostics.ArgReductionIndices, syntax.Name.Text);
        _context.Diagnostics.Names.Use(syntax.Name, BuiltinTable.Reduction(kind));
        return _context.InNewScope(() => _context.Collecting(null, () => BindInScope(syntax, kind)));
    }

    private BoundExpression BindInScope(ReductionSyntax syntax, ReductionKind kind)
    {
        var ranges = new RangeBinder(expressions, syntax.Name.Text).Bind(syntax.Indices, syntax.Body, syntax.Condition);
        var condition = syntax.Condition is { } written ? expressions.BindCondition(written) : null;
        var body = BindBody(syntax, kind);
        if (body is BoundError || condition is BoundError || ranges is null) return new BoundError(_context.LocationOf(syntax));
        var type = kind is ReductionKind.Argmin or ReductionKind.Argmax ? new ScalarType(ElementType.Index)
            : kind == ReductionKind.Mean && body.Type is OpenType ? new OpenType(IsFloat: true)
            : body.Type;
        return new BoundReduction(kind, ranges.Value, body, type, _context.LocationOf(syntax)) { Condition = condition };
    }

    /// <summary><c>reduce join (i) x[i] from 0</c></summary>
    public BoundExpression BindFold(FoldSyntax syntax)
    {
        if (_context.Kind == BodyKind.Workflow) return expressions.Fail(syntax, DslDiagnostics.ElementInWorkflow, "reduce");
        return FindJoin(syntax.Function) is { } join
            ? _context.InNewScope(() => _context.Collecting(null, () => BindFold(syntax, join)))
            : new BoundError(_context.LocationOf(syntax));
    }

    /// <summary>A func of two values that gives one; null, reported, where the name means something else.</summary>
    public FuncSymbol? FindJoin(NameSyntax name)
    {
        if (_context.Program.Find(name.Text) is not FuncSymbol join)
        {
            var known = _context.Program.CallableNames.Where(other => _context.Program.Find(other) is FuncSymbol);
            expressions.Fail(name, DslDiagnostics.UnknownJoin, name.Text, Suggestion.For(name.Text, known));
            return null;
        }

        _context.Diagnostics.Names.Use(name, join);
        if (_context.Owner is { } caller) _context.Program.Calls.Add(caller, join, name, _context.Diagnostics);
        if (join.Declared.Length == 2 && join.Declared.All(parameter => parameter.Type == join.Result)) return join;
        expressions.Fail(name, DslDiagnostics.JoinForm, join.Name, join.Result);
        return null;
    }

    private BoundExpression BindFold(FoldSyntax syntax, FuncSymbol join)
    {
        var location = _context.LocationOf(syntax);
        var initial = expressions.BindLeaves(syntax.Initial, join.Result);
        var ranges = new RangeBinder(expressions, $"reduce {join.Name}").Bind(syntax.Indices, syntax.Body, syntax.Condition);
        var condition = syntax.Condition is { } written ? expressions.BindCondition(written) : null;
        var body = expressions.BindLeaves(syntax.Body, join.Result);
        if (initial is null || ranges is null || body is null || condition is BoundError) return new BoundError(location);
        var fold = new BoundFold(join, ranges.Value, condition, body.Value, initial.Value, location);
        ImmutableArray<BoundExpression> results = [.. join.Results.Select((_, position) => new BoundFoldResult(fold, position))];
        return join.Result is RecordType record ? new BoundRecord(record, results, location) : results[0];
    }

    /// <summary>The values that a reduction takes in, literals still open.</summary>
    public BoundExpression BindBody(ReductionSyntax syntax, ReductionKind kind)
    {
        if (kind is ReductionKind.Any or ReductionKind.All) return expressions.BindCondition(syntax.Body);
        var body = expressions.BindScalar(syntax.Body);
        if (kind is ReductionKind.Argmin or ReductionKind.Argmax) body = expressions.Literals.Close(body);
        if (body.Type is not ScalarType { Kind: var type }) return body;
        var text = expressions.TextOf(syntax.Body);
        if (type == ElementType.Bool)
            return Refuse(syntax, "numbers", "bool", "count with 'sum(i) i32(x[i])'; ask with 'any' or 'all'");
        if (kind == ReductionKind.Mean && !type.IsFloat)
            return Refuse(syntax, "floating-point numbers", type.Name, Conversions.Suggest(ElementType.F32, body.Type, text));
        return body;
    }

    private BoundError Refuse(ReductionSyntax syntax, string wanted, string found, string advice) =>
        expressions.Fail(syntax.Body, DslDiagnostics.ReductionOperandType, syntax.Name.Text, wanted, found, advice);
}
