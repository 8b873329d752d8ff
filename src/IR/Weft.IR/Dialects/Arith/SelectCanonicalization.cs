namespace Weft.IR;

/// <summary>Rules on choices.</summary>
public static partial class SelectCanonicalization
{
    // select(c, true, false) -> c
    [Rule]
    private static Value? Itself(SelectOp op) =>
        op.Condition.Type == op.Result.Type && Is(op.TrueValue, 1) && Is(op.FalseValue, 0) ? op.Condition : null;

    // select(c, false, true) -> not c
    [Rule]
    private static Operation? Not(SelectOp op, Rewriter rewriter) =>
        op.Condition.Type == IntegerType.I1 && op.Result.Type == IntegerType.I1 && Is(op.TrueValue, 0) && Is(op.FalseValue, 1)
            ? new XOrIOp(op.Condition, rewriter.Constant(op, ConstantOp.Bool(true)))
            : null;

    // select(c, 1, 0) -> extui(c)
    [Rule]
    private static Operation? Extend(SelectOp op) =>
        op.Condition.Type == IntegerType.I1 && op.Result.Type is IntegerType { Width: > 1, IsSignless: true }
        && Is(op.TrueValue, 1) && Is(op.FalseValue, 0)
            ? new ExtUIOp(op.Condition, op.Result.Type)
            : null;

    // select(not c, a, b) -> select(c, b, a)
    [Rule]
    private static Operation? NotCondition(SelectOp op) =>
        ArithCanonicalization.Negated(op.Condition.Def) is { } condition ? new SelectOp(condition, op.FalseValue, op.TrueValue) : null;

    // select(c, select(c, a, b), d) -> select(c, a, d)
    [Rule]
    private static Operation? SameInside(SelectOp op) =>
        op.TrueValue.Def is SelectOp { TrueValue: var a } inner && inner.Condition == op.Condition
            ? new SelectOp(op.Condition, a, op.FalseValue)
            : null;

    // select(c, a, select(c, b, d)) -> select(c, a, d)
    [Rule]
    private static Operation? SameInsideElse(SelectOp op) =>
        op.FalseValue.Def is SelectOp { FalseValue: var d } inner && inner.Condition == op.Condition
            ? new SelectOp(op.Condition, op.TrueValue, d)
            : null;

    // select(a == b, a, b) -> b; select(a != b, a, b) -> a
    [Rule]
    private static Value? Equal(SelectOp op)
    {
        if (op.Condition.Def is not CmpIOp { Predicate: CmpIPredicate.Eq or CmpIPredicate.Ne } compare) return null;
        var (a, b) = (op.TrueValue, op.FalseValue);
        if ((compare.Lhs != a || compare.Rhs != b) && (compare.Lhs != b || compare.Rhs != a)) return null;
        return compare.Predicate == CmpIPredicate.Eq ? b : a;
    }

    private static bool Is(Value value, long number) => ArithFolding.IsInteger(ConstantOp.ValueOf(value), number);
}
