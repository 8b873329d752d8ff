using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Finds what a kernel's shape symbols stand for at one call. Extents that only differ as formulas are left to the check
/// at run time; two different numbers are an error here.</summary>
internal sealed class ShapeMatcher
{
    private readonly Dictionary<string, ShapeExpr> _values = [];
    private static readonly Dictionary<string, long> Nothing = [];
    private readonly Dictionary<string, string> _sources = [];

    /// <summary>Matches a parameter with an argument of the same rank; the first dimension that cannot agree, or null.</summary>
    /// <param name="source">What messages call the argument.</param>
    public (int Axis, ShapeExpr Wanted, ShapeExpr Found, string From)? Match(ArrayType parameter, ArrayType argument, string source)
    {
        for (var d = 0; d < parameter.Rank; d++)
        {
            var (dimension, found) = (parameter.Dimensions[d], argument.Dimensions[d]);
            if (dimension.Solve(found, _values.ContainsKey) is var (name, value) && _values.TryAdd(name, value.Substitute(_values)))
                _sources[name] = source;
            var wanted = dimension.Substitute(_values);
            if (wanted.Contradicts(found)) return (d, wanted, found, From(dimension));
        }

        return null;
    }

    /// <summary>The first of the kernel's constraints that cannot hold, with the two numbers; null when there is none.</summary>
    public (ShapeConstraint Constraint, ShapeConstraint Values, string From)? Violated(KernelSymbol kernel)
    {
        foreach (var constraint in kernel.Constraints)
            if (constraint.Substitute(_values) is var values && values.Holds(Nothing) == false)
                return (constraint, values, From(constraint.Left) + From(constraint.Right));
        return null;
    }

    /// <summary>Says which arguments fixed the symbols of a formula.</summary>
    private string From(ShapeExpr formula) => string.Concat(formula.Symbols.Distinct().Where(_sources.ContainsKey)
        .Select(symbol => $"; '{symbol}' is {_values[symbol]} because of {_sources[symbol]}"));

    /// <summary>The type of a result at this call, or the symbol that nothing has fixed.</summary>
    public (WeftType? Type, string? Unknown) ResultType(WeftType type)
    {
        if (type is RecordType record) return OfRecord(record);
        if (type is not ArrayType array) return (type, null);
        var unknown = array.Dimensions.SelectMany(dimension => dimension.Symbols).FirstOrDefault(symbol => !_values.ContainsKey(symbol));
        if (unknown is not null) return (null, unknown);
        return (array with { Dimensions = array.Dimensions.Select(dimension => dimension.Substitute(_values)) }, null);
    }

    private (WeftType? Type, string? Unknown) OfRecord(RecordType record)
    {
        if (record.Dimensions.Count == 0) return (record, null);
        var (type, unknown) = ResultType(new ArrayType(ElementType.F32, record.Dimensions));
        return (type is ArrayType array ? record with { Dimensions = array.Dimensions } : null, unknown);
    }
}
