using Weft.IR;

namespace Weft.Passes;

/// <summary>The comparisons that conditions are made of.</summary>
internal static class Comparisons
{
    /// <summary>Those of which the outcome is known where a condition is known to hold, or not to.</summary>
    public static IEnumerable<(CmpIOp Compare, bool Holds)> SaidBy(Value condition, bool holds) => condition.Def switch
    {
        CmpIOp compare => [(compare, holds)],
        XOrIOp (var x, var y) when IsConstant(y, true) => SaidBy(x, !holds),
        AndIOp (var x, var y) when holds => SaidBy(x, true).Concat(SaidBy(y, true)),
        OrIOp (var x, var y) when !holds => SaidBy(x, false).Concat(SaidBy(y, false)),
        SelectOp choice => SaidBy(choice.Condition, choice.TrueValue, choice.FalseValue, holds),
        IfOp choice when condition is OpResult { Index: var i } =>
            SaidBy(choice.Condition, choice.ThenRegion.Entry.Last!.Operands[i], choice.ElseRegion.Entry.Last!.Operands[i], holds),
        _ => [],
    };

    /// <summary>As <see cref="SaidBy(Value, bool)"/>, of all conditions that an operation stands under.</summary>
    public static IEnumerable<(CmpIOp Compare, bool Holds)> Around(Operation op)
    {
        for (; op.ParentOp is { } parent; op = parent)
            if (parent is IfOp choice)
                foreach (var said in SaidBy(choice.Condition, op.ParentRegion == choice.ThenRegion)) yield return said;
    }

    // c ? x : false holds: c and x hold. Likewise for the other three.
    private static IEnumerable<(CmpIOp Compare, bool Holds)> SaidBy(Value condition, Value yes, Value no, bool holds)
    {
        var taken = IsConstant(no, !holds) ? true : IsConstant(yes, !holds) ? false : (bool?)null;
        return taken is { } side ? SaidBy(condition, side).Concat(SaidBy(side ? yes : no, holds)) : [];
    }

    private static bool IsConstant(Value value, bool expected) =>
        ConstantOp.ValueOf(value) is IntegerAttr constant && constant.IsZero != expected;
}
