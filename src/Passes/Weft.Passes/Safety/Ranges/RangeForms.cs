using Weft.IR;

namespace Weft.Passes;

/// <summary>The ways in which ranges follow from ranges.</summary>
internal static class RangeForms
{
    /// <summary>Sums and products: both operands must have both limits. The result may be more than its type holds.</summary>
    public static RangeRules.Rule Arithmetic(Func<RangeAnalysis, ValueRange, ValueRange, ValueRange?> join) => (a, op) =>
    {
        var (x, y) = (a.Of(op.Operands[0]), a.Of(op.Operands[1]));
        return Math.Max(x.Bits, y.Bits) < Limit.MaximumBits ? join(a, x, y)?.Given(x.Conditions).Given(y.Conditions) : null;
    };

    public static ValueRange Sum(RangeAnalysis a, ValueRange x, ValueRange y) =>
        new(a.Limits.Add(x.Low!.Value, y.Low!.Value), a.Limits.Add(x.High!.Value, y.High!.Value));

    public static ValueRange Difference(RangeAnalysis a, ValueRange x, ValueRange y) =>
        new(a.Limits.Subtract(x.Low!.Value, y.High!.Value), a.Limits.Subtract(x.High!.Value, y.Low!.Value));

    /// <summary>The least and greatest of the four products of limits; with a constant factor only its sign matters.</summary>
    public static ValueRange? Product(RangeAnalysis analysis, ValueRange x, ValueRange y)
    {
        if (x.Bits + y.Bits > Limit.MaximumBits) return null;
        var limits = analysis.Limits;
        if (x.Low == x.High && x.Low!.Value.IsConstant) (x, y) = (y, x);
        var (low, high, least, most) = (x.Low!.Value, x.High!.Value, y.Low!.Value, y.High!.Value);
        if (least == most && least.IsConstant)
        {
            var (p, q) = (limits.Scale(low, least.Offset), limits.Scale(high, least.Offset));
            return (least.Offset >= 0 ? new ValueRange(p, q) : new(q, p)).Given(x.Conditions);
        }

        Limit[] products =
            [limits.Multiply(low, least), limits.Multiply(low, most), limits.Multiply(high, least), limits.Multiply(high, most)];
        return new(products.Aggregate(limits.Min), products.Aggregate(limits.Max));
    }

    /// <summary>Of two values the larger: at least as large as either.</summary>
    public static ValueRange Largest(RangeAnalysis a, ValueRange x, ValueRange y) =>
        new ValueRange(RangeScope.Tighter(x.Low, y.Low, a.Limits.Max), Both(x.High, y.High, a.Limits.Max))
            .Given(x.Conditions).Given(y.Conditions);

    public static ValueRange Smallest(RangeAnalysis a, ValueRange x, ValueRange y) =>
        new ValueRange(Both(x.Low, y.Low, a.Limits.Min), RangeScope.Tighter(x.High, y.High, a.Limits.Min))
            .Given(x.Conditions).Given(y.Conditions);

    /// <summary>A choice, each side where the condition is as it says: <c>i &lt; 0 ? 0 : i</c> is not negative.</summary>
    public static ValueRange Either(RangeAnalysis a, SelectOp op)
    {
        var (x, y) = (a.ExactWhere(op.TrueValue, op.Condition, true), a.ExactWhere(op.FalseValue, op.Condition, false));
        return new ValueRange(Both(x.Low, y.Low, a.Limits.Min), Both(x.High, y.High, a.Limits.Max)).Given(x.Conditions).Given(y.Conditions);
    }

    /// <summary>Not above an operand that is not negative: masks, and the smaller of two unsigned numbers.</summary>
    public static ValueRange? BelowEither(RangeAnalysis a, Operation op)
    {
        foreach (var operand in new[] { op.Operands[1], op.Operands[0] })
            if (a.Exact(operand) is { IsKnown: true, High: { } most } range && a.Narrowing.NonNegative(range) is { } limit)
                return UpTo(most).Given(limit.Conditions);
        return null;
    }

    /// <summary>An operation that grows with its first operand, whose second one is a constant.</summary>
    public static ValueRange Monotone(RangeAnalysis a, Operation op, ValueRange range, long operand) =>
        range.Map(limit => a.Limits.Monotone(limit, (IntegerBinaryOp)op, operand));

    /// <summary>The same for unsigned numbers: as for signed ones where none is negative, else what the type's width leaves.</summary>
    public static ValueRange? MonotoneUnsigned(RangeAnalysis a, Operation op, long operand, Func<ulong, ulong> ofLargest)
    {
        var range = a.Exact(op.Operands[0]);
        if (range.IsKnown && a.Narrowing.NonNegative(range) is { } limit) return Monotone(a, op, limit, operand);
        if (op.Results[0].Type is not IntegerType { Width: <= 64 and var width }) return null;
        var most = ofLargest(ulong.MaxValue >> (64 - width));
        return most < 1UL << 31 ? ValueRange.Between(0, (long)most) : null;
    }

    /// <summary>A constant factor of two to the amount.</summary>
    public static ValueRange? LeftShift(RangeAnalysis a, Operation op) =>
        Amount(op) is <= 30 and var amount ? Product(a, a.Of(op.Operands[0]), ValueRange.Exactly(Limit.Constant(1L << (int)amount))) : null;

    /// <summary>Below the divisor, when that is positive.</summary>
    public static ValueRange? UnsignedRemainder(RangeAnalysis a, Operation op) =>
        Modulus(a, op) is { High: { } most } modulus ? UpTo(a.Limits.Add(most, -1)).Given(modulus.Conditions) : null;

    /// <summary>Between 0 and the divisor, on the side of the dividend.</summary>
    public static ValueRange? SignedRemainder(RangeAnalysis a, Operation op)
    {
        if (Modulus(a, op) is not { High: { } largest } modulus) return null;
        var most = a.Limits.Add(largest, -1);
        var dividend = a.Exact(op.Operands[0]);
        var least = LeastRemainder(a.Limits, dividend, a.Limits.Negate(most));
        return new ValueRange(least, most).Given(modulus.Conditions).Given(dividend.Conditions);
    }

    private static Limit LeastRemainder(LimitBuilder limits, ValueRange dividend, Limit least) =>
        dividend.Low is not { IsWeak: false } low ? least
        : low is { IsConstant: true, Offset: >= 0 } ? Limit.Constant(0)
        : limits.Max(limits.Min(low, Limit.Constant(0)), least);

    /// <summary>Narrow numbers that are not negative stay as they are; of others only the width is known.</summary>
    public static ValueRange? ZeroExtension(RangeAnalysis a, Operation op)
    {
        var range = a.Exact(op.Operands[0]);
        if (range.IsKnown && a.Narrowing.NonNegative(range) is { } limit) return limit;
        return op.Operands[0].Type is IntegerType { Width: <= 32 and var width } ? ValueRange.Between(0, (1L << width) - 1).Weaken() : null;
    }

    public static ValueRange UpTo(Limit most) => new(Limit.Constant(0), most);

    /// <summary>A constant divisor above zero, or null.</summary>
    public static long? Divisor(Operation op) =>
        ConstantOp.ValueOf(op.Operands[1]) is IntegerAttr { Value.Sign: > 0 } divisor ? divisor.Int64 : null;

    /// <summary>A constant amount below the width, or null.</summary>
    public static long? Amount(Operation op) =>
        ConstantOp.ValueOf(op.Operands[1]) is IntegerAttr { Value.Sign: >= 0, Int64: var amount }
        && amount < IntegerBits.Width(op.Results[0].Type) ? amount : null;

    /// <summary>The range of a divisor, on condition that it is positive.</summary>
    public static ValueRange? Modulus(RangeAnalysis a, Operation op) =>
        a.Exact(op.Operands[1]) is { IsKnown: true, Low: { } low } range ? a.Narrowing.Require(range, Limit.Constant(0), low) : null;

    private static Limit? Both(Limit? a, Limit? b, Func<Limit, Limit, Limit> join) => a is { } x && b is { } y ? join(x, y) : null;
}
