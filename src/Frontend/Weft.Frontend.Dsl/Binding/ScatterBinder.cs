using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>
/// <c>scatter (i) bins[v[i]] += 1</c>: an update that may come to the same element again, in any order; and
/// <c>scatter unique (i) out[to[i]] = x[i]</c>, where the author says that none is written twice, so that all may be at once.
/// </summary>
internal sealed class ScatterBinder(ExpressionBinder expressions, AssignmentBinder assignments)
{
    // The updates whose order does not matter.
    private static readonly string[] Associative = ["+", "-", "*", "min", "max", "&", "|", "^"];
    private readonly BodyContext _context = expressions.Context;

    public BoundStatement? Bind(ScatterSyntax syntax)
    {
        var assignment = syntax.Assignment;
        if (AssignmentTarget.Of(assignment.Target) is not ElementSyntax target)
        {
            expressions.Fail(assignment.Target, DslDiagnostics.ScatterTarget);
            return null;
        }

        if (!syntax.IsUnique && !Associative.Contains(assignment.Operator))
        {
            expressions.Fail(assignment, DslDiagnostics.ScatterOrder, assignment.Operator is { } op ? $"{op}=" : "=");
            return null;
        }

        return _context.InNewScope(() => _context.Collecting(null, () => BindInScope(syntax, target)));
    }

    private BoundStatement? BindInScope(ScatterSyntax syntax, ElementSyntax target)
    {
        var location = _context.LocationOf(syntax);
        var ranges = new RangeBinder(expressions, "scatter").Bind(
            syntax.Indices, target, syntax.Assignment.Value, syntax.Condition, syntax.Assignment.Condition);
        var condition = syntax.Condition is { } written ? expressions.BindCondition(written) : null;
        _context.InScatter = true;
        var body = assignments.Bind(syntax.Assignment);
        _context.InScatter = false;
        if (body is null || ranges is null || condition is BoundError) return null;
        BoundStatement result = condition is null ? body : new BoundIf(condition, Block(body), null, location);
        // That no element is written twice says nothing about those that are read.
        var isIndependent = ElementDependence.StoresIn(result).TrueForAll(store => ElementDependence.IsIndependent(store, result));
        var kind = syntax.IsUnique && isIndependent ? LoopKind.Declared : LoopKind.Sequential;
        foreach (var range in ranges.Value.Reverse())
            result = new BoundFor(
                range.Index, range.Lower, range.Upper, new BoundLiteral(Constant.Index(1), location), kind, Block(result), location);
        return result;
    }

    private static BoundBlock Block(BoundStatement statement) => statement as BoundBlock ?? new([statement], statement.Location);
}
