using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>The indices of reductions and scatters: ranges that are not written come from the subscripts that an index stands in.</summary>
/// <param name="word">The reduction, or <c>scatter</c>.</param>
internal sealed class RangeBinder(ExpressionBinder expressions, string word)
{
    private readonly BodyContext _context = expressions.Context;

    /// <summary>Declares the indices in the current scope; null, reported, where a range is not known.</summary>
    /// <param name="bodies">Where the subscripts are.</param>
    public ImmutableArray<BoundRange>? Bind(ImmutableArray<RangeSyntax> indices, params ReadOnlySpan<ExpressionSyntax?> bodies)
    {
        var ranges = ImmutableArray.CreateBuilder<BoundRange>();
        foreach (var range in indices)
        {
            var (lower, upper) = range is { Lower: { } from, Upper: { } to }
                ? (expressions.BindIndex(from), expressions.BindIndex(to))
                : Infer(range, bodies);
            var index = _context.Declare(range.Index, new ScalarType(ElementType.Index), VariableKind.Index);
            ranges.Add(new(index, lower, upper));
        }

        return ranges.Any(range => range.Lower is BoundError || range.Upper is BoundError) ? null : ranges.ToImmutable();
    }

    /// <summary>0 to the extent of the dimension that the index alone is a subscript of.</summary>
    private (BoundExpression Lower, BoundExpression Upper) Infer(RangeSyntax range, ReadOnlySpan<ExpressionSyntax?> bodies)
    {
        var location = _context.LocationOf(range);
        VariableSymbol? array = null;
        var axis = 0;
        foreach (var body in bodies)
        {
            if (body is null) continue;
            foreach (var (element, position) in SubscriptSearch.Find(body, range.Index.Text))
            {
                if (expressions.Names.TryFindArray(element)?.Leaves.First() is not { Type: ArrayType type } found) continue;
                if (array is null) (array, axis) = (found, position);
                else if (((ArrayType)array.Type).Dimensions[axis] is var first && type.Dimensions[position] is var second
                         && first.Contradicts(second))
                    return Unclear(DslDiagnostics.RangesDiffer, range, range.Index.Text, array.Name, first, found.Name, second);
            }
        }

        if (array is null) return Unclear(DslDiagnostics.RangeUnknown, range, range.Index.Text, word);
        return (new BoundLiteral(Constant.Index(0), location), new BoundExtent(array, axis, location));
    }

    private (BoundExpression, BoundExpression) Unclear(DiagnosticDescriptor descriptor, RangeSyntax range, params object?[] arguments)
    {
        var error = expressions.Fail(range, descriptor, arguments);
        return (error, error);
    }
}
