using Weft.IR;

namespace Weft.Passes;

/// <summary>From an operation and the ranges of its operands to the range of its result: a table.</summary>
internal static class IntegerRangeRules
{
    /// <summary>Null says that nothing is known beyond the type.</summary>
    internal delegate IntegerRange? Rule(Operation op, IReadOnlyList<IntegerRange> operands);

    private static readonly Dictionary<Type, Rule> Table = new()
    {
        [typeof(ConstantOp)] = (op, _) => OfConstant(((ConstantOp)op).Value),
        [typeof(AddIOp)] = Wrapping(RangeArithmetic.Add),
        [typeof(SubIOp)] = Wrapping(RangeArithmetic.Subtract),
        [typeof(MulIOp)] = Wrapping(RangeArithmetic.Multiply),
        [typeof(ShLIOp)] = Wrapping(RangeArithmetic.ShiftLeft),
        [typeof(ShRSIOp)] = Of(RangeArithmetic.ShiftRightSigned),
        [typeof(ShRUIOp)] = Of(RangeArithmetic.ShiftRightUnsigned),

        [typeof(DivUIOp)] = Of(RangeDivision.Unsigned),
        [typeof(CeilDivUIOp)] = Of(RangeDivision.UnsignedUp),
        [typeof(DivSIOp)] = Of(RangeDivision.Signed),
        [typeof(CeilDivSIOp)] = Of(RangeDivision.SignedUp),
        [typeof(FloorDivSIOp)] = Of(RangeDivision.SignedDown),
        [typeof(RemUIOp)] = Of(RangeDivision.UnsignedRemainder),
        [typeof(RemSIOp)] = Of(RangeDivision.SignedRemainder),

        [typeof(AndIOp)] = Of(BitRanges.And),
        [typeof(OrIOp)] = Of(BitRanges.Or),
        [typeof(XOrIOp)] = Of(BitRanges.Xor),

        [typeof(MaxSIOp)] = Of(RangeChoices.MaxSigned),
        [typeof(MaxUIOp)] = Of(RangeChoices.MaxUnsigned),
        [typeof(MinSIOp)] = Of(RangeChoices.MinSigned),
        [typeof(MinUIOp)] = Of(RangeChoices.MinUnsigned),
        [typeof(SelectOp)] = (_, o) => RangeChoices.Select(o[0], o[1], o[2]),
        [typeof(CmpIOp)] = (op, o) => RangeChoices.Compare(((CmpIOp)op).Predicate, o[0], o[1]),

        [typeof(ExtUIOp)] = (op, o) => o[0].ZeroExtend(WidthOf(op)),
        [typeof(ExtSIOp)] = (op, o) => o[0].SignExtend(WidthOf(op)),
        [typeof(TruncIOp)] = (op, o) => o[0].Truncate(WidthOf(op)),
        [typeof(IndexCastOp)] = (op, o) => Resized(op, o[0], o[0].SignExtend),
        [typeof(IndexCastUIOp)] = (op, o) => Resized(op, o[0], o[0].ZeroExtend),
    };

    public static Rule? For(Operation op) =>
        Table.TryGetValue(op.GetType(), out var rule) ? rule : GridRanges.Knows(op) ? static (op, _) => GridRanges.Of(op) : null;

    private static Rule Of(Func<IntegerRange, IntegerRange, IntegerRange> rule) => (_, o) => rule(o[0], o[1]);

    private static Rule Wrapping(Func<IntegerRange, IntegerRange, IntegerOverflow, IntegerRange> rule) =>
        (op, o) => rule(o[0], o[1], ((OverflowBinaryOp)op).OverflowFlags);

    private static int WidthOf(Operation op) => IntegerBits.Width(TypeRules.ElementOf(op.Results[0].Type));

    private static IntegerRange Resized(Operation op, IntegerRange range, Func<int, IntegerRange> extend) =>
        WidthOf(op) > range.Width ? extend(WidthOf(op)) : WidthOf(op) < range.Width ? range.Truncate(WidthOf(op)) : range;

    private static IntegerRange? OfConstant(TypedAttribute? constant) => constant switch
    {
        IntegerAttr { Type: IndexType or IntegerType { Width: > 0 } } number =>
            IntegerRange.Exactly(IntegerBits.Width(number.Type), number.Value),
        DenseElementsAttr splat => OfConstant(splat.SplatValue),
        _ => null,
    };
}
