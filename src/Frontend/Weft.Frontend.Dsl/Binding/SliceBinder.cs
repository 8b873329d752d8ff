using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Parts of arrays in a workflow: <c>x[i]</c> is a row of a matrix, <c>x[a..b, ..]</c> are several. Subscripts that are left out
/// at the end mean all.</summary>
internal sealed class SliceBinder(ExpressionBinder expressions)
{
    private readonly BodyContext _context = expressions.Context;

    public BoundExpression Bind(ElementSyntax syntax)
    {
        var location = _context.LocationOf(syntax);
        if (Find(syntax) is not var (array, subscripts)) return new BoundError(location);
        return PartOf(array, subscripts, syntax) is { } part
            ? new BoundSlice(array, subscripts, part, location)
            : new BoundElement(array, [.. subscripts.Select(subscript => subscript.Lower)], location);
    }

    /// <summary><c>y[i] = f(x[i])</c>, <c>total[i] += 1</c></summary>
    public BoundStatement? Assign(AssignmentSyntax syntax, ElementSyntax target)
    {
        if (target.Subscripts.OfType<NameExpressionSyntax>().Any(IsFree))
        {
            expressions.Fail(target, DslDiagnostics.ElementInWorkflow, target.Array.Text);
            return null;
        }

        if (Find(target) is not var (array, subscripts)) return null;
        if (!Writability.Check(array, target, expressions)) return null;
        var location = _context.LocationOf(syntax);
        if (PartOf(array, subscripts, target) is not { } part)
        {
            var value = syntax.Operator is null
                ? expressions.BindAs(syntax.Value, array.Element)
                : new IndexNotationBinder(expressions).CompoundValue(
                    syntax, new BoundElement(array, [.. subscripts.Select(subscript => subscript.Lower)], location), array.Element);
            return value is BoundError ? null : new BoundSliceStore(array, subscripts, value, location);
        }

        if (syntax.Operator is { } op)
        {
            expressions.Fail(syntax, DslDiagnostics.OperatorNotDefined, op, part, "; it works on numbers: put it into a kernel");
            return null;
        }

        var given = expressions.BindClosed(syntax.Value);
        if (given is BoundError) return null;
        if (part.CanHold(given.Type)) return new BoundSliceStore(array, subscripts, given, location);
        expressions.Fail(syntax.Value, DslDiagnostics.SliceMismatch, expressions.TextOf(target), part, given.Type);
        return null;
    }

    // As in index notation, which is for kernels.
    private bool IsFree(NameExpressionSyntax name) =>
        !expressions.Names.IsKnown(name.Name.Text);

    private (VariableSymbol Array, ImmutableArray<BoundSubscript> Subscripts)? Find(ElementSyntax syntax)
    {
        if (expressions.Names.FindWhole(syntax) is not { Type: ArrayType type } array) return null;
        if (syntax.Subscripts.Length > type.Rank)
        {
            expressions.Fail(
                syntax,
                DslDiagnostics.SubscriptCount,
                array.Name,
                Placeholders.Count(type.Rank, "dimension"),
                Placeholders.Count(syntax.Subscripts.Length, "subscript"),
                Placeholders.Subscripts(type.Rank));
            return null;
        }

        var subscripts = new BoundSubscript[type.Rank];
        for (var d = 0; d < type.Rank; d++) subscripts[d] = Subscript(syntax.Subscripts.ElementAtOrDefault(d), array, d, syntax);
        var isWrong = subscripts.Any(subscript => subscript.Lower is BoundError || subscript.Upper is BoundError);
        return isWrong ? null : (array, [.. subscripts]);
    }

    private BoundSubscript Subscript(ExpressionSyntax? syntax, VariableSymbol array, int dimension, ElementSyntax whole)
    {
        if (syntax is not null and not SliceSyntax) return new(expressions.BindIndex(syntax), null);
        var location = _context.LocationOf(syntax ?? whole);
        var range = syntax as SliceSyntax;
        var lower = range?.Lower is { } from ? expressions.BindIndex(from) : new BoundLiteral(Constant.Index(0), location);
        var upper = range?.Upper is { } to ? expressions.BindIndex(to) : new BoundExtent(array, dimension, location);
        if (lower is BoundLiteral { Value.Integer: var start } && upper is BoundLiteral { Value.Integer: var end }
            && (start < 0 || start > end || (Extent(array, dimension) is ShapeExpr.Literal { Value: var extent } && end > extent)))
            return new(expressions.Fail(range!, DslDiagnostics.SliceBounds, start, end, array.Name, Extent(array, dimension)), null);
        return new(lower, upper);
    }

    private static ShapeExpr Extent(VariableSymbol array, int dimension) => ((ArrayType)array.Type).Dimensions[dimension];

    // Null for an element.
    private ArrayType? PartOf(VariableSymbol array, ImmutableArray<BoundSubscript> subscripts, ElementSyntax syntax)
    {
        List<ShapeExpr> extents = [];
        for (var d = 0; d < subscripts.Length; d++)
            if (subscripts[d] is { Upper: { } upper, Lower: var lower })
                extents.Add(Length(lower, upper) ?? new ShapeExpr.Symbol(expressions.TextOf(syntax.Subscripts[d])));
        return extents.Count == 0 ? null : new(array.Element, [.. extents]);
    }

    private static ShapeExpr? Length(BoundExpression lower, BoundExpression upper) =>
        Formula(lower) is { } from && Formula(upper) is { } to
            ? from is ShapeExpr.Literal { Value: 0 } ? to : ShapeExpr.Combine('-', to, from)
            : null;

    // What extents of arrays and numbers make; null of what is only known when the workflow runs.
    private static ShapeExpr? Formula(BoundExpression expression) => expression switch
    {
        BoundLiteral { Value.Integer: var number } => new ShapeExpr.Literal((long)number),
        BoundVariable { Variable: { Kind: VariableKind.ShapeSymbol, Name: var name } } => new ShapeExpr.Symbol(name),
        BoundExtent extent => Extent(extent.Array, extent.Dimension),
        _ => null,
    };
}
