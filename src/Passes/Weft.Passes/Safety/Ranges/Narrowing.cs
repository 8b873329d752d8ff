using Weft.IR;

namespace Weft.Passes;

/// <summary>Facts that a range needs, known or as conditions to check before the loop.</summary>
internal sealed class Narrowing(LimitBuilder limits)
{
    /// <summary>The range, on condition that it fits a narrow type: then nothing wrapped around on the way. Null when it cannot.</summary>
    public ValueRange? Fit(ValueRange range, IrType type)
    {
        if (type is not IntegerType { Width: <= 32 and var width } || range.Bits <= width) return range;
        if (range is not { Low: { } low, High: { } high }) return range;
        var (below, above) = (Limit.Constant(-(1L << (width - 1)) - 1), Limit.Constant(1L << (width - 1)));
        var fits = Require(range, below, low) is { } half ? Require(half, high, above) : null;
        return fits is null ? null : fits with { Low = low with { Bits = width }, High = high with { Bits = width } };
    }

    /// <summary>The range of a value that is put into a type, on condition that the type holds it.</summary>
    public ValueRange? Truncate(ValueRange range, IrType type) =>
        type is not IntegerType { Width: < 64 } ? range : range is { Low: not null, High: not null } ? Fit(range, type) : null;

    /// <summary>The range, on condition that it has no negative values.</summary>
    public ValueRange? NonNegative(ValueRange range) => range.Low is { } low ? Require(range, Limit.Constant(-1), low) : null;

    /// <summary>The range, on condition that <c>a &lt; b</c>; null when that is false or nothing is known of it.</summary>
    public ValueRange? Require(ValueRange range, Limit a, Limit b) => limits.Less(a, b) switch
    {
        (true, _) => range,
        (_, { } condition) => range.Given([condition]),
        _ => null,
    };
}
