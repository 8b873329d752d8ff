using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// What is computed once for a block instead of once for each thread: where blocks are, what they share, all that decides which way the
/// threads go together, and what follows from these without harm.
/// </summary>
internal sealed class BlockValues
{
    private readonly LaunchOp _launch;
    private readonly Meetings _meetings;
    private readonly HashSet<Value> _values;
    private readonly HashSet<Operation> _ops = [];

    public BlockValues(LaunchOp launch, Meetings meetings, ThreadUniformity uniformity)
    {
        (_launch, _meetings) = (launch, meetings);
        _values = [.. launch.BlockIds.All, .. launch.GridExtents.All, .. launch.BlockExtents.All, .. launch.WorkgroupAttributions];
        foreach (var op in launch.Body.Ops.SelectMany(op => op.Walk()))
        {
            if (op is DynamicSharedMemoryOp memory) _values.Add(memory.ResultMemref);
            if (!meetings.Has(op)) continue;
            if (op is AllReduceOp reduction) _values.Add(reduction.Result);
            else if (op is ForOp loop) NeedTurns(loop);
            else if (op is IfOp branch && !uniformity.IsVarying(branch.Condition)) Need(branch.Condition);
            else if (op is WhileOp search && !uniformity.IsVarying(search.Condition.Condition)) Need(search.Condition.Condition);
        }

        foreach (var op in launch.Body.Ops.SelectMany(op => op.Walk()).Where(IsHarmless)) AddOperation(op);
    }

    /// <summary>Whether a value is one of the block; all from outside are.</summary>
    public bool Contains(Value value) => _values.Contains(value) || !IsInside(value);

    /// <summary>Whether a block does an operation, and its threads do not.</summary>
    public bool Computes(Operation op) => _ops.Contains(op) || op is DynamicSharedMemoryOp;

    private bool IsInside(Value value) => _launch.Body.Encloses(value.ParentBlock?.Parent);

    private void NeedTurns(ForOp loop)
    {
        Need(loop.LowerBound);
        Need(loop.UpperBound);
        Need(loop.Step);
        _values.Add(loop.InductionVariable);
    }

    private void Need(Value value)
    {
        if (Contains(value)) return;
        _values.Add(value);
        if (value is BlockArgument argument) NeedCarried(argument.Owner.ParentOp!, argument);
        else if (!_meetings.Has(value.Def!)) NeedOperation(value.Def!);
        else NeedResult(value.Def!, (OpResult)value);
    }

    // What stands where threads meet, or around that, and cannot go wrong.
    private bool IsHarmless(Operation op) =>
        (op.ParentOp == _launch || _meetings.Has(op.ParentOp!)) && op is { Regions.Count: 0, Results.Length: > 0, IsSpeculatable: true }
        && op.MemoryEffects == MemoryEffects.None && !Meetings.Is(op) && op.Operands.All(Contains);

    private void AddOperation(Operation op)
    {
        _ops.Add(op);
        _values.UnionWith(op.ResultList);
    }

    private void NeedOperation(Operation op)
    {
        AddOperation(op);
        foreach (var operand in op.Walk().SelectMany(inner => inner.Operands))
            if (!op.Regions.Any(region => region.Encloses(operand.ParentBlock?.Parent))) Need(operand);
        // The check of a division comes with it.
        for (var before = op.Previous; before is not null && !op.IsSpeculatable; before = before.Previous)
            if (before is CheckDivisionOp check && check.Operands.SequenceEqual(op.Operands)) _ops.Add(check);
    }

    private void NeedCarried(Operation loop, BlockArgument argument)
    {
        if (loop is ForOp counted)
        {
            Need(counted.InitArgs[argument.Index - 1]);
            Need(counted.Yielded[argument.Index - 1]);
            _values.Add(counted.Values[argument.Index - 1]);
        }
        else if (loop is WhileOp search && argument.Owner == search.Before.Entry)
        {
            Need(search.Inits[argument.Index]);
            Need(search.After.Entry.Last!.Operands[argument.Index]);
        }
        else if (loop is WhileOp { } turns)
        {
            Need(turns.Condition.Arguments[argument.Index]);
            _values.Add(turns.Values[argument.Index]);
        }
    }

    private void NeedResult(Operation op, OpResult result)
    {
        if (op is ForOp loop) Need(loop.Body.Entry.Arguments[result.Index + 1]);
        else if (op is WhileOp search) Need(search.After.Entry.Arguments[result.Index]);
        else if (op is IfOp branch)
            foreach (var region in branch.Regions) Need(region.Entry.Last!.Operands[result.Index]);
    }
}
