using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>Rules on <c>scf.while</c>.</summary>
public static partial class ScfWhileCanonicalization
{
    // a value that comes back to the first region unchanged -> its initial value
    [Rule]
    private static bool InvariantArgument(WhileOp op, Rewriter rewriter)
    {
        var (before, after) = (op.Before.Entry, op.After.Entry);
        if (after.Last is not YieldOp yield) return false;
        var kept = new List<int>();
        for (var i = 0; i < op.Inits.Count; i++)
            if (Returns(op, yield.Values[i]) is not { } back || (back != before.Arguments[i] && back != op.Inits[i])) kept.Add(i);
        if (kept.Count == op.Inits.Count) return false;
        for (var i = op.Inits.Count - 1; i >= 0; i--)
        {
            if (kept.Contains(i)) continue;
            rewriter.ReplaceAllUses(before.Arguments[i], op.Inits[i]);
            before.EraseArgument(i);
        }

        rewriter.InsertBefore(yield, new YieldOp([.. kept.Select(i => yield.Values[i])]));
        rewriter.Erase(yield);
        return Take(op, new WhileOp([.. kept.Select(i => op.Inits[i])], [.. op.Values.Types]), op.Results.ToArray(), rewriter);
    }

    // a value from outside that the condition passes on -> itself; one that nobody uses goes
    [Rule]
    private static bool InvariantResult(WhileOp op, Rewriter rewriter)
    {
        var (condition, after) = (op.Condition, op.After.Entry);
        var kept = new List<int>();
        for (var i = 0; i < op.Values.Count; i++)
            if (IsInside(op, condition.Arguments[i]) && (op.Results[i].HasUses || after.Arguments[i].HasUses)) kept.Add(i);
        if (kept.Count == op.Values.Count) return false;
        var values = condition.Arguments.ToArray();
        for (var i = values.Length - 1; i >= 0; i--)
        {
            if (kept.Contains(i)) continue;
            if (after.Arguments[i].HasUses) rewriter.ReplaceAllUses(after.Arguments[i], values[i]);
            after.EraseArgument(i);
        }

        rewriter.InsertBefore(condition, new ConditionOp(condition.Condition, [.. kept.Select(i => values[i])]));
        rewriter.Erase(condition);
        var loop = new WhileOp(op.Inits.ToArray(), [.. kept.Select(i => op.Results[i].Type)]);
        for (var i = 0; i < kept.Count; i++) values[kept[i]] = loop.Results[i];
        return Take(op, loop, values, rewriter);
    }

    // the condition in the second region -> true
    [Rule]
    private static bool KnownCondition(WhileOp op, Rewriter rewriter)
    {
        var changed = false;
        for (var i = 0; i < op.Values.Count; i++)
        {
            var argument = op.After.Entry.Arguments[i];
            if (op.Condition.Arguments[i] != op.Condition.Condition || !argument.HasUses) continue;
            rewriter.ReplaceAllUses(argument, rewriter.Constant(op, ConstantOp.Bool(true)));
            changed = true;
        }

        return changed;
    }

    // What a value of the second region was at the end of the first.
    private static Value Returns(WhileOp op, Value yielded) =>
        yielded is BlockArgument argument && argument.Owner == op.After.Entry ? op.Condition.Arguments[argument.Index] : yielded;

    private static bool IsInside(WhileOp op, Value value) => op.IsAncestorOf(value.ParentBlock?.ParentOp);

    private static bool Take(WhileOp op, WhileOp loop, Value[] values, Rewriter rewriter)
    {
        rewriter.InsertBefore(op, loop);
        for (var r = 0; r < op.Regions.Count; r++) op.Regions[r].MoveBlocksTo(loop.Regions[r]);
        foreach (var attribute in op.Attributes) loop.SetAttribute(attribute.Name, attribute.Value);
        for (var i = 0; i < values.Length; i++)
            if (op.Results[i].HasUses) rewriter.ReplaceAllUses(op.Results[i], values[i] == op.Results[i] ? loop.Results[i] : values[i]);
        rewriter.Erase(op);
        return true;
    }
}
