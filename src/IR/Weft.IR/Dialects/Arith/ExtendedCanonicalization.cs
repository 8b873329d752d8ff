namespace Weft.IR;

/// <summary>Rules on operations with a second result, and on shifts and truncations that amount to them.</summary>
public static partial class ExtendedCanonicalization
{
    // addui_extended(x, y), the overflow unused -> x + y
    [Rule]
    private static bool SumAlone(AddUIExtendedOp op, Rewriter rewriter) =>
        !op.Overflow.HasUses && rewriter.Replace(op, [rewriter.InsertBefore(op, new AddIOp(op.Lhs, op.Rhs)).Result, op.Lhs]);

    // mulsi_extended(x, y), the high half unused -> x * y
    [Rule]
    private static bool LowAlone(MulSIExtendedOp op, Rewriter rewriter) => LowAlone((ExtendedProductOp)op, rewriter);

    // mulsi_extended(x, 1) -> x, extsi(x < 0); a single bit that is set is -1, and an index is not extended to
    [Rule]
    private static bool TimesOne(MulSIExtendedOp op, Rewriter rewriter)
    {
        if (TypeRules.ElementOf(op.Lhs.Type) is not IntegerType { Width: > 1 } || !ArithCanonicalization.Is(op.Rhs, 1)
            || ArithFolding.Integer(0, op.Lhs.Type) is not TypedAttribute zero)
            return false;
        var isNegative = rewriter.InsertBefore(op, new CmpIOp(CmpIPredicate.Slt, op.Lhs, rewriter.Constant(op, new ConstantOp(zero))));
        return rewriter.Replace(op, [op.Lhs, rewriter.InsertBefore(op, new ExtSIOp(isNegative.Result, op.High.Type)).Out]);
    }

    // mului_extended(x, y), the high half unused -> x * y
    [Rule]
    private static bool LowAlone(MulUIExtendedOp op, Rewriter rewriter) => LowAlone((ExtendedProductOp)op, rewriter);

    // trunci(ext(x)) -> ext(x), when it drops only what the extension put there
    [Rule]
    private static Operation? TruncateExtended(TruncIOp op) => op.In.Def switch
    {
        ExtSIOp { In: var x } when IsWider(op.Out, x) => new ExtSIOp(x, op.Out.Type),
        ExtUIOp { In: var x } when IsWider(op.Out, x) => new ExtUIOp(x, op.Out.Type),
        _ => null,
    };

    // trunci(shrsi(x, c)) -> trunci(shrui(x, c)), when it drops what was shifted in
    [Rule]
    private static Operation? TruncateShifted(TruncIOp op, Rewriter rewriter) =>
        op.In.Def is ShRSIOp ({ } x, { Def: ConstantOp c }) && IsHighPart(op, c)
            ? new TruncIOp(rewriter.InsertBefore(op, new ShRUIOp(x, rewriter.Constant(op, new ConstantOp(c.Value)))).Result, op.Out.Type)
            : null;

    // trunci(shrui(ext(x) * ext(y), c)) -> the high half of mul_extended(x, y)
    [Rule]
    private static Value? HighHalf(TruncIOp op, Rewriter rewriter)
    {
        if (op.In.Def is not ShRUIOp ({ Def: MulIOp ({ } a, { } b) }, { Def: ConstantOp c }) || !IsHighPart(op, c)) return null;
        return (a.Def, b.Def) switch
        {
            (ExtSIOp { In: var x }, ExtSIOp { In: var y }) when x.Type == op.Out.Type && y.Type == op.Out.Type =>
                rewriter.InsertBefore(op, new MulSIExtendedOp(x, y)).High,
            (ExtUIOp { In: var x }, ExtUIOp { In: var y }) when x.Type == op.Out.Type && y.Type == op.Out.Type =>
                rewriter.InsertBefore(op, new MulUIExtendedOp(x, y)).High,
            _ => null,
        };
    }

    private static bool LowAlone(ExtendedProductOp op, Rewriter rewriter) =>
        !op.High.HasUses && rewriter.Replace(op, [rewriter.InsertBefore(op, new MulIOp(op.Lhs, op.Rhs)).Result, op.Lhs]);

    private static bool IsWider(Value value, Value than) =>
        CastRules.Widens(TypeRules.ElementOf(than.Type), TypeRules.ElementOf(value.Type));

    private static bool IsHighPart(TruncIOp op, ConstantOp shift) => ArithFolding.IsInteger(
        shift.Value, CastRules.BitWidth(TypeRules.ElementOf(op.In.Type)) - CastRules.BitWidth(TypeRules.ElementOf(op.Out.Type)));
}
