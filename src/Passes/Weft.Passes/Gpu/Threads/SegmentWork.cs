using Weft.IR;

namespace Weft.Passes;

/// <summary>What of a segment a thread has to do: operations whose effects or values somebody needs, and what it remembers after.</summary>
internal sealed class SegmentWork
{
    private readonly HashSet<Operation> _needed = [];

    public SegmentWork(ThreadSegment segment, ThreadPlan plan)
    {
        var end = segment.Ops.Count > 0 && segment.Ops[^1].Info.Has(OpTraits.IsTerminator) ? segment.Ops[^1] : null;
        var own = segment.Ops.Where(op => op != end && !plan.BlockValues.Computes(op) && !(op is AllocaOp a && plan.IsOwnMemory(a.Memref)))
            .ToList();
        Moves = end is null ? [] : [.. plan.Moves(end)];
        Continues = end is ConditionOp { ParentOp: WhileOp loop } condition && plan.IsVarying(loop) ? condition.Condition : null;
        var kept = own.SelectMany(op => op.ResultList).Where(plan.IsKept).ToHashSet<Value>();
        var used = new HashSet<Value>([.. kept, .. Moves.Select(move => move.From)]);
        if (Continues is not null) used.Add(Continues);
        foreach (var op in own.AsEnumerable().Reverse())
        {
            if (op.WouldBeDead && !op.ResultList.Any(used.Contains)) continue;
            _needed.Add(op);
            used.UnionWith(op.Walk().SelectMany(inner => inner.Operands));
        }

        Ops = [.. own.Where(_needed.Contains)];
        Kept = [.. kept];
        Location = Ops is [var first, ..] ? first.Location : end?.Location ?? default;
    }

    public IReadOnlyList<Operation> Ops { get; }

    /// <summary>Values of the segment that the thread remembers.</summary>
    public IReadOnlyList<Value> Kept { get; }

    /// <summary>What the thread remembers for those that loops and branches hand on.</summary>
    public IReadOnlyList<(Value From, Value To)> Moves { get; }

    /// <summary>Whether the thread makes another turn; null where that is no question of its own.</summary>
    public Value? Continues { get; }

    public Location Location { get; }

    public bool IsNothing => Ops.Count == 0 && Moves.Count == 0 && Continues is null;

    /// <summary>Whether a value is computed here.</summary>
    public bool Gives(Value value) => value.Def is { } op && _needed.Contains(op);
}
