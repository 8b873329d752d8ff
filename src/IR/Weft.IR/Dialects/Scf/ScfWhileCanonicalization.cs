using System;
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
        if (op.After.Entry.Last is not YieldOp yield) return false;
        var before = op.Before.Entry;
        var kept = Indices(op.Inits.Count, i => yield.Values[i] != op.Inits[i]
            && (PassedOn(op, yield.Values[i]) is not { } value || (value != before.Arguments[i] && value != op.Inits[i])));
        if (kept.Count == op.Inits.Count) return false;
        ScfBodies.Yield(op.After.Entry, [.. kept.Select(i => yield.Values[i])], rewriter);
        var loop = Insert(op, [.. kept.Select(i => op.Inits[i])], [.. op.Values.Types], rewriter);
        var target = ScfBodies.Open(loop.Before, kept.Select(i => before.Arguments[i]));
        var arguments = op.Inits.ToArray();
        for (var i = 0; i < kept.Count; i++) arguments[kept[i]] = target.Arguments[i];
        rewriter.MergeInto(before, target, arguments);
        op.After.MoveBlocksTo(loop.After);
        return rewriter.Replace(op, loop.ResultList);
    }

    // a value from outside that the condition passes on -> itself
    [Rule]
    private static bool InvariantResult(WhileOp op, Rewriter rewriter)
    {
        var passed = op.Condition.Arguments.ToArray();
        var kept = Indices(passed.Length, i => passed[i].ParentBlock == op.Before.Entry);
        return kept.Count < passed.Length && PassOn(op, kept, passed, rewriter);
    }

    // the condition in the second region -> true
    [Rule]
    private static bool KnownCondition(WhileOp op, Rewriter rewriter)
    {
        Value? holds = null;
        for (var i = 0; i < op.Values.Count; i++)
        {
            var argument = op.After.Entry.Arguments[i];
            if (op.Condition.Arguments[i] != op.Condition.Condition || !argument.HasUses) continue;
            rewriter.ReplaceAllUses(argument, holds ??= rewriter.Constant(op, ConstantOp.Bool(true)));
        }

        return holds is not null;
    }

    // the comparison that the condition is, made again in the second region -> true or false
    [Rule]
    private static bool KnownComparison(WhileOp op, Rewriter rewriter)
    {
        if (op.Condition.Condition.Def is not CmpIOp condition) return false;
        var changed = false;
        for (var i = 0; i < op.Values.Count; i++)
            for (var side = 0; side < 2; side++)
            {
                if (op.Condition.Arguments[i] != condition.Operands[side]) continue;
                foreach (var user in op.After.Entry.Arguments[i].Users)
                {
                    if (user is not CmpIOp again || again.Operands[1 - side] != condition.Operands[1 - side]) continue;
                    var isSame = again.Predicate == condition.Predicate;
                    if (!isSame && again.Predicate != CmpIPredicates.Inverse(condition.Predicate)) continue;
                    changed |= rewriter.Replace(again, rewriter.Constant(op, ConstantOp.Bool(isSame)));
                }
            }

        return changed;
    }

    // a result that nobody uses, inside or behind -> nothing
    [Rule]
    private static bool UnusedResult(WhileOp op, Rewriter rewriter)
    {
        var kept = Indices(op.Values.Count, i => op.Results[i].HasUses || op.After.Entry.Arguments[i].HasUses);
        return kept.Count < op.Values.Count && PassOn(op, kept, new Value[op.Values.Count], rewriter);
    }

    // a value passed on twice -> once
    [Rule]
    private static bool SameResult(WhileOp op, Rewriter rewriter)
    {
        var passed = op.Condition.Arguments.ToArray();
        var kept = Indices(passed.Length, i => Array.IndexOf(passed, passed[i]) == i);
        return kept.Count < passed.Length && PassOn(op, kept, null, rewriter);
    }

    // an argument of the first region that it does not use -> nothing
    [Rule]
    private static bool UnusedArgument(WhileOp op, Rewriter rewriter)
    {
        var before = op.Before.Entry;
        var kept = Indices(op.Inits.Count, i => before.Arguments[i].HasUses);
        if (kept.Count == op.Inits.Count || op.After.Entry.Last is not YieldOp yield) return false;
        var loop = Insert(op, [.. kept.Select(i => op.Inits[i])], [.. op.Values.Types], rewriter);
        ScfBodies.Yield(op.After.Entry, [.. kept.Select(i => yield.Values[i])], rewriter);
        var target = ScfBodies.Open(loop.Before, kept.Select(i => before.Arguments[i]));
        var arguments = new Value[op.Inits.Count];
        for (var i = 0; i < kept.Count; i++) arguments[kept[i]] = target.Arguments[i];
        rewriter.MergeInto(before, target, arguments);
        var after = ScfBodies.Open(loop.After, op.After.Entry.Arguments);
        rewriter.MergeInto(op.After.Entry, after, after.Arguments);
        return rewriter.Replace(op, loop.ResultList);
    }

    // all arguments of the first region passed on in another order -> in their order
    [Rule]
    private static bool ArgumentOrder(WhileOp op, Rewriter rewriter)
    {
        var (passed, arguments) = (op.Condition.Arguments.ToArray(), op.Before.Entry.Arguments);
        if (passed.Length != arguments.Count || passed.SequenceEqual(arguments) || passed.Distinct().Count() != passed.Length) return false;
        var kept = arguments.Select(a => Array.IndexOf(passed, a)).ToList();
        return !kept.Contains(-1) && PassOn(op, kept, null, rewriter);
    }

    // What a value that the second region yields was at the end of the first.
    private static Value? PassedOn(WhileOp op, Value yielded) =>
        yielded is BlockArgument argument && argument.Owner == op.After.Entry ? op.Condition.Arguments[argument.Index] : null;

    // A loop whose condition passes on the values with these indices. The others are replaced by values from outside; where none are
    // given, by the ones that are the same.
    private static bool PassOn(WhileOp op, List<int> kept, Value[]? others, Rewriter rewriter)
    {
        var (condition, body, passed) = (op.Condition, op.After.Entry, op.Condition.Arguments.ToArray());
        rewriter.Replace(condition, new ConditionOp(condition.Condition, [.. kept.Select(i => passed[i])]));
        var loop = Insert(op, op.Inits.ToArray(), [.. kept.Select(i => op.Results[i].Type)], rewriter);
        var target = ScfBodies.Open(loop.After, kept.Select(i => body.Arguments[i]));
        var (arguments, results) = (new Value[passed.Length], new Value[passed.Length]);
        for (var i = 0; i < passed.Length; i++)
        {
            var place = others is null ? kept.FindIndex(k => passed[k] == passed[i]) : kept.IndexOf(i);
            (arguments[i], results[i]) = place < 0 ? (others![i], others[i]) : (target.Arguments[place], loop.Results[place]);
        }

        op.Before.MoveBlocksTo(loop.Before);
        rewriter.MergeInto(body, target, arguments);
        return rewriter.Replace(op, results);
    }

    private static WhileOp Insert(WhileOp op, IReadOnlyList<Value> inits, IReadOnlyList<IrType> results, Rewriter rewriter) =>
        rewriter.InsertBefore(op, KernelAttributes.KeepHints(op, new WhileOp(inits, results)));

    private static List<int> Indices(int count, Func<int, bool> isKept) => [.. Enumerable.Range(0, count).Where(isKept)];
}
