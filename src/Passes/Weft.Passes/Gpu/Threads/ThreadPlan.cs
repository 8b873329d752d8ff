using Weft.IR;

namespace Weft.Passes;

/// <summary>Operations that each thread does by itself, one after the other, up to one at which threads meet or that the block
/// does.</summary>
/// <param name="Ops">The terminator of a block is among them.</param>
/// <param name="End">Null at the end of a block.</param>
internal sealed record ThreadSegment(IReadOnlyList<Operation> Ops, Operation? End);

/// <summary>Cuts a launch into segments, and finds what threads must remember from one to the next.</summary>
internal sealed class ThreadPlan
{
    // What costs more operations than this is remembered, not computed again.
    private const int CheapCost = 8;

    private readonly LaunchOp _launch;
    private readonly Meetings _meetings;
    private readonly ThreadUniformity _uniformity;
    private readonly Dictionary<Block, List<ThreadSegment>> _segments = [];
    private readonly Dictionary<Operation, ThreadSegment> _segmentOf = [];
    private readonly Dictionary<Value, int> _costs = [];
    private readonly HashSet<Value> _kept = [];
    private readonly HashSet<Value> _ownMemory;

    public ThreadPlan(LaunchOp launch, Meetings meetings, ThreadUniformity uniformity)
    {
        (_launch, _meetings, _uniformity) = (launch, meetings, uniformity);
        BlockValues = new(launch, meetings, uniformity);
        _ownMemory = [.. launch.PrivateAttributions];
        Cut(launch.Body.Entry);
        foreach (var (op, segment) in _segmentOf) DemandOperands(op, segment);
        foreach (var end in _segments.Values.SelectMany(all => all).Select(segment => segment.End).OfType<Operation>())
            if (end is GpuShuffleOp or IUniformReduction || (end is IfOp && IsVarying(end)))
                foreach (var operand in end.Operands) Demand(operand, null);
    }

    public BlockValues BlockValues { get; }

    /// <summary>Whether threads that take no part in a meeting may come to another one later.</summary>
    public bool MayDiverge => _segments.Keys.Select(block => block.ParentOp!).Where(IsVarying).Any(IsFollowed);

    /// <summary>The values that each thread remembers.</summary>
    public IEnumerable<Value> Kept => _kept;

    public IReadOnlyList<ThreadSegment> SegmentsOf(Block block) => _segments[block];

    /// <summary>Whether threads may go different ways at a branch or loop in which they meet.</summary>
    public bool IsVarying(Operation op) => op switch
    {
        IfOp branch => _uniformity.IsVarying(branch.Condition),
        WhileOp loop => _uniformity.IsVarying(loop.Condition.Condition),
        _ => false,
    };

    /// <summary>Whether memory of each thread outlives a segment.</summary>
    public bool IsOwnMemory(Value value) => _ownMemory.Contains(value);

    public bool IsKept(Value value) => _kept.Contains(HomeOf(value));

    /// <summary>The value under which one is remembered: what a loop carries has one place, as has what a branch gives.</summary>
    public Value HomeOf(Value value) => value is not OpResult { Owner: var op } result || !_meetings.Has(op) ? value : op switch
    {
        ForOp loop => loop.Body.Entry.Arguments[result.Index + 1],
        WhileOp loop => loop.After.Entry.Arguments[result.Index],
        _ => value,
    };

    /// <summary>What a terminator writes to which remembered values.</summary>
    public IEnumerable<(Value From, Value To)> Moves(Operation terminator)
    {
        var (to, from) = (terminator, terminator.ParentOp) switch
        {
            (ConditionOp condition, WhileOp loop) => (loop.After.Entry.Arguments.AsEnumerable<Value>(), condition.Arguments.ToArray()),
            (_, WhileOp loop) => (loop.Before.Entry.Arguments, terminator.Operands.ToArray()),
            (_, ForOp loop) => (loop.Body.Entry.Arguments.Skip(1), terminator.Operands.ToArray()),
            (_, IfOp branch) => (branch.ResultList, terminator.Operands.ToArray()),
            _ => ([], []),
        };
        return from.Zip(to).Where(move => _kept.Contains(move.Second));
    }

    /// <summary>What a loop starts with, for the values that threads remember.</summary>
    public IEnumerable<(Value From, Value To)> Inits(Operation loop)
    {
        var (from, to) = loop is ForOp counted
            ? (counted.InitArgs.ToArray(), counted.Body.Entry.Arguments.Skip(1))
            : (((WhileOp)loop).Inits.ToArray(), ((WhileOp)loop).Before.Entry.Arguments);
        return from.Zip(to.AsEnumerable<Value>()).Where(move => _kept.Contains(move.Second));
    }

    // Threads that do not go into a branch, or leave a loop, go on behind it; around it there may be a loop.
    private bool IsFollowed(Operation op)
    {
        if (op is IfOp branch && branch.Regions.Count(region => region.Ops.Any(_meetings.Has)) > 1) return true;
        for (var at = op; at != _launch; at = at.ParentOp!)
        {
            if (at != op && at is not IfOp) return true;
            for (var next = at.Next; next is not null; next = next.Next)
                if (_meetings.Has(next)) return true;
        }

        return false;
    }

    private void Cut(Block block)
    {
        var (segments, run) = (_segments[block] = [], new List<Operation>());
        foreach (var op in block.Ops)
        {
            if (_meetings.Has(op) || (BlockValues.Computes(op) && !op.IsSpeculatable && op is not DynamicSharedMemoryOp)) Close(op);
            else run.Add(op);
            if (_meetings.Has(op))
                foreach (var inner in op.Regions.SelectMany(region => region.Blocks)) Cut(inner);
        }

        Close(null);

        void Close(Operation? end)
        {
            var segment = new ThreadSegment(run, end);
            segments.Add(segment);
            foreach (var op in run) _segmentOf[op] = segment;
            run = [];
        }
    }

    // What a terminator gives is asked for when somebody needs it.
    private void DemandOperands(Operation op, ThreadSegment segment)
    {
        if (BlockValues.Computes(op)) return;
        if (op is ConditionOp { ParentOp: WhileOp loop } condition && IsVarying(loop)) Demand(condition.Condition, segment);
        if (op.Info.Has(OpTraits.IsTerminator)) return;
        foreach (var operand in op.Walk().SelectMany(inner => inner.Operands))
            if (!op.Regions.Any(region => region.Encloses(operand.ParentBlock?.Parent))) Demand(operand, segment);
    }

    private void Demand(Value value, ThreadSegment? segment)
    {
        if (IsAtHand(value) || (segment is not null && value.Def is { } op && _segmentOf.GetValueOrDefault(op) == segment)) return;
        if (value.Def is AllocaOp) _ownMemory.Add(value);
        else if (!IsRecomputed(value)) Keep(value);
        else
            foreach (var operand in value.Def!.Operands) Demand(operand, segment);
    }

    private bool IsAtHand(Value value) =>
        BlockValues.Contains(value) || _ownMemory.Contains(value) || _launch.ThreadIds.All.Contains(value);

    // Views cannot be remembered.
    private bool IsRecomputed(Value value) =>
        value.Def is { Regions.Count: 0, MemoryEffects: MemoryEffects.None } op && _segmentOf.ContainsKey(op)
        && (value.Type is MemRefType || CostOf(value) <= CheapCost);

    private int CostOf(Value value)
    {
        if (IsAtHand(value)) return 0;
        if (_costs.TryGetValue(value, out var known)) return known;
        var isCheap = value.Def is { Regions.Count: 0, MemoryEffects: MemoryEffects.None, IsSpeculatable: true } op
            && _segmentOf.ContainsKey(op);
        var own = value.Def is ConstantOp ? 0 : value.Type is IntegerType or IndexType ? 1 : CheapCost / 2;
        return _costs[value] = isCheap ? Math.Min(CheapCost + 1, own + value.Def!.Operands.Sum(CostOf)) : CheapCost + 1;
    }

    private void Keep(Value value)
    {
        var home = HomeOf(value);
        if (!_kept.Add(home)) return;
        foreach (var (from, segment) in Sources(home)) Demand(from, segment);
    }

    private IEnumerable<(Value, ThreadSegment?)> Sources(Value home)
    {
        if (home is OpResult { Owner: IfOp branch } result && _meetings.Has(branch))
            return branch.Regions.Select(region => Given(region, result.Index));
        return home is not BlockArgument { Index: var i, Owner: { ParentOp: var loop } block } ? [] : loop switch
        {
            ForOp counted => [(counted.InitArgs[i - 1], null), Given(counted.Body, i - 1)],
            WhileOp search when block == search.Before.Entry => [(search.Inits[i], null), Given(search.After, i)],
            WhileOp search => [(search.Condition.Arguments[i], _segmentOf[search.Condition])],
            _ => [],
        };
    }

    private (Value, ThreadSegment?) Given(Region region, int index)
    {
        var end = region.Entry.Last!;
        return (end.Operands[index], _segmentOf[end]);
    }
}
