using Weft.IR;

namespace Weft.Passes;

/// <summary>What threads of a subgroup or of the block compute together: each gives its value, then all are given theirs. The values of a
/// reduction are joined in the order of the threads' numbers; threads that are not here give nothing.</summary>
internal sealed class GroupOperations(BlockLowering block)
{
    private Builder To => block.To;

    public void Lower(Operation op)
    {
        if (op is AllReduceOp all) block.Values[all.Result] = Reduce(all.Value, all, Zero, Count());
        else if (op is SubgroupReduceOp part) ReduceParts(part);
        else Shuffle((GpuShuffleOp)op);
    }

    /// <summary>Whether a mask marks any thread.</summary>
    public Value AnyOf(ThreadBuffer mask) => block.Threads.Loop(
        To, [To.Add(ConstantOp.Bool(false))],
        (inside, position, any) => [inside.Add(new OrIOp(any[0], mask.Load(inside, position)))])[0];

    private Value Zero => Index(To, 0);

    private static Value Index(Builder to, long value) => to.Add(ConstantOp.Index(value));

    private Value Count() => GridPositions.Count(To, block.Threads.Sizes);

    private ThreadBuffer Give(Value value, Location location)
    {
        var given = block.NewBuffer(value.Type);
        block.ForEach(location, thread => given.Store(thread.To, thread[value], thread.Position));
        return given;
    }

    private void ReduceParts(SubgroupReduceOp op)
    {
        if (!block.Plan.IsKept(op.Result)) return;
        var (given, result, count) = (Give(op.Value, op.Location), block.Buffer(op.Result), Count());
        var size = Index(To, GridPositions.SubgroupSize);
        var groups = To.Insert(ForOp.WithBody(Zero, count, size, []));
        var inside = To.In(groups.Body.Entry);
        var end = inside.Add(new MinSIOp(inside.Add(new AddIOp(groups.InductionVariable, size)), count));
        var joined = Join(inside, given, op, groups.InductionVariable, end);
        var lanes = inside.Insert(ForOp.WithBody(groups.InductionVariable, end, Index(inside, 1), []));
        var lane = inside.In(lanes.Body.Entry);
        lane.Insert(new StoreOp(joined, result.Line, [lanes.InductionVariable]));
        lane.Insert(new YieldOp([]));
        inside.Insert(new YieldOp([]));
    }

    private Value Reduce(Value value, AllReduceOp op, Value first, Value end) => Join(To, Give(value, op.Location), op, first, end);

    // The first value as it is, then each joined to what came before; zero where nobody gives one.
    private Value Join(Builder to, ThreadBuffer given, Operation op, Value first, Value end)
    {
        var zero = to.Add(new ConstantOp(Zeros.Of(op.Results[0].Type)));
        var loop = to.Insert(ForOp.WithBody(first, end, Index(to, 1), [zero, to.Add(ConstantOp.Bool(false))]));
        var (inside, at) = (to.In(loop.Body.Entry), loop.InductionVariable);
        Value sum = loop.Body.Entry.Arguments[1], has = loop.Body.Entry.Arguments[2];
        var mine = inside.Add(new LoadOp(given.Line, [at]));
        var joined = inside.Add(new SelectOp(has, Combine(inside, op, sum, mine), mine));
        var here = block.Mask is { } mask ? inside.Add(new LoadOp(mask.Line, [at])) : inside.Add(ConstantOp.Bool(true));
        inside.Insert(new YieldOp([inside.Add(new SelectOp(here, joined, sum)), inside.Add(new OrIOp(has, here))]));
        return loop.Results[0];
    }

    private static Value Combine(Builder to, Operation op, Value a, Value b)
    {
        if ((op is SubgroupReduceOp part ? part.Op : ((AllReduceOp)op).Op) is { } named) return to.Add(Named(named, a, b));
        var (body, copies) = (((AllReduceOp)op).Body.Entry, new IrMapping());
        (copies[body.Arguments[0]], copies[body.Arguments[1]]) = (a, b);
        foreach (var inner in body.Ops)
            if (inner != body.Last) to.Insert(copies.Clone(inner));
        return copies[body.Last!.Operands[0]];
    }

    private static Operation Named(AllReduceOperation operation, Value a, Value b) => operation switch
    {
        AllReduceOperation.Add => a.Type is FloatType ? new AddFOp(a, b) : new AddIOp(a, b),
        AllReduceOperation.Mul => a.Type is FloatType ? new MulFOp(a, b) : new MulIOp(a, b),
        AllReduceOperation.MinUI => new MinUIOp(a, b),
        AllReduceOperation.MinSI => new MinSIOp(a, b),
        AllReduceOperation.MinNumF => new MinNumFOp(a, b),
        AllReduceOperation.MaxUI => new MaxUIOp(a, b),
        AllReduceOperation.MaxSI => new MaxSIOp(a, b),
        AllReduceOperation.MaxNumF => new MaxNumFOp(a, b),
        AllReduceOperation.And => new AndIOp(a, b),
        AllReduceOperation.Or => new OrIOp(a, b),
        AllReduceOperation.Xor => new XOrIOp(a, b),
        AllReduceOperation.MinimumF => new MinimumFOp(a, b),
        _ => new MaximumFOp(a, b),
    };

    private void Shuffle(GpuShuffleOp op)
    {
        var (result, valid) = (op.ShuffleResult, op.Valid);
        if (!block.Plan.IsKept(result) && !block.Plan.IsKept(valid)) return;
        var (given, count) = (Give(op.Value, op.Location), Count());
        block.ForEach(op.Location, thread =>
        {
            var (to, mine) = (thread.To, GridPositions.Number(thread.To, thread.Position, block.Threads.Sizes));
            var (source, exists) = Source(to, op.Mode, mine, thread[op.Offset], thread[op.Width], count);
            if (block.Mask is { } mask)
            {
                var at = to.Add(new SelectOp(exists, source, mine));
                exists = to.Add(new AndIOp(exists, to.Add(new LoadOp(mask.Line, [at]))));
            }

            var from = to.Add(new SelectOp(exists, source, mine));
            if (block.Plan.IsKept(result))
                block.Buffer(result).Store(to, to.Add(new LoadOp(given.Line, [from])), thread.Position);
            if (block.Plan.IsKept(valid)) block.Buffer(valid).Store(to, exists, thread.Position);
        });
    }

    // The lane must be in the same group of width lanes; the thread's own value is taken elsewhere.
    private static (Value Source, Value Exists) Source(
        Builder to, GpuShuffleMode mode, Value mine, Value offset, Value width, Value count)
    {
        var size = to.Add(new MaxSIOp(to.Add(new IndexCastOp(width, IndexType.Instance)), Index(to, 1)));
        var subgroup = Index(to, GridPositions.SubgroupSize);
        var lane = to.Add(new RemUIOp(mine, subgroup));
        var at = to.Add(new RemUIOp(lane, size));
        var first = to.Add(new SubIOp(mine, at));
        var by = to.Add(new IndexCastOp(offset, IndexType.Instance));
        var wanted = mode switch
        {
            GpuShuffleMode.Xor => to.Add(new XOrIOp(at, by)),
            GpuShuffleMode.Down => to.Add(new AddIOp(at, by)),
            GpuShuffleMode.Up => to.Add(new SubIOp(at, by)),
            _ => by,
        };
        var source = to.Add(new AddIOp(first, wanted));
        var inGroup = to.Add(new CmpIOp(CmpIPredicate.Ult, wanted, size));
        // A group that is wider than what is left of the subgroup ends there.
        var behind = to.Add(new AddIOp(to.Add(new SubIOp(mine, lane)), subgroup));
        var last = to.Add(new MinSIOp(behind, count));
        var inBlock = to.Add(new CmpIOp(CmpIPredicate.Slt, source, last));
        return (source, to.Add(new AndIOp(inGroup, inBlock)));
    }
}
