using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>Rules on loops and on regions that run once.</summary>
public static partial class ScfCanonicalization
{
    // a value carried round a loop unchanged, or for nothing -> itself
    [Rule]
    private static bool ForwardedIterArg(ForOp op, Rewriter rewriter) => Carry(op, IsForwarded, rewriter);

    // for with no turn -> its initial values; with one turn -> its body; with turns that do nothing -> what they yield
    [Rule]
    private static bool ShortFor(ForOp op, Rewriter rewriter)
    {
        if (op.LowerBound == op.UpperBound) return rewriter.Replace(op, op.InitArgs.ToArray());
        if (Difference(op.LowerBound, op.UpperBound) is not { } distance) return false;
        if (distance <= 0) return rewriter.Replace(op, op.InitArgs.ToArray());
        if (ConstantOp.ValueOf(op.Step) is not IntegerAttr step) return false;
        if (step.Value >= distance) return ScfBodies.Inline(op, op.Body.Entry, [op.LowerBound, .. op.InitArgs], rewriter);
        return ScfBodies.IsTrivial(op.Body) && op.Yielded.All(v => v.ParentBlock != op.Body.Entry)
            && rewriter.Replace(op, op.Yielded.ToArray());
    }

    // for iter_args(cast(x)), where the cast forgets -> cast(for iter_args(x))
    [Rule]
    private static bool IterArgOfCast(ForOp op, Rewriter rewriter)
    {
        var place = 0;
        while (place < op.InitArgs.Count && !ForgetsForOneUse(op, place)) place++;
        if (place == op.InitArgs.Count) return false;
        var inits = op.InitArgs.ToArray();
        var (old, known) = (inits[place].Type, inits[place].BeforeForgetting!);
        inits[place] = known;
        var loop = rewriter.InsertBefore(op, ForOp.WithBody(op.LowerBound, op.UpperBound, op.Step, inits));
        foreach (var attribute in op.Attributes) loop.SetAttribute(attribute.Name, attribute.Value);
        var target = loop.Body.Entry;
        var arguments = target.Arguments.ToArray<Value>();
        arguments[place + 1] = rewriter.BuilderAtEnd(target, op.Location).Cast(arguments[place + 1], old);
        rewriter.MergeInto(op.Body.Entry, target, arguments);
        var yielded = target.Last!.Operands.ToArray();
        yielded[place] = rewriter.BuilderBefore(target.Last!).Cast(yielded[place], known.Type);
        ScfBodies.Yield(target, yielded, rewriter);
        var back = rewriter.BuilderBefore(op).Cast(loop.Results[place], old);
        return rewriter.Replace(op, [.. loop.ResultList.Select((r, i) => i == place ? back : r)]);
    }

    private static bool ForgetsForOneUse(ForOp op, int place) =>
        op.Results[place].HasOneUse && op.InitArgs[place] is { BeforeForgetting: { } known, Type: var type } && known.Type != type;

    // execute_region { a; yield x } -> a, x
    [Rule]
    private static bool StraightRegion(ExecuteRegionOp op, Rewriter rewriter) =>
        op.Body.Blocks.Count == 1 && op.Body.Entry.Last is YieldOp && ScfBodies.Inline(op, op.Body.Entry, [], rewriter);

    // execute_region of several blocks, among blocks -> its blocks
    [Rule]
    private static bool BranchingRegion(ExecuteRegionOp op, Rewriter rewriter)
    {
        if (op.ParentOp is not (FuncOp or ExecuteRegionOp) || op.Body.Blocks.Count == 1) return false;
        var (before, behind) = (op.Parent!, new Block());
        before.Parent!.Insert(before.Parent.IndexOf(before) + 1, behind);
        before.MoveOpsFrom(op, behind);
        rewriter.Append(before, new BranchOp([], op.Body.Entry), op.Location);
        foreach (var block in op.Body.Blocks)
            if (block.Last is YieldOp yield) rewriter.Replace(yield, new BranchOp(yield.Values.ToArray(), behind));
        op.Body.MoveBlocksTo(before.Parent, before.Parent.IndexOf(behind));
        return rewriter.Replace(op, [.. op.ResultList.Select(r => behind.AddArgument(r.Type, r.Location))]);
    }

    // index_switch of a constant -> the case's region
    [Rule]
    private static bool ConstantSwitch(IndexSwitchOp op, Rewriter rewriter)
    {
        if (ConstantOp.IntegerOf(op.Arg) is not { } value) return false;
        var taken = op.DefaultRegion;
        var (cases, regions) = (op.Cases, op.CaseRegions);
        for (var i = 0; i < cases.Count; i++)
            if (cases[i] == value) taken = regions[i];
        return ScfBodies.Inline(op, taken.Entry, [], rewriter);
    }

    /// <summary>Replaces a loop by one that does not carry the values which are always the initial ones.</summary>
    internal static bool Carry(ForOp op, System.Func<ForOp, int, bool> isInitial, Rewriter rewriter)
    {
        var gone = new bool[op.InitArgs.Count];
        for (var i = 0; i < gone.Length; i++) gone[i] = isInitial(op, i);
        if (!gone.Contains(true)) return false;
        var kept = Enumerable.Range(0, gone.Length).Where(i => !gone[i]).ToList();
        var loop = new ForOp(
            op.LowerBound, op.UpperBound, op.Step, [.. kept.Select(i => op.InitArgs[i])], [.. kept.Select(i => op.Results[i].Type)]);
        var body = op.Body.Entry;
        var target = ScfBodies.Open(loop.Body, kept.Select(i => body.Arguments[i + 1]).Prepend(body.Arguments[0]));
        foreach (var attribute in op.Attributes) loop.SetAttribute(attribute.Name, attribute.Value);
        rewriter.InsertBefore(op, loop);
        var (arguments, results, next) = (new List<Value> { target.Arguments[0] }, new List<Value>(), 0);
        for (var i = 0; i < gone.Length; i++)
        {
            arguments.Add(gone[i] ? op.InitArgs[i] : target.Arguments[next + 1]);
            results.Add(gone[i] ? op.InitArgs[i] : loop.Results[next++]);
        }

        rewriter.MergeInto(body, target, arguments);
        var yield = (YieldOp)target.Last!;
        ScfBodies.Yield(target, [.. kept.Select(i => yield.Values[i])], rewriter);
        return rewriter.Replace(op, results);
    }

    private static bool IsForwarded(ForOp op, int index)
    {
        var argument = op.Body.Entry.Arguments[index + 1];
        return op.Yielded[index] == argument
            || (!argument.HasUses && (op.Yielded[index] == op.InitArgs[index] || !op.Results[index].HasUses));
    }

    // The constant by which one value is larger than another.
    private static System.Numerics.BigInteger? Difference(Value low, Value high)
    {
        if (ConstantOp.ValueOf(low) is IntegerAttr a && ConstantOp.ValueOf(high) is IntegerAttr b)
            return IntegerBits.Wrap(b.Value - a.Value, low.Type) is var wrapped && wrapped == b.Value - a.Value ? wrapped : null;
        if (high.Def is not AddIOp ({ } x, { } y)) return null;
        return x == low && ConstantOp.ValueOf(y) is IntegerAttr c ? c.Value
            : y == low && ConstantOp.ValueOf(x) is IntegerAttr d ? d.Value
            : null;
    }
}
