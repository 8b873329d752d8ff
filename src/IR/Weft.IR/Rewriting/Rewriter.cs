using System;
using System.Collections.Generic;
using System.Numerics;

namespace Weft.IR;

/// <summary>
/// Changes IR on behalf of rules and passes. Counts its changes, so that a rule which claims success without one is found, and
/// tells a listener which operations deserve another look.
/// </summary>
public sealed class Rewriter(IrContext context)
{
    public IrContext Context { get; } = context;

    /// <summary>Called with each operation that is new or whose operands changed.</summary>
    public Action<Operation>? Touched { get; set; }

    /// <summary>Called with each operation that is about to go.</summary>
    public Action<Operation>? Erasing { get; set; }

    public int Changes { get; private set; }

    /// <summary>Inserts before an operation, with its location.</summary>
    public T InsertBefore<T>(Operation anchor, T op) where T : Operation
    {
        if (op.Location.IsUnknown) op.Location = anchor.Location;
        anchor.Parent!.InsertBefore(anchor, op);
        Note(op);
        return op;
    }

    /// <summary>A constant for use at an operation.</summary>
    public Value Constant(Operation user, ConstantOp constant) => InsertBefore(user, constant).Result;

    public Value Constant(Operation user, BigInteger value, IrType type) => Constant(user, new ConstantOp(new IntegerAttr(value, type)));

    /// <summary>Puts a value in the place of an operation's only result.</summary>
    public bool Replace(Operation op, Value value)
    {
        ReplaceAllUses(op.Results[0], value);
        Erase(op);
        return true;
    }

    public bool Replace(Operation op, IReadOnlyList<Value> values)
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

    public void ReplaceAllUses(Value from, Value to)
    {
        if (ReferenceEquals(from, to)) return;
        foreach (var use in from.Uses)
        {
            use.Value = to;
            Note(use.Owner);
        }
    }

    public void Erase(Operation op)
    {
        Release(op);
        op.Erase();
        Changes++;
    }

    /// <summary>Erases a block that nothing leads to.</summary>
    public void Erase(Block block)
    {
        foreach (var op in block.Ops) Release(op);
        block.Erase();
        Changes++;
    }

    // What gave the operands may have lost its last use.
    private void Release(Operation op)
    {
        foreach (var inner in op.Walk())
            foreach (var operand in inner.Operands)
                if (operand.Def is { } definition) Touched?.Invoke(definition);
        foreach (var inner in op.Walk()) Erasing?.Invoke(inner);
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
            Note(op);
        }
    }

    /// <summary>Changes one operand.</summary>
    public bool SetOperand(Operation op, int index, Value value)
    {
        if (op.Operands[index].Def is { } definition) Touched?.Invoke(definition);
        op.SetOperand(index, value);
        Note(op);
        return true;
    }
}
