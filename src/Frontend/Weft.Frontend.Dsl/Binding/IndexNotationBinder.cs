using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>
/// Assignments to elements. Subscripts on the left that are names of nothing are free indices, and the assignment is made for all
/// of them: <c>c[i, j] = e</c> becomes two loops around the store.
/// </summary>
internal sealed class IndexNotationBinder(ExpressionBinder expressions)
{
    private readonly BodyContext _context = expressions.Context;

    public BoundStatement? Bind(AssignmentSyntax syntax, ElementSyntax target)
    {
        if (_context.Kind == BodyKind.Workflow)
        {
            expressions.Fail(target, DslDiagnostics.ElementInWorkflow, target.Array.Text);
            return null;
        }

        if (expressions.Names.FindArray(target, out var mode) is not { } array) return null;
        if (mode != BoundaryMode.None)
        {
            expressions.Fail(target.Path[^1], DslDiagnostics.ModeOnLeft, target.Path[^1].Text);
            return null;
        }

        if (!Writability.Check(array, target.Array, expressions)) return null;
        var free = FreeIndices(target);
        return free.Count == 0
            ? BindStore(syntax, target, array)
            : _context.InNewScope(() => _context.Collecting(null, () => BindLoops(syntax, target, array, free)));
    }

    /// <summary>What <c>x op= y</c> stores: <c>x op y</c>, or y alone for <c>=</c>.</summary>
    public BoundExpression CompoundValue(AssignmentSyntax syntax, BoundExpression current, ElementType kind)
    {
        if (syntax.Operator is not { } spelling) return expressions.BindAs(syntax.Value, kind);
        if (MathTable.Find(spelling) is not { } function)
        {
            var operand = expressions.BindScalar(syntax.Value);
            return expressions.Operators.Combine(OperatorTable.Parse(spelling), current, syntax.Target, operand, syntax.Value, syntax);
        }

        var bound = expressions.BindAs(syntax.Value, kind);
        if (bound is BoundError) return bound;
        return kind == ElementType.Bool
            ? expressions.Fail(syntax, DslDiagnostics.MathOperandType, spelling, "numbers", "bool", "")
            : new BoundMath(function, [current, bound], current.Type, _context.LocationOf(syntax));
    }

    private List<NameSyntax> FreeIndices(ElementSyntax target)
    {
        List<NameSyntax> free = [];
        if (_context.InScatter) return free;
        foreach (var name in target.Subscripts.OfType<NameExpressionSyntax>().Select(subscript => subscript.Name))
            if (name.Text.Length > 0 && !expressions.Names.IsKnown(name.Text) && !free.Exists(other => other.Text == name.Text))
                free.Add(name);
        return free;
    }

    /// <summary>The stores of one turn: one, or one for each scalar of a record.</summary>
    private BoundStatement? BindStore(AssignmentSyntax syntax, ElementSyntax target, VariableSymbol array)
    {
        ImmutableArray<BoundExpression> subscripts = [.. target.Subscripts.Select(expressions.BindIndex)];
        var location = _context.LocationOf(target);
        var condition = syntax.Condition is { } written ? expressions.BindCondition(written) : null;
        // What stands under a condition may not happen: a kernel call cannot be moved out of it.
        var pending = condition is null ? _context.Pending : null;
        var values = _context.Collecting(pending, () => Values(syntax, array, subscripts, location));
        if (values is null || condition is BoundError || subscripts.Any(subscript => subscript is BoundError)) return null;
        List<BoundStatement> statements = [];
        var held = RecordBinder.Hold(values.Value, statements);
        statements.AddRange(array.Leaves.Zip(held, (leaf, value) => new BoundStore(leaf, subscripts, value, location)));
        var store = statements.Count == 1 ? statements[0] : new BoundBlock([.. statements], location);
        return condition is null ? store : new BoundIf(condition, store as BoundBlock ?? new([store], location), null, location);
    }

    private ImmutableArray<BoundExpression>? Values(
        AssignmentSyntax syntax, VariableSymbol array, ImmutableArray<BoundExpression> subscripts, Location location)
    {
        if (array.Type is RecordType record)
        {
            if (syntax.Operator is null) return expressions.BindLeaves(syntax.Value, record with { Dimensions = [] });
            expressions.Fail(syntax, DslDiagnostics.OperatorNotDefined, syntax.Operator, record, "; it works on numbers: take its fields");
            return null;
        }

        var value = CompoundValue(syntax, new BoundElement(array, subscripts, location), array.Element);
        return value is BoundError ? null : [value];
    }

    private BoundStatement? BindLoops(AssignmentSyntax syntax, ElementSyntax target, VariableSymbol array, List<NameSyntax> free)
    {
        var location = _context.LocationOf(syntax);
        var indices = free.ConvertAll(name => _context.Declare(name, new ScalarType(ElementType.Index), VariableKind.Index));
        var scans = new ScanTurns(indices, array, _context.Scope);
        if (_context.Scanning(scans, () => BindStore(syntax, target, array)) is not { } store) return null;
        var result = scans.Turn(store);
        var stores = ElementDependence.StoresIn(result);
        var kind = stores.TrueForAll(store => ElementDependence.IsIndependent(store, result) && Covers(store, indices))
            ? LoopKind.Parallel
            : LoopKind.Sequential;
        // The loop along which a scan goes is the innermost.
        foreach (var index in indices.OrderBy(index => index == scans.Limit).Reverse())
        {
            var axis = stores[0].Subscripts.ToList().FindIndex(subscript => IsAlone(subscript, index));
            var extent = new BoundExtent(stores[0].Array, axis, location);
            var body = result as BoundBlock ?? new BoundBlock([result], location);
            result = index == scans.Limit ? scans.Loop(extent, body)
                : new BoundFor(index, Literal(0, location), extent, Literal(1, location), kind, body, location);
        }

        return result;
    }

    private static BoundLiteral Literal(int value, Location location) => new(Constant.Index(value), location);

    /// <summary>Each index alone is a subscript, so no element is written twice.</summary>
    private static bool Covers(BoundStore store, List<VariableSymbol> indices) =>
        indices.TrueForAll(index => store.Subscripts.Any(subscript => IsAlone(subscript, index)));

    private static bool IsAlone(BoundExpression subscript, VariableSymbol index) =>
        subscript is BoundVariable { Variable: var variable } && variable == index;
}
