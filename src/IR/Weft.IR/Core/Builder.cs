using System;

namespace Weft.IR;

/// <summary>Inserts operations at a point of a block and gives them a location.</summary>
public sealed class Builder
{
    internal Builder(Block block, Operation? before, Location location) => (Block, Before, Location) = (block, before, location);

    public Block Block { get; private set; }

    /// <summary>New operations go before this one; at the end of the block when it is null.</summary>
    public Operation? Before { get; private set; }

    /// <summary>The location of operations that have none of their own.</summary>
    public Location Location { get; set; }

    /// <summary>Called with each operation that was inserted.</summary>
    public Action<Operation>? Inserted { get; init; }

    public static Builder AtEnd(Block block, Location location = default) => new(block, null, location);

    public static Builder AtStart(Block block, Location location = default) => new(block, block.First, location);

    /// <summary>Before an operation, with its location.</summary>
    public static Builder At(Operation op) => new(op.Parent!, op, op.Location);

    public static Builder After(Operation op) => new(op.Parent!, op.Next, op.Location);

    public void MoveToEnd(Block block) => (Block, Before) = (block, null);

    public void MoveBefore(Operation op) => (Block, Before) = (op.Parent!, op);

    /// <summary>Inserts an operation and returns it.</summary>
    public T Insert<T>(T op) where T : Operation
    {
        if (op.Location.IsUnknown) op.Location = Location;
        Block.InsertBefore(Before, op);
        Inserted?.Invoke(op);
        return op;
    }

    /// <summary>Inserts an operation that has one result and returns the result.</summary>
    public Value Add(Operation op) => Insert(op).Results[0];

    /// <summary>Inserts an operation that has one result and returns the result, or what it is known to be: a value or a new constant.
    /// </summary>
    public Value AddFolded(Operation op)
    {
        var known = Folding.Fold(op);
        var value = known.Constant is TypedAttribute constant ? Add(new ConstantOp(constant)) : known.Value;
        if (value is null) return Add(op);
        op.Erase();
        return value;
    }

    /// <summary>A builder at the same place that calls nobody.</summary>
    public Builder Unheard() => new(Block, Before, Location);

    /// <summary>A builder at the end of another block, with the same location and the same listener.</summary>
    public Builder In(Block block) => new(block, null, Location) { Inserted = Inserted };
}
