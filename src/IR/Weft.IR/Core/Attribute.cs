using System;

namespace Weft.IR;

/// <summary>
/// A constant attached to operations and types. Immutable and equal by value; <see cref="IrContext.Intern{T}"/> makes equal
/// attributes one object, so that comparing them is a reference check in the common case.
/// </summary>
public abstract record Attribute
{
    /// <summary>The attribute as IR text.</summary>
    public sealed override string ToString() => Text.AttributePrinter.ToText(this);
}

/// <summary>An attribute that has a type of its own: <c>1 : i32</c>, <c>dense&lt;0&gt; : tensor&lt;2xi8&gt;</c>.</summary>
public abstract record TypedAttribute : Attribute
{
    public abstract IrType Type { get; }
}

/// <summary>A type of values. Immutable and equal by value, as attributes are.</summary>
public abstract record IrType
{
    /// <summary>The type as IR text.</summary>
    public sealed override string ToString() => Text.AttributePrinter.ToText(this);
}

/// <summary>An attribute under a name.</summary>
public readonly record struct NamedAttribute(string Name, Attribute Value);
