using Weft.IR;

namespace Weft.Passes;

/// <summary>Parallel loops as nests of sequential ones, in order of the indices: one of the orders that they allow.</summary>
internal static class SequentialLoops
{
    /// <summary>Gives the loops, the outermost first.</summary>
    public static IReadOnlyList<ForOp> Convert(ParallelOp op)
    {
        var builder = Builder.At(op);
        IReadOnlyList<Value> carried = op.InitVals.ToArray();
        var loops = new List<ForOp>();
        for (var i = 0; i < op.Steps.Count; i++)
        {
            var loop = builder.Insert(ForOp.WithBody(op.LowerBounds[i], op.UpperBounds[i], op.Steps[i], carried));
            op.InductionVariables[i].ReplaceAllUsesWith(loop.InductionVariable);
            loops.Add(loop);
            carried = loop.IterArgs.ToArray<Value>();
            builder = Builder.AtEnd(loop.Body.Entry, op.Location);
        }

        var reduce = op.Reduce;
        op.Body.Entry.MoveOpsFrom(op.Body.Entry.First, loops[^1].Body.Entry);
        var joined = carried.Select((value, i) => Join(reduce, i, value)).ToArray();
        reduce.Erase();
        // The innermost loop yields the joined values, each outer one the results of the next.
        for (var i = loops.Count - 1; i >= 0; i--)
        {
            Builder.AtEnd(loops[i].Body.Entry, op.Location).Insert(new YieldOp(joined));
            joined = loops[i].Results.ToArray();
        }

        op.ReplaceWith(joined);
        return loops;
    }

    // reduce(x) { (a, b): body; return r } -> body with a = what was carried, b = x
    private static Value Join(ReduceOp reduce, int index, Value carried)
    {
        var body = reduce.Reductions[index].Entry;
        body.Arguments[0].ReplaceAllUsesWith(carried);
        body.Arguments[1].ReplaceAllUsesWith(reduce.Operands[index]);
        var result = body.Last!.Operands[0];
        foreach (var op in body.Ops)
            if (op != body.Last) op.MoveBefore(reduce);
        return result;
    }
}
