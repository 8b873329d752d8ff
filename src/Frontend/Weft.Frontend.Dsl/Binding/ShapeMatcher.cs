using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Finds what a kernel's shape symbols stand for at one call. Extents that only differ as formulas are left to the check
/// at run time; two different numbers are an error here.</summary>
internal sealed class ShapeMatcher
{
    private readonly Dictionary<string, ShapeExpr> _values = [];

    /// <summary>Matches a parameter with an argument of the same rank; the first dimension that cannot agree, or null.</summary>
    public (int Axis, ShapeExpr Wanted, ShapeExpr Found)? Match(ArrayType parameter, ArrayType argument)
    {
        for (var d = 0; d < parameter.Rank; d++)
        {
            var found = argument.Dimensions[d];
            if (parameter.Dimensions[d] is ShapeExpr.Symbol { Name: var name } && _values.TryAdd(name, found)) continue;
            var wanted = parameter.Dimensions[d].Substitute(_values);
            if (wanted.Contradicts(found)) return (d, wanted, found);
        }

        return null;
    }

    /// <summary>The type of a result at this call, or the symbol that nothing has fixed.</summary>
    public (WeftType? Type, string? Unknown) ResultType(WeftType type)
    {
        if (type is not ArrayType array) return (type, null);
        var unknown = array.Dimensions.SelectMany(dimension => dimension.Symbols).FirstOrDefault(symbol => !_values.ContainsKey(symbol));
        if (unknown is not null) return (null, unknown);
        return (array with { Dimensions = array.Dimensions.Select(dimension => dimension.Substitute(_values)) }, null);
    }
}
