using System;
using System.Collections.Generic;
using System.Numerics;

namespace Weft.IR;

/// <summary>
/// Changes IR on behalf of rules and passes. Counts its changes, so that a rule which claims success without one is found, and
/// tells a listener which operations deserve another look.
/// </summary>
public class Rewriter(IrContext context)
{
    public IrContext Context { get; } = context;

    /// <summary>Called with each operation that is new, has moved or whose operands changed.</summary>
    public Action<Operation>? Touched { get; set; }

    /// <summary>Called with each operation that is new here or has moved, before <see cref="Touched"/>.</summary>
    public Action<Operation>? Inserted { get; set; }

    /// <summary>Called with each operation that is about to go; its operands are still there, what it held is gone.</summary>
    public Action<Operation>? Erasing { get; set; }

    public int Changes { get; private set; }

    /// <summary>Inserts before an operation, with its location.</summary>
    public T InsertBefore<T>(Operation anchor, T op) where T : Operation
    {
        if (op.Location.IsUnknown) op.Location = anchor.Location;
        anchor.Parent!.InsertBefore(anchor, op);
        NoteInserted(op);
        return op;
    }

    /// <summary>Inserts at the end of a block.</summary>
    public T Append<T>(Block block, T op, Location location) where T : Operation
    {
        if (op.Location.IsUnknown) op.Location = location;
        block.Append(op);
        NoteInserted(op);
        return op;
    }

    /// <summary>A builder before an operation, with its location.</summary>
    public Builder BuilderBefore(Operation anchor) => new(anchor.Parent!, anchor, anchor.Location) { Inserted = NoteInserted };

    public Builder BuilderAtEnd(Block block, Location location) => new(block, null, location) { Inserted = NoteInserted };

    /// <summary>A constant for use at an operation.</summary>
    public Value Constant(Operation user, ConstantOp constant) => InsertBefore(user, constant).Result;

    public Value Constant(Operation user, BigInteger value, IrType type) => Constant(user, new ConstantOp(new IntegerAttr(value, type)));

    /// <summary>What folding says of a result, as a value: a constant is made before the operation; null where its dialect has none.
    /// </summary>
    public Value? Materialized(Operation op, FoldResult known, int result)
    {
        if (known.Constant is not { } constant) return known.Value;
        var made = Context.FindDialect(op.Info.Dialect)?.Materialize(constant, op.Results[result].Type);
        return made is null ? null : InsertBefore(op, made).Results[0];
    }

    /// <summary>Puts a value in the place of an operation's only result.</summary>
    public virtual bool Replace(Operation op, Value value)
    {
        ReplaceAllUses(op.Results[0], value);
        Erase(op);
        return true;
    }

    public virtual bool Replace(Operation op, IReadOnlyList<Value> values)
    {
        for (var i = 0; i < op.Results.Length; i++) ReplaceAllUses(op.Results[i], values[i]);
        Erase(op);
        return true;
    }

    /// <summary>Inserts an operation in the place of another.</summary>
    public bool Replace(Operation op, Operation replacement)
    {
        InsertBefore(op, replacement);
        return Replace(op, replacement.ResultList);
    }

    public virtual void ReplaceAllUses(Value from, Value to)
    {
        if (ReferenceEquals(from, to)) return;
        for (var use = from.FirstUse; use is not null;)
        {
            var next = use.NextUse;
            use.Value = to;
            Note(use.Owner);
            use = next;
        }
    }

    /// <summary>Erases an operation and all inside it, users before what they use.</summary>
    public void Erase(Operation op)
    {
        for (var r = op.Regions.Count - 1; r >= 0; r--)
        {
            var blocks = op.Regions[r].Blocks;
            for (var b = blocks.Count - 1; b >= 0; b--) EraseOps(blocks[b]);
        }

        Erasing?.Invoke(op);
        op.Erase();
        Changes++;
    }

    /// <summary>Erases a block that nothing leads to.</summary>
    public void Erase(Block block)
    {
        EraseOps(block);
        block.Erase();
        Changes++;
    }

    private void EraseOps(Block block)
    {
        for (var op = block.Last; op is not null;)
        {
            var previous = op.Previous;
            Erase(op);
            op = previous;
        }
    }

    /// <summary>Records a change made directly to an operation.</summary>
    public void Note(Operation op)
    {
        Changes++;
        Touched?.Invoke(op);
    }

    /// <summary>Moves the operations of a block before an anchor, with values in the place of the block's arguments.</summary>
    public void InlineBlockBefore(Block block, Operation anchor, IReadOnlyList<Value> arguments)
    {
        for (var i = 0; i < arguments.Count; i++) ReplaceAllUses(block.Arguments[i], arguments[i]);
        foreach (var op in block.Ops)
        {
            op.MoveBefore(anchor);
            NoteInserted(op);
        }
    }

    /// <summary>Moves the operations of a block to the end of another, with values in the place of the block's arguments.</summary>
    public void MergeInto(Block block, Block target, IReadOnlyList<Value> arguments)
    {
        for (var i = 0; i < arguments.Count; i++) ReplaceAllUses(block.Arguments[i], arguments[i]);
        foreach (var op in block.Ops)
        {
            block.Remove(op);
            target.Append(op);
            NoteInserted(op);
        }
    }

    /// <summary>Changes one operand.</summary>
    public bool SetOperand(Operation op, int index, Value value)
    {
        op.SetOperand(index, value);
        Note(op);
        return true;
    }

    private void NoteInserted(Operation op)
    {
        Inserted?.Invoke(op);
        Note(op);
    }
}
