using Weft.IR;

namespace Weft.Passes;

/// <summary>What one thread does in a segment: copies of its operations, over values that it remembers, computes again or shares.</summary>
internal sealed class ThreadBody(BlockLowering block, Builder to, GridValues position)
{
    private readonly IrMapping _copies = new();

    public Builder To { get; } = to;

    public GridValues Position { get; } = position;

    /// <summary>What stands for a value of the launch here.</summary>
    public Value this[Value value]
    {
        get
        {
            if (_copies.Contains(value)) return _copies[value];
            return _copies[value] = Find(value);
        }
    }

    /// <summary>Does operations of which none stands in another segment.</summary>
    public void Do(IReadOnlyCollection<Operation> ops)
    {
        var here = ops.ToHashSet();
        // Before anything is changed.
        foreach (var operand in ops.SelectMany(op => op.Walk()).SelectMany(op => op.Operands))
            if (!IsDefinedBy(here, operand)) _ = this[operand];
        foreach (var op in ops) To.Insert(_copies.Clone(op));
    }

    private static bool IsDefinedBy(HashSet<Operation> ops, Value value)
    {
        for (var op = value.Def ?? value.ParentBlock?.ParentOp; op is not null; op = op.ParentOp)
            if (ops.Contains(op)) return true;
        return false;
    }

    private Value Find(Value value)
    {
        var (launch, plan) = (block.Launch, block.Plan);
        if (value == launch.ThreadIds.X) return Position.X;
        if (value == launch.ThreadIds.Y) return Position.Y;
        if (value == launch.ThreadIds.Z) return Position.Z;
        if (plan.BlockValues.Contains(value)) return block.Values[value];
        if (plan.IsOwnMemory(value)) return ThreadGrid.Part(To, block.Values[value], Position);
        if (plan.IsKept(value)) return block.Buffer(value).Load(To, Position);
        foreach (var operand in value.Def!.Operands) _ = this[operand];
        return To.Insert(_copies.Clone(value.Def)).Results[((OpResult)value).Index];
    }
}
