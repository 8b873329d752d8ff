using System.Collections.Generic;

namespace Weft.IR;

/// <summary>An SSA value: the result of an operation or an argument of a block. Knows its uses.</summary>
public abstract class Value(IrType type)
{
    internal OpOperand? FirstUse;

    public IrType Type { get; set; } = type;

    /// <summary>The operation that gives this value, or null for a block argument.</summary>
    public Operation? Def => (this as OpResult)?.Owner;

    /// <summary>The block in which the value is defined.</summary>
    public abstract Block? ParentBlock { get; }

    public abstract Location Location { get; }

    public bool HasUses => FirstUse is not null;

    public bool HasOneUse => FirstUse is { NextUse: null };

    /// <summary>The uses, the latest first. Uses may be redirected while they are enumerated.</summary>
    public UseSequence Uses => new(FirstUse);

    public IEnumerable<Operation> Users
    {
        get
        {
            foreach (var use in Uses) yield return use.Owner;
        }
    }

    public void ReplaceAllUsesWith(Value other)
    {
        if (ReferenceEquals(this, other)) return;
        while (FirstUse is { } use) use.Value = other;
    }
}

public sealed class OpResult(Operation owner, int index, IrType type) : Value(type)
{
    public Operation Owner { get; } = owner;

    public int Index { get; } = index;

    public override Block? ParentBlock => Owner.Parent;

    public override Location Location => Owner.Location;
}

public sealed class BlockArgument(Block owner, int index, IrType type, Location location) : Value(type)
{
    private Location _location = location;

    public Block Owner { get; } = owner;

    public int Index { get; internal set; } = index;

    public override Block? ParentBlock => Owner;

    public override Location Location => _location;

    /// <summary>Settles a location that was not known when the argument was made.</summary>
    internal void SetLocation(Location known) => _location = known;
}

/// <summary>One operand slot of an operation; a node of its value's list of uses.</summary>
public sealed class OpOperand
{
    private Value _value;
    private OpOperand? _previousUse;

    internal OpOperand(Operation owner, int index, Value value)
    {
        (Owner, Index, _value) = (owner, index, value);
        Link();
    }

    public Operation Owner { get; }

    public int Index { get; internal set; }

    internal OpOperand? NextUse { get; private set; }

    public Value Value
    {
        get => _value;
        set
        {
            if (ReferenceEquals(_value, value)) return;
            Unlink();
            _value = value;
            Link();
        }
    }

    private void Link()
    {
        NextUse = _value.FirstUse;
        _previousUse = null;
        if (NextUse is not null) NextUse._previousUse = this;
        _value.FirstUse = this;
    }

    internal void Unlink()
    {
        if (_previousUse is null) _value.FirstUse = NextUse;
        else _previousUse.NextUse = NextUse;
        if (NextUse is not null) NextUse._previousUse = _previousUse;
        (NextUse, _previousUse) = (null, null);
    }
}
