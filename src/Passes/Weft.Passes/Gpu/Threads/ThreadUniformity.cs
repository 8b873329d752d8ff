using Weft.IR;

namespace Weft.Passes;

/// <summary>Tells which values of a launch may differ between the threads of a block that are at the same place. What is read from memory
/// may: another thread may have written it in the meantime.</summary>
internal sealed class ThreadUniformity
{
    private readonly HashSet<Value> _varying = [];
    private readonly Meetings _meetings;

    public ThreadUniformity(LaunchOp launch, Meetings meetings)
    {
        _meetings = meetings;
        Add(launch.ThreadIds.All);
        Add(launch.PrivateAttributions);
        for (var known = 0; known < _varying.Count;)
        {
            known = _varying.Count;
            Spread(launch.Body.Entry);
        }
    }

    public bool IsVarying(Value value) => _varying.Contains(value);

    /// <summary>Whether threads may make different numbers of turns.</summary>
    public bool HasVaryingTurns(ForOp loop) => IsVarying(loop.LowerBound) || IsVarying(loop.UpperBound) || IsVarying(loop.Step);

    private void Spread(Block block)
    {
        foreach (var op in block.Ops)
        {
            if (!_meetings.Has(op)) Spread(op);
            else if (op is IfOp branch) Spread(branch);
            else if (op is ForOp loop) Spread(loop);
            else if (op is WhileOp search) Spread(search);
            // What is reduced over a block is one value.
            else if (op is not AllReduceOp) Add(op.ResultList);
        }
    }

    private void Spread(Operation op)
    {
        if (op.MemoryEffects != MemoryEffects.None || op.Walk().SelectMany(inner => inner.Operands).Any(IsVarying)) Add(op.ResultList);
    }

    private void Spread(IfOp branch)
    {
        foreach (var region in branch.Regions.Where(region => !region.IsEmpty))
        {
            Spread(region.Entry);
            for (var i = 0; i < branch.Values.Count; i++)
                AddIf(IsVarying(branch.Condition) || IsVarying(region.Entry.Last!.Operands[i]), branch.Values[i]);
        }
    }

    private void Spread(ForOp loop)
    {
        var isVarying = HasVaryingTurns(loop);
        AddIf(isVarying, loop.InductionVariable);
        Spread(loop.Body.Entry);
        for (var i = 0; i < loop.Values.Count; i++)
            AddIf(
                isVarying || IsVarying(loop.InitArgs[i]) || IsVarying(loop.Yielded[i]), loop.Body.Entry.Arguments[i + 1], loop.Values[i]);
    }

    private void Spread(WhileOp loop)
    {
        Spread(loop.Before.Entry);
        Spread(loop.After.Entry);
        var (condition, yielded) = (loop.Condition, loop.After.Entry.Last!.Operands);
        var isVarying = IsVarying(condition.Condition);
        for (var i = 0; i < loop.Inits.Count; i++)
            AddIf(isVarying || IsVarying(loop.Inits[i]) || IsVarying(yielded[i]), loop.Before.Entry.Arguments[i]);
        for (var i = 0; i < loop.Values.Count; i++)
            AddIf(isVarying || IsVarying(condition.Arguments[i]), loop.After.Entry.Arguments[i], loop.Values[i]);
    }

    private void AddIf(bool condition, params ReadOnlySpan<Value> values)
    {
        if (!condition) return;
        foreach (var value in values) _varying.Add(value);
    }

    private void Add(IEnumerable<Value> values) => _varying.UnionWith(values);
}
