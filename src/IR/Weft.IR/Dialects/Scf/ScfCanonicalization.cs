using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>Rules on structured control flow.</summary>
public static partial class ScfCanonicalization
{
    // if (constant) a else b -> a or b
    [Rule]
    private static bool ConstantIf(IfOp op, Rewriter rewriter)
    {
        if (ConstantOp.ValueOf(op.Condition) is not IntegerAttr condition) return false;
        var taken = condition.IsZero ? op.ElseRegion : op.ThenRegion;
        return taken.IsEmpty ? rewriter.Replace(op, []) : ReplaceByBody(op, taken.Entry, [], rewriter);
    }

    // if with two empty regions and no results -> nothing
    [Rule]
    private static bool EmptyIf(IfOp op, Rewriter rewriter)
    {
        if (op.Values.Count > 0 || !IsTrivial(op.ThenRegion) || !IsTrivial(op.ElseRegion)) return false;
        rewriter.Erase(op);
        return true;
    }

    // if c { a } else { } -> if c { a }
    [Rule]
    private static bool EmptyElse(IfOp op, Rewriter rewriter)
    {
        if (op.Values.Count > 0 || !op.HasElse || !IsTrivial(op.ElseRegion)) return false;
        op.ElseRegion.Clear();
        rewriter.Note(op);
        return true;
    }

    // c inside the regions of if c -> true, false
    [Rule]
    private static bool KnownCondition(IfOp op, Rewriter rewriter)
    {
        var changed = false;
        foreach (var use in op.Condition.Uses)
        {
            var taken = op.ThenRegion.Encloses(use.Owner.ParentRegion);
            if (!taken && !op.ElseRegion.Encloses(use.Owner.ParentRegion)) continue;
            changed |= rewriter.SetOperand(use.Owner, use.Index, rewriter.Constant(op, ConstantOp.Bool(taken)));
        }

        return changed;
    }

    // if c { yield a, f() } else { yield b, g() } -> select(c, a, b), if c { yield f() } else { yield g() }; unused results go
    [Rule]
    private static bool FewerResults(IfOp op, Rewriter rewriter)
    {
        if (op.Values.Count == 0) return false;
        var (then, otherwise) = (op.ThenRegion.Entry.Last!.Operands, op.ElseRegion.Entry.Last!.Operands);
        var (kept, values) = (new List<int>(), new Value?[op.Values.Count]);
        for (var i = 0; i < values.Length; i++)
        {
            if (!op.Results[i].HasUses) continue;
            if (op.IsAncestorOf(then[i].ParentBlock?.ParentOp) || op.IsAncestorOf(otherwise[i].ParentBlock?.ParentOp)) kept.Add(i);
            else values[i] = Choose(op, then[i], otherwise[i], rewriter);
        }

        if (kept.Count == values.Length) return false;
        var fewer = rewriter.InsertBefore(op, new IfOp(op.Condition, [.. kept.Select(i => op.Results[i].Type)]));
        for (var r = 0; r < op.Regions.Count; r++) MoveBody(op.Regions[r], fewer.Regions[r], kept, rewriter);
        return ReplaceBy(op, fewer, kept, values, rewriter);
    }

    // if a { if b { x } } -> if a & b { x }
    [Rule]
    private static bool NestedIf(IfOp op, Rewriter rewriter)
    {
        if (op.Values.Count > 0 || op.HasElse) return false;
        if (op.ThenRegion.Entry.First is not IfOp { Values.Count: 0, HasElse: false } inner) return false;
        if (inner.Next != op.ThenRegion.Entry.Last) return false;
        if (!inner.Attributes.SequenceEqual(op.Attributes)) return false;
        var both = rewriter.InsertBefore(op, new AndIOp(op.Condition, inner.Condition));
        rewriter.InlineBlockBefore(inner.ThenRegion.Entry, inner, []);
        rewriter.Erase(inner.Previous!); // its yield
        rewriter.Erase(inner);
        return rewriter.SetOperand(op, 0, both.Result);
    }

    // if c { a } else { x }; if c { b } else { y } -> if c { a; b } else { x; y }
    [Rule]
    private static bool SameIf(IfOp op, Rewriter rewriter)
    {
        if (op.Values.Count > 0 || op.Previous is not IfOp { Values.Count: 0 } first || first.Condition != op.Condition) return false;
        if (!first.Attributes.SequenceEqual(op.Attributes)) return false;
        for (var r = 0; r < op.Regions.Count; r++)
        {
            if (op.Regions[r].IsEmpty) continue;
            if (first.Regions[r].IsEmpty)
            {
                op.Regions[r].MoveBlocksTo(first.Regions[r]);
                continue;
            }

            var end = first.Regions[r].Entry.Last!;
            rewriter.InlineBlockBefore(op.Regions[r].Entry, end, []);
            rewriter.Erase(end);
        }

        rewriter.Erase(op);
        return true;
    }

    // for with no turn -> its initial values; with one turn -> its body
    [Rule]
    private static bool ShortFor(ForOp op, Rewriter rewriter)
    {
        if (ConstantOp.IntegerOf(op.LowerBound) is not { } lower || ConstantOp.IntegerOf(op.UpperBound) is not { } upper) return false;
        if (ConstantOp.IntegerOf(op.Step) is not { } step || step <= 0) return false;
        if (lower >= upper) return rewriter.Replace(op, op.InitArgs.ToArray());
        return step >= upper - lower && upper - lower > 0 && ReplaceByBody(op, op.Body.Entry, [op.LowerBound, .. op.InitArgs], rewriter);
    }

    // a value carried round a loop unchanged, or for nothing -> itself
    [Rule]
    private static bool InvariantIterArg(ForOp op, Rewriter rewriter)
    {
        var (kept, values) = (new List<int>(), new Value?[op.InitArgs.Count]);
        for (var i = 0; i < values.Length; i++)
        {
            var argument = op.Body.Entry.Arguments[i + 1];
            var isInvariant = op.Yielded[i] == argument || op.Yielded[i] == op.InitArgs[i];
            var isUnused = !argument.HasUses && !op.Results[i].HasUses;
            if (isInvariant || isUnused) values[i] = op.InitArgs[i];
            else kept.Add(i);
        }

        if (kept.Count == values.Length) return false;
        var types = kept.Select(i => op.Results[i].Type).ToArray();
        var initial = kept.Select(i => op.InitArgs[i]).ToArray();
        var loop = rewriter.InsertBefore(op, new ForOp(op.LowerBound, op.UpperBound, op.Step, initial, types));
        for (var i = 0; i < values.Length; i++)
            if (values[i] is { } value) rewriter.ReplaceAllUses(op.Body.Entry.Arguments[i + 1], value);
        MoveBody(op.Body, loop.Body, kept, rewriter);
        for (var i = values.Length - 1; i >= 0; i--)
            if (values[i] is not null) loop.Body.Entry.EraseArgument(i + 1);
        return ReplaceBy(op, loop, kept, values, rewriter);
    }

    // execute_region { a; yield x } -> a, x
    [Rule]
    private static bool StraightRegion(ExecuteRegionOp op, Rewriter rewriter) =>
        op.Body.Blocks.Count == 1 && op.Body.Entry.Last is YieldOp && ReplaceByBody(op, op.Body.Entry, [], rewriter);

    // index_switch of a constant -> the case's region
    [Rule]
    private static bool ConstantSwitch(IndexSwitchOp op, Rewriter rewriter)
    {
        if (ConstantOp.IntegerOf(op.Arg) is not { } value) return false;
        var taken = op.DefaultRegion;
        for (var i = 0; i < op.Cases.Count; i++)
            if (op.Cases[i] == value) taken = op.CaseRegions[i];
        return ReplaceByBody(op, taken.Entry, [], rewriter);
    }

    private static Value Choose(IfOp op, Value then, Value otherwise, Rewriter rewriter) =>
        then == otherwise ? then : rewriter.InsertBefore(op, new SelectOp(op.Condition, then, otherwise)).Result;

    private static bool IsTrivial(Region region) => region.IsEmpty || region.Entry.First == region.Entry.Last;

    // The body goes over with a yield of some of its values.
    private static void MoveBody(Region body, Region target, List<int> kept, Rewriter rewriter)
    {
        if (body.IsEmpty) return;
        body.MoveBlocksTo(target);
        var yield = (YieldOp)target.Entry.Last!;
        rewriter.InsertBefore(yield, new YieldOp([.. kept.Select(i => yield.Values[i])]));
        rewriter.Erase(yield);
    }

    private static bool ReplaceBy(Operation op, Operation fewer, List<int> kept, Value?[] values, Rewriter rewriter)
    {
        foreach (var attribute in op.Attributes) fewer.SetAttribute(attribute.Name, attribute.Value);
        for (var i = 0; i < kept.Count; i++) values[kept[i]] = fewer.Results[i];
        // What has no value has no use.
        for (var i = 0; i < values.Length; i++)
            if (values[i] is { } value) rewriter.ReplaceAllUses(op.Results[i], value);
        rewriter.Erase(op);
        return true;
    }

    internal static bool ReplaceByBody(Operation op, Block body, IReadOnlyList<Value> arguments, Rewriter rewriter)
    {
        var terminator = body.Last!;
        var values = terminator.Operands.ToArray();
        for (var i = 0; i < values.Length; i++)
            if (values[i] is BlockArgument argument && argument.Owner == body) values[i] = arguments[argument.Index];
        rewriter.Erase(terminator);
        rewriter.InlineBlockBefore(body, op, arguments);
        return rewriter.Replace(op, values);
    }
}
