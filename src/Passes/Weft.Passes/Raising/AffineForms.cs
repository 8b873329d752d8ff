using Weft.IR;

namespace Weft.Passes;

/// <summary>What index arithmetic computes, as affine expressions of loop counters and symbols. It follows operations up to values that
/// may be operands of affine maps.</summary>
internal sealed class AffineForms
{
    // Beyond that, sums of products might leave 64 bits though each counter is within an array.
    private const long LargestFactor = 1L << 20;

    private readonly List<Value> _dims = [];
    private readonly List<Value> _symbols = [];

    /// <summary>A map with a result for each value; null where one is not affine.</summary>
    public static AffineValueMap? Of(IEnumerable<Value> values)
    {
        var forms = new AffineForms();
        return forms.All(values.Select(forms.Of));
    }

    /// <summary>A lower bound: the greatest of the results.</summary>
    public static AffineValueMap? LowerBound(Value value) => Bound<MaxSIOp>(value);

    /// <summary>An upper bound: the least of the results.</summary>
    public static AffineValueMap? UpperBound(Value value) => Bound<MinSIOp>(value);

    private static AffineValueMap? Bound<T>(Value value) where T : Operation
    {
        var (forms, ends) = (new AffineForms(), new List<Value>());
        Collect(value);
        return forms.All(ends.Select(forms.Of));

        void Collect(Value end)
        {
            if (end.Def is not T choice) ends.Add(end);
            else foreach (var operand in choice.Operands) Collect(operand);
        }
    }

    private AffineValueMap? All(IEnumerable<AffineExpr?> results)
    {
        var all = results.ToList();
        return all.Contains(null) ? null
            : new AffineValueMap(new AffineMap(_dims.Count, _symbols.Count, all.ToSequence()!), _dims.Concat(_symbols)).Normalized();
    }

    private AffineExpr? Of(Value value)
    {
        if (ConstantOp.IntegerOf(value) is { } constant) return AffineExpr.Constant(constant);
        if (value.Type is not IndexType) return null;
        return value.Def switch
        {
            AddIOp (var a, var b) => Of(a) is { } x && Of(b) is { } y ? x + y : Leaf(value),
            SubIOp (var a, var b) => Of(a) is { } x && Of(b) is { } y ? x - y : Leaf(value),
            MulIOp (var a, var b) when ConstantOp.IntegerOf(b) is >= -LargestFactor and <= LargestFactor and var factor =>
                Of(a) is { } x ? x * factor : Leaf(value),
            FloorDivSIOp (var a, var b) when ConstantOp.IntegerOf(b) is > 0 and var divisor =>
                Of(a) is { } x ? x.FloorDiv(AffineExpr.Constant(divisor)) : Leaf(value),
            CeilDivSIOp (var a, var b) when ConstantOp.IntegerOf(b) is > 0 and var divisor =>
                Of(a) is { } x ? x.CeilDiv(AffineExpr.Constant(divisor)) : Leaf(value),
            _ => Leaf(value),
        };
    }

    private AffineExpr? Leaf(Value value) =>
        value.IsValidSymbol ? AffineExpr.Symbol(Place(_symbols, value))
        : value.IsValidDim ? AffineExpr.Dim(Place(_dims, value))
        : null;

    private static int Place(List<Value> values, Value value)
    {
        var known = values.IndexOf(value);
        if (known >= 0) return known;
        values.Add(value);
        return values.Count - 1;
    }
}
