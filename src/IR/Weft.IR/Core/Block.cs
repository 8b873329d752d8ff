using System.Collections.Generic;

namespace Weft.IR;

/// <summary>A list of operations that run one after the other; the last may go on to other blocks.</summary>
public sealed class Block
{
    private readonly List<BlockArgument> _arguments = [];
    private readonly LinkedList<Operation> _predecessors = [];
    private bool _orderIsValid = true;

    public Region? Parent { get; internal set; }

    public Operation? ParentOp => Parent?.Parent;

    public IReadOnlyList<BlockArgument> Arguments => _arguments;

    public Operation? First { get; private set; }

    public Operation? Last { get; private set; }

    public bool IsEmpty => First is null;

    public bool IsEntry => Parent is { IsEmpty: false } region && ReferenceEquals(region.Entry, this);

    /// <summary>The last operation if it ends the block, else null.</summary>
    public Operation? Terminator => Last is { } last && last.Info.Has(OpTraits.IsTerminator) ? last : null;

    /// <summary>The operations whose successors name this block, once per edge.</summary>
    public IReadOnlyCollection<Operation> PredecessorTerminators => _predecessors;

    /// <summary>The operations in order. The current one may be erased while they are enumerated.</summary>
    public OpSequence Ops => new(First);

    public BlockArgument AddArgument(IrType type, Location location)
    {
        var argument = new BlockArgument(this, _arguments.Count, type, location);
        _arguments.Add(argument);
        return argument;
    }

    public BlockArgument InsertArgument(int index, IrType type, Location location)
    {
        var argument = new BlockArgument(this, index, type, location);
        _arguments.Insert(index, argument);
        for (var i = index + 1; i < _arguments.Count; i++) _arguments[i].Index = i;
        return argument;
    }

    /// <summary>Removes an argument that has no uses.</summary>
    public void EraseArgument(int index)
    {
        _arguments.RemoveAt(index);
        for (var i = index; i < _arguments.Count; i++) _arguments[i].Index = i;
    }

    public void Append(Operation op) => InsertBefore(null, op);

    /// <summary>Inserts before <paramref name="anchor"/>, or at the end when it is null.</summary>
    public void InsertBefore(Operation? anchor, Operation op)
    {
        var previous = anchor is null ? Last : anchor.Previous;
        (op.Parent, op.Previous, op.Next) = (this, previous, anchor);
        if (previous is null) First = op;
        else previous.Next = op;
        if (anchor is null) Last = op;
        else anchor.Previous = op;
        // At either end there is always a number left.
        if (anchor is null) op.Order = previous is null ? 0 : previous.Order + 1;
        else if (previous is null) op.Order = anchor.Order - 1;
        else _orderIsValid = false;
    }

    /// <summary>Takes an operation out of the block without touching its operands.</summary>
    public void Remove(Operation op)
    {
        if (op.Previous is null) First = op.Next;
        else op.Previous.Next = op.Next;
        if (op.Next is null) Last = op.Previous;
        else op.Next.Previous = op.Previous;
        (op.Parent, op.Previous, op.Next) = (null, null, null);
    }

    /// <summary>Moves <paramref name="first"/> and all operations after it to the end of another block.</summary>
    public void MoveOpsFrom(Operation? first, Block target)
    {
        for (var op = first; op is not null;)
        {
            var next = op.Next;
            Remove(op);
            target.Append(op);
            op = next;
        }
    }

    /// <summary>Moves all operations to the end of another block, whose arguments take the places of this one's.</summary>
    public void MoveInto(Block target)
    {
        for (var i = 0; i < Arguments.Count; i++) Arguments[i].ReplaceAllUsesWith(target.Arguments[i]);
        MoveOpsFrom(First, target);
    }

    /// <summary>Erases the block and its operations; nothing outside may use their values.</summary>
    public void Erase()
    {
        DropAllReferences();
        Parent?.Remove(this);
    }

    internal LinkedListNode<Operation> AddPredecessor(Operation op) => _predecessors.AddLast(op);

    internal void RemovePredecessor(LinkedListNode<Operation> edge) => _predecessors.Remove(edge);

    internal void DropAllReferences()
    {
        foreach (var op in Ops) op.DropAllReferences();
    }

    internal void EnsureOrder()
    {
        if (_orderIsValid) return;
        var order = 0;
        for (var op = First; op is not null; op = op.Next) op.Order = order++;
        _orderIsValid = true;
    }
}
