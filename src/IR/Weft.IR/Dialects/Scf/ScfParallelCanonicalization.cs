using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>Rules on parallel loops.</summary>
public static partial class ScfParallelCanonicalization
{
    // a nest with a dimension without turns -> its initial values; a dimension with one turn -> its lower bound
    [Rule]
    private static bool FewTurns(ParallelOp op, Rewriter rewriter)
    {
        var kept = new List<int>();
        for (var d = 0; d < op.Steps.Count; d++)
        {
            var turns = TripCount.Of(op.LowerBounds[d], op.UpperBounds[d], op.Steps[d]);
            if (turns == 0) return rewriter.Replace(op, op.InitVals.ToArray());
            if (turns != 1) kept.Add(d);
        }

        if (kept.Count == op.Steps.Count) return false;
        if (kept.Count == 0) return InlineTurn(op, rewriter);
        var loop = rewriter.InsertBefore(op, new ParallelOp(
            Pick(op.LowerBounds, kept), Pick(op.UpperBounds, kept), Pick(op.Steps, kept), op.InitVals.ToArray(), [.. op.Values.Types]));
        var body = op.Body.Entry;
        for (var d = op.Steps.Count - 1; d >= 0; d--)
        {
            if (kept.Contains(d)) continue;
            rewriter.ReplaceAllUses(body.Arguments[d], op.LowerBounds[d]);
            body.EraseArgument(d);
        }

        return Take(op, body, loop, rewriter);
    }

    // parallel i { parallel j { a } } -> parallel i, j { a }
    [Rule]
    private static bool Nested(ParallelOp op, Rewriter rewriter)
    {
        var body = op.Body.Entry;
        if (op.Values.Count > 0 || body.First is not ParallelOp { Values.Count: 0 } inner || inner.Next != body.Last) return false;
        if (inner.Operands.Any(v => v.ParentBlock == body)) return false;
        var loop = rewriter.InsertBefore(op, new ParallelOp(
            [.. op.LowerBounds, .. inner.LowerBounds], [.. op.UpperBounds, .. inner.UpperBounds], [.. op.Steps, .. inner.Steps], [], []));
        var target = inner.Body.Entry;
        for (var d = 0; d < op.Steps.Count; d++)
            rewriter.ReplaceAllUses(body.Arguments[d], target.InsertArgument(d, IndexType.Instance, body.Arguments[d].Location));
        return Take(op, target, loop, rewriter);
    }

    // The one turn, and what its reductions make of the initial values. In copies, which the driver looks at in their order.
    private static bool InlineTurn(ParallelOp op, Rewriter rewriter)
    {
        var (reduce, mapping, results) = (op.Reduce, new IrMapping(), new List<Value>());
        Copy(op.Body.Entry, op.LowerBounds.ToArray());
        for (var i = 0; i < reduce.Reductions.Count; i++)
        {
            var join = reduce.Reductions[i].Entry;
            Copy(join, [op.InitVals[i], mapping[reduce.Inputs[i]]]);
            results.Add(mapping[((ReduceReturnOp)join.Last!).Result]);
        }

        return rewriter.Replace(op, results);

        void Copy(Block block, Value[] arguments)
        {
            for (var i = 0; i < arguments.Length; i++) mapping[block.Arguments[i]] = arguments[i];
            for (var inner = block.First!; inner != block.Last; inner = inner.Next!) rewriter.InsertBefore(op, mapping.Clone(inner));
        }
    }

    private static bool Take(ParallelOp op, Block body, ParallelOp loop, Rewriter rewriter)
    {
        body.Parent!.MoveBlocksTo(loop.Body);
        KernelAttributes.KeepHints(op, loop);
        return rewriter.Replace(op, loop.ResultList);
    }

    private static Value[] Pick(OperandRange values, List<int> dimensions) => [.. dimensions.Select(d => values[d])];
}

/// <summary>How many turns a loop has, as far as its bounds say.</summary>
internal static class TripCount
{
    /// <summary>The number of turns from one value to another; null when it is not known. Zero is known only for bounds that cross by
    /// less than a step, as in MLIR, where a loop whose bounds cross by more stays.</summary>
    public static long? Of(Value low, Value high, Value step) => low == high ? 0
        : ConstantOp.IntegerOf(low) is { } a && ConstantOp.IntegerOf(high) is { } b && ConstantOp.IntegerOf(step) is { } s ? Of(a, b, s)
        : null;

    public static long? Of(long low, long high, long step) => low == high ? 0
        : step <= 0 ? null
        : high > low ? high - low > 0 ? ((high - low - 1) / step) + 1 : null
        : low - high is > 0 and var back && back < step ? 0 : null;
}
