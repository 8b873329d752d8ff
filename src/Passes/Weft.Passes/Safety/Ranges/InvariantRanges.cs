using Weft.IR;

namespace Weft.Passes;

/// <summary>The ranges of values that are known before the loop: each is its own limit.</summary>
internal sealed class InvariantRanges(LimitBuilder limits)
{
    public ValueRange Of(Value value)
    {
        if (ConstantOp.ValueOf(value) is IntegerAttr constant) return ValueRange.Exactly(Limit.Constant(constant.Int64));
        if (value.Type is IntegerType { Width: <= 32 and var narrow }) return ValueRange.Exactly(new(Cast(value), 0, narrow));
        if (value is { Type: IntegerType, Def: IndexCastOp { In: { Type: IndexType } index } }) return Of(index);
        if (value.Type is IntegerType) return Sensible(Cast(value));
        // A value plus a constant keeps its base: limits over one base compare without code.
        if (value.Def is AddIOp ({ } x, { Def: ConstantOp { Value: IntegerAttr c } }) && IsSmall(c)) return Shift(Of(x), c.Int64);
        if (value.Def is SubIOp ({ } y, { Def: ConstantOp { Value: IntegerAttr d } }) && IsSmall(d)) return Shift(Of(y), -d.Int64);
        if (value.Def is IndexCastOp { In.Type: IntegerType { Width: <= 32 and var width } })
            return ValueRange.Exactly(new(value, 0, width));
        return IsExtent(value) || IsCounterOfExtents(value) ? ValueRange.Exactly(new(value, 0, Limit.ExtentBits)) : Sensible(value);
    }

    private Value Cast(Value value) => limits.Builder.Add(new IndexCastOp(value, IndexType.Instance));

    private static bool IsSmall(IntegerAttr value) => Math.Abs((double)value.Int64) < 1L << 31;

    private static bool IsExtent(Value value) => value.Def is DimOp;

    // The counter of a loop around this one stays between its bounds.
    private static bool IsCounterOfExtents(Value value) =>
        value is BlockArgument argument && CountedLoop.Bounds(argument) is ({ } lower, { } upper)
        && IsNearExtent(lower) && IsNearExtent(upper);

    private static bool IsNearExtent(Value value) => value.Def switch
    {
        DimOp => true,
        ConstantOp { Value: IntegerAttr constant } => IsSmall(constant),
        AddIOp ({ Def: DimOp }, { Def: ConstantOp { Value: IntegerAttr constant } }) => IsSmall(constant),
        _ => false,
    };

    // On condition that -2^40 <= value < 2^40.
    private ValueRange Sensible(Value value)
    {
        var limit = new Limit(value, 0, Limit.ExtentBits);
        var low = limits.Less(Limit.Constant(-(1L << (Limit.ExtentBits - 1)) - 1), limit).Value!;
        var high = limits.Less(limit, Limit.Constant(1L << (Limit.ExtentBits - 1))).Value!;
        return ValueRange.Exactly(limit).Given([low, high]);
    }

    private ValueRange Shift(ValueRange range, long by) => range.Map(limit => limits.Add(limit, by));
}
