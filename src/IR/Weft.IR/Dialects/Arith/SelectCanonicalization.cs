using static Weft.IR.ArithCanonicalization;

namespace Weft.IR;

/// <summary>Rules on choices.</summary>
public static partial class SelectCanonicalization
{
    // select(c, a, select(c, b, d)) -> select(c, a, d)
    [Rule]
    private static Operation? SameInsideElse(SelectOp op) =>
        op.FalseValue.Def is SelectOp { FalseValue: var d } inner && inner.Condition == op.Condition
            ? new SelectOp(op.Condition, op.TrueValue, d)
            : null;

    // select(c, select(c, a, b), d) -> select(c, a, d)
    [Rule]
    private static Operation? SameInside(SelectOp op) =>
        op.TrueValue.Def is SelectOp { TrueValue: var a } inner && inner.Condition == op.Condition
            ? new SelectOp(op.Condition, a, op.FalseValue)
            : null;

    // select(c, false, true) -> not c
    [Rule]
    private static Operation? Not(SelectOp op, Rewriter rewriter) =>
        op.Condition.Type == IntegerType.I1 && op.Result.Type == IntegerType.I1 && Is(op.TrueValue, 0) && Is(op.FalseValue, 1)
            ? new XOrIOp(op.Condition, rewriter.Constant(op, ConstantOp.Bool(true)))
            : null;

    // select(not c, a, b) -> select(c, b, a)
    [Rule]
    private static Operation? NotCondition(SelectOp op) =>
        Negated(op.Condition.Def) is { } condition ? new SelectOp(condition, op.FalseValue, op.TrueValue) : null;

    // select(c, 1, 0) -> extui(c); select(c, 0, 1) -> extui(not c)
    [Rule]
    private static Operation? Extend(SelectOp op, Rewriter rewriter)
    {
        if (op.Condition.Type != IntegerType.I1 || op.Result.Type is not IntegerType { Width: > 1, IsSignless: true } type) return null;
        if (Is(op.TrueValue, 1) && Is(op.FalseValue, 0)) return new ExtUIOp(op.Condition, type);
        if (!Is(op.TrueValue, 0) || !Is(op.FalseValue, 1)) return null;
        var not = rewriter.InsertBefore(op, new XOrIOp(op.Condition, rewriter.Constant(op, ConstantOp.Bool(true))));
        return new ExtUIOp(not.Result, type);
    }
}
