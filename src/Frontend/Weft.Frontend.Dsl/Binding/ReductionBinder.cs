using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Parsing;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary><c>sum(p, q in 0..3) body</c>: ranges that are not written come from the subscripts that the index stands in.</summary>
internal sealed class ReductionBinder(ExpressionBinder expressions)
{
    private readonly BodyContext _context = expressions.Context;

    public BoundExpression Bind(ReductionSyntax syntax)
    {
        if (_context.Kind == BodyKind.Workflow) return expressions.Fail(syntax.Name, DslDiagnostics.ElementInWorkflow, syntax.Name.Text);
        var kind = ReductionNames.KindOf(syntax.Name.Text);
        if (kind is ReductionKind.Argmin or ReductionKind.Argmax && syntax.Indices.Length != 1)
            return expressions.Fail(syntax, DslDiagnostics.ArgReductionIndices, syntax.Name.Text);
        return _context.InNewScope(() => _context.Collecting(null, () => BindInScope(syntax, kind)));
    }

    private BoundExpression BindInScope(ReductionSyntax syntax, ReductionKind kind)
    {
        var ranges = ImmutableArray.CreateBuilder<BoundRange>();
        foreach (var range in syntax.Indices)
        {
            var (lower, upper) = range is { Lower: { } from, Upper: { } to }
                ? (expressions.BindIndex(from), expressions.BindIndex(to))
                : Infer(range, syntax);
            var index = _context.Declare(range.Index, new ScalarType(ElementType.Index), VariableKind.Index);
            ranges.Add(new(index, lower, upper));
        }

        var body = BindBody(syntax, kind);
        if (body is BoundError || ranges.Any(range => range.Lower is BoundError || range.Upper is BoundError))
            return new BoundError(_context.LocationOf(syntax));
        var type = kind is ReductionKind.Argmin or ReductionKind.Argmax ? new ScalarType(ElementType.Index)
            : kind == ReductionKind.Mean && body.Type is OpenType ? new OpenType(IsFloat: true)
            : body.Type;
        return new BoundReduction(kind, ranges.ToImmutable(), body, type, _context.LocationOf(syntax));
    }

    private BoundExpression BindBody(ReductionSyntax syntax, ReductionKind kind)
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

    /// <summary>0 to the extent of the dimension that the index alone is a subscript of.</summary>
    private (BoundExpression Lower, BoundExpression Upper) Infer(RangeSyntax range, ReductionSyntax reduction)
    {
        var location = _context.LocationOf(range);
        VariableSymbol? array = null;
        var axis = 0;
        foreach (var (element, position) in SubscriptSearch.Find(reduction.Body, range.Index.Text))
        {
            if (!_context.Scope.TryFind(element.Array.Text, out var found) || found.Type is not ArrayType type) continue;
            if (position >= type.Rank) continue;
            if (array is null) (array, axis) = (found, position);
            else if (((ArrayType)array.Type).Dimensions[axis] is var first && type.Dimensions[position] is var second
                     && first.Contradicts(second))
                return Unclear(DslDiagnostics.RangesDiffer, range, range.Index.Text, array.Name, first, found.Name, second);
        }

        if (array is null) return Unclear(DslDiagnostics.RangeUnknown, range, range.Index.Text, reduction.Name.Text);
        return (new BoundLiteral(Constant.Index(0), location), new BoundExtent(array, axis, location));
    }

    private (BoundExpression, BoundExpression) Unclear(DiagnosticDescriptor descriptor, RangeSyntax range, params object?[] arguments)
    {
        var error = expressions.Fail(range, descriptor, arguments);
        return (error, error);
    }
}
