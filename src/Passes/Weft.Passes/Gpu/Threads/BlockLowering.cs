using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Writes what a block does: a loop over its threads for each segment, and between them what the threads do together. Branches and loops
/// in which threads meet are the block's where all threads go the same way. Elsewhere the threads that take part are marked in a mask, and
/// what does not concern them they skip.
/// </summary>
internal sealed class BlockLowering
{
    private readonly Dictionary<Value, ThreadBuffer> _buffers = [];
    private readonly List<(AllocOp Memory, Block Scope)> _allocated = [];
    private readonly GroupOperations _groups;
    private readonly Arrivals? _arrivals;

    public BlockLowering(LaunchOp launch, ThreadPlan plan, IrMapping values, Builder to)
    {
        (Launch, Plan, Values, To) = (launch, plan, values, to);
        var sizes = launch.BlockExtents;
        Threads = new(new(values[sizes.X], values[sizes.Y], values[sizes.Z]));
        _groups = new(this);
        if (plan.MayDiverge) _arrivals = new(this);
    }

    public LaunchOp Launch { get; }

    public ThreadPlan Plan { get; }

    /// <summary>The block's own values, and memory that has a place for each thread, by what they stand for.</summary>
    public IrMapping Values { get; }

    public Builder To { get; private set; }

    public ThreadGrid Threads { get; }

    /// <summary>Marks the threads that are here; null when all are.</summary>
    public ThreadBuffer? Mask { get; private set; }

    public void Lower()
    {
        foreach (var memory in Launch.PrivateAttributions) AllocateOwn(memory);
        foreach (var value in Plan.Kept) _buffers[value] = NewBuffer(value.Type);
        Lower(Launch.Body.Entry);
    }

    /// <summary>Where threads remember a value.</summary>
    public ThreadBuffer Buffer(Value value) => _buffers[Plan.HomeOf(value)];

    /// <summary>Memory with a place for each thread, until the block ends.</summary>
    public ThreadBuffer NewBuffer(IrType element)
    {
        var memory = Threads.Allocate(To, element);
        _allocated.Add((memory, To.Block));
        return ThreadGrid.Buffer(To, memory);
    }

    /// <summary>What each thread that is here does.</summary>
    public void ForEach(Location location, Action<ThreadBody> body)
    {
        To.Location = location;
        Threads.Loop(To, [], (inside, position, _) =>
        {
            if (Mask is null)
            {
                body(new(this, inside, position));
                return [];
            }

            var here = inside.Insert(new IfOp(Mask.Load(inside, position), []));
            var masked = inside.In(here.ThenRegion.AddBlock());
            body(new(this, masked, position));
            masked.Insert(new YieldOp([]));
            return [];
        });
    }

    private void AllocateOwn(Value memory)
    {
        var type = (MemRefType)memory.Type;
        var whole = Threads.Allocate(To, type.Element, type.Shape);
        if (memory.Def?.Attribute(KernelAttributes.Name) is { } name) whole.SetAttribute(KernelAttributes.Name, name);
        _allocated.Add((whole, To.Block));
        Values[memory] = whole.Memref;
    }

    private void Lower(Block block)
    {
        foreach (var segment in Plan.SegmentsOf(block))
        {
            Lower(segment);
            if (segment.End is { } end) Meet(end);
        }

        foreach (var (memory, scope) in _allocated)
            if (scope == To.Block) To.Insert(new DeallocOp(memory.Memref));
        _allocated.RemoveAll(one => one.Scope == To.Block);
    }

    private void Lower(ThreadSegment segment)
    {
        foreach (var op in segment.Ops)
            if (Plan.BlockValues.Computes(op) && op is not DynamicSharedMemoryOp) To.Insert(Values.Clone(op));
            else if (op is AllocaOp { Memref: var memory } && Plan.IsOwnMemory(memory)) AllocateOwn(memory);
        var work = new SegmentWork(segment, Plan);
        if (work.IsNothing) return;
        ForEach(work.Location, thread =>
        {
            // All is read before anything is remembered.
            var moves = work.Moves.Where(move => !work.Gives(move.From)).Select(move => (From: thread[move.From], move.To)).ToList();
            thread.Do(work.Ops);
            moves.AddRange(work.Moves.Where(move => work.Gives(move.From)).Select(move => (thread[move.From], move.To)));
            foreach (var value in work.Kept) Buffer(value).Store(thread.To, thread[value], thread.Position);
            foreach (var (from, to) in moves) Buffer(to).Store(thread.To, from, thread.Position);
            if (work.Continues is { } condition) Mask!.Store(thread.To, thread[condition], thread.Position);
        });
    }

    private void Meet(Operation op)
    {
        To.Location = op.Location;
        if (Meetings.Is(op)) _arrivals?.Check(op);
        switch (op)
        {
            case BarrierOp: break;
            case IfOp branch when Plan.IsVarying(branch): LowerVarying(branch); break;
            case IfOp branch: Lower(branch); break;
            case ForOp loop: Lower(loop); break;
            case WhileOp loop when Plan.IsVarying(loop): LowerVarying(loop); break;
            case WhileOp loop: Lower(loop); break;
            case GpuShuffleOp or IUniformReduction: _groups.Lower(op); break;
            default: To.Insert(Values.Clone(op)); break;
        }
    }

    private void Lower(IfOp branch)
    {
        var results = Shared(branch.ResultList);
        var copy = To.Insert(new IfOp(Values[branch.Condition], Types(results)));
        LowerInto(copy.ThenRegion.AddBlock(), branch.ThenRegion.Entry, end => new YieldOp(Given(end, results)));
        if (branch.HasElse) LowerInto(copy.ElseRegion.AddBlock(), branch.ElseRegion.Entry, end => new YieldOp(Given(end, results)));
        Map(results, copy);
    }

    private void Lower(ForOp loop)
    {
        Start(loop);
        var carried = Shared(loop.ResultList);
        var (lower, upper, step) = (Values[loop.LowerBound], Values[loop.UpperBound], Values[loop.Step]);
        var copy = To.Insert(ForOp.WithBody(lower, upper, step, [.. carried.Select(result => Values[loop.InitArgs[result.Index]])]));
        Values[loop.InductionVariable] = copy.InductionVariable;
        for (var i = 0; i < carried.Count; i++) Values[loop.Body.Entry.Arguments[carried[i].Index + 1]] = copy.Body.Entry.Arguments[i + 1];
        LowerInto(copy.Body.Entry, loop.Body.Entry, end => new YieldOp(Given(end, carried)));
        Map(carried, copy);
    }

    private void Lower(WhileOp loop)
    {
        Start(loop);
        var (before, results) = (Shared(loop.Before.Entry.Arguments), Shared(loop.ResultList));
        var copy = To.Insert(new WhileOp([.. before.Select(argument => Values[loop.Inits[argument.Index]])], Types(results)));
        Map(before, copy.Before.AddBlock(Types(before)));
        LowerInto(copy.Before.Entry, loop.Before.Entry, end =>
            new ConditionOp(
                Values[loop.Condition.Condition],
                [.. results.Select(result => Values[loop.Condition.Arguments[result.Index]])]));
        Map([.. results.Select(result => loop.After.Entry.Arguments[result.Index])], copy.After.AddBlock(Types(results)));
        LowerInto(copy.After.Entry, loop.After.Entry, end =>
            new YieldOp([.. before.Select(argument => Values[end.Operands[argument.Index]])]));
        Map(results, copy);
    }

    // Each side runs for the threads that take it, if any does.
    private void LowerVarying(IfOp branch)
    {
        var (outer, then) = (Mask, NewBuffer(IntegerType.I1));
        var otherwise = branch.HasElse ? NewBuffer(IntegerType.I1) : null;
        Threads.Loop(To, [], (inside, position, _) =>
        {
            var thread = new ThreadBody(this, inside, position);
            var (condition, yes) = (thread[branch.Condition], inside.Add(ConstantOp.Bool(true)));
            var here = outer?.Load(inside, position);
            then.Store(inside, here is null ? condition : inside.Add(new AndIOp(here, condition)), position);
            var not = otherwise is null ? null : inside.Add(new XOrIOp(condition, yes));
            otherwise?.Store(inside, here is null ? not! : inside.Add(new AndIOp(here, not!)), position);
            return [];
        });
        LowerFor(then, branch.ThenRegion.Entry);
        if (otherwise is not null) LowerFor(otherwise, branch.ElseRegion.Entry);
        Mask = outer;
    }

    private void LowerFor(ThreadBuffer mask, Block block)
    {
        Mask = mask;
        var branch = To.Insert(new IfOp(_groups.AnyOf(mask), []));
        LowerInto(branch.ThenRegion.AddBlock(), block, _ => new YieldOp([]));
    }

    // Goes on until the last thread has left.
    private void LowerVarying(WhileOp loop)
    {
        var outer = Mask;
        Start(loop);
        var mask = NewBuffer(IntegerType.I1);
        Threads.Loop(To, [], (inside, position, _) =>
        {
            mask.Store(inside, outer?.Load(inside, position) ?? inside.Add(ConstantOp.Bool(true)), position);
            return [];
        });
        Mask = mask;
        var copy = To.Insert(new WhileOp([], []));
        LowerInto(copy.Before.AddBlock(), loop.Before.Entry, _ => new ConditionOp(_groups.AnyOf(mask), []));
        LowerInto(copy.After.AddBlock(), loop.After.Entry, _ => new YieldOp([]));
        Mask = outer;
    }

    private void Start(Operation loop)
    {
        var inits = Plan.Inits(loop).ToList();
        if (inits.Count == 0) return;
        ForEach(loop.Location, thread =>
        {
            foreach (var (from, to) in inits.Select(move => (thread[move.From], move.To)).ToList())
                Buffer(to).Store(thread.To, from, thread.Position);
        });
    }

    private void LowerInto(Block target, Block source, Func<Operation, Operation> end)
    {
        var back = To;
        To = Builder.AtEnd(target, source.Last!.Location);
        Lower(source);
        To.Location = source.Last.Location;
        To.Insert(end(source.Last));
        To = back;
    }

    private IReadOnlyList<T> Shared<T>(IEnumerable<T> values) where T : Value => [.. values.Where(Plan.BlockValues.Contains)];

    private Value[] Given(Operation end, IReadOnlyList<OpResult> results) =>
        [.. results.Select(result => Values[end.Operands[result.Index]])];

    private void Map(IReadOnlyList<Value> values, Operation copy)
    {
        for (var i = 0; i < values.Count; i++) Values[values[i]] = copy.Results[i];
    }

    private void Map(IReadOnlyList<Value> values, Block copy)
    {
        for (var i = 0; i < values.Count; i++) Values[values[i]] = copy.Arguments[i];
    }

    private static IrType[] Types(IEnumerable<Value> values) => [.. values.Select(value => value.Type)];
}
