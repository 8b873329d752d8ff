using Weft.IR;

namespace Weft.Passes;

/// <summary>Puts adjacent parallel loops over the same indices together, where each turn of the second needs, of what the first
/// writes, only what the same turn has written.</summary>
[Pass("scf-parallel-loop-fusion", "Puts adjacent parallel loops together.")]
public sealed record ScfParallelLoopFusion : IPass
{
    public void Run(Operation root, PassContext context)
    {
        foreach (var block in root.WalkPostOrder().SelectMany(op => op.Regions).SelectMany(r => r.Blocks).ToList())
        {
            ParallelOp? first = null;
            foreach (var op in block.Ops)
            {
                if (op is ParallelOp second) first = first is not null && CanFuse(first, second) ? Fuse(first, second) : second;
                else if (op.MemoryEffects != MemoryEffects.None || op.Regions.Count > 0) first = null;
            }
        }
    }

    private static bool CanFuse(ParallelOp first, ParallelOp second) =>
        first.LowerBounds.SequenceEqual(second.LowerBounds) && first.UpperBounds.SequenceEqual(second.UpperBounds)
        && first.Steps.SequenceEqual(second.Steps) && !HasParallelInside(first) && !HasParallelInside(second)
        && ReadsOnlyOwnTurn(first, second) && ReadsOnlyOwnTurn(second, first)
        && first.ResultList.All(r => r.Users.All(user => IsBehind(second, user)));

    private static bool HasParallelInside(ParallelOp loop) => loop.Walk().Skip(1).Any(op => op is ParallelOp);

    private static bool IsBehind(Operation op, Operation user)
    {
        var at = user;
        while (at is not null && at.Parent != op.Parent) at = at.ParentOp;
        return at is not null && op.IsBefore(at);
    }

    // What the reader loads of what the writer stores, it loads with the indices of the store.
    private static bool ReadsOnlyOwnTurn(ParallelOp writer, ParallelOp reader)
    {
        var stores = writer.Body.Ops.SelectMany(op => op.Walk()).OfType<StoreOp>().ToLookup(s => s.Memref, s => s.Indices.ToArray());
        foreach (var load in reader.Body.Ops.SelectMany(op => op.Walk()).OfType<LoadOp>())
        {
            if (load.Memref.Def is { } definition && definition.Parent == load.Parent) return false;
            if (stores.Any(s => s.Key != load.Memref && AliasAnalysis.MayAlias(s.Key, load.Memref))) return false;
            foreach (var indices in stores[load.Memref])
                if (!indices.SequenceEqual(stores[load.Memref].First())
                    || !indices.Zip(load.Indices).All(pair => IsSame(pair.First, pair.Second, writer, reader)))
                    return false;
        }

        return true;
    }

    // Two indices that are the same in the same turn: one variable, or one computation of such.
    private static bool IsSame(Value a, Value b, ParallelOp writer, ParallelOp reader)
    {
        if (Turn(a, writer, reader) == b) return true;
        return a.Def is { } x && b.Def is { } y && x.Info == y.Info && x.Regions.Count + y.Regions.Count == 0
            && x.MemoryEffects == MemoryEffects.None && x.Operands.Count == y.Operands.Count
            && x.Properties.SequenceEqual(y.Properties) && x.Attributes.SequenceEqual(y.Attributes)
            && x.Operands.Zip(y.Operands).All(pair => Turn(pair.First, writer, reader) == Turn(pair.Second, writer, reader));
    }

    private static Value Turn(Value value, ParallelOp writer, ParallelOp reader) =>
        value is BlockArgument argument && argument.Owner == writer.Body.Entry ? reader.Body.Entry.Arguments[argument.Index] : value;

    private static ParallelOp Fuse(ParallelOp first, ParallelOp second)
    {
        var loop = new ParallelOp(
            second.LowerBounds.ToArray(), second.UpperBounds.ToArray(), second.Steps.ToArray(), [.. first.InitVals, .. second.InitVals],
            [.. first.Values.Types, .. second.Values.Types]) { Location = second.Location };
        second.Parent!.InsertBefore(second, loop);
        var body = loop.Body.AddBlock([.. first.InductionVariables.Select(v => v.Type)]);
        var (end, otherEnd) = (first.Reduce, second.Reduce);
        first.Body.Entry.MoveInto(body);
        body.Remove(end);
        second.Body.Entry.MoveInto(body);
        body.Remove(otherEnd);
        body.Append(Joined(end, otherEnd));
        Value[] results = [.. loop.ResultList];
        first.ReplaceWith(results.AsSpan(0, first.Results.Length));
        second.ReplaceWith(results.AsSpan(first.Results.Length));
        return loop;
    }

    // The reductions of both.
    private static Operation Joined(ReduceOp end, ReduceOp otherEnd)
    {
        var state = new OperationState(ReduceOp.OpInfo, otherEnd.Location);
        foreach (var reduce in new[] { end, otherEnd })
        {
            state.Operands.AddRange(reduce.Operands);
            foreach (var region in reduce.Reductions) region.MoveBlocksTo(state.AddRegion());
            reduce.Erase();
        }

        return state.Build();
    }
}
