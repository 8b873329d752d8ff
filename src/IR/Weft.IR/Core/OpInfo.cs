using System;
using System.Collections.Generic;
using System.Collections.Immutable;

namespace Weft.IR;

/// <summary>What all operations of one name share. One immutable object per operation class.</summary>
public sealed class OpInfo
{
    private readonly ImmutableArray<string> _properties = [];
    private OpDeclaration? _declaration;

    public OpInfo(string name, Func<OperationState, Operation> create)
    {
        Name = name;
        Create = create;
        Dialect = DialectOf(name);
    }

    /// <summary>The full name, for example <c>arith.addi</c>.</summary>
    public string Name { get; }

    /// <summary>The name up to the first dot, or all of it.</summary>
    public string Dialect { get; }

    /// <summary>The name of an operation up to the first dot, or all of it.</summary>
    internal static string DialectOf(string name) => name.IndexOf('.') is >= 0 and var dot ? name.Substring(0, dot) : name;

    public bool IsRegistered { get; init; } = true;

    public OpTraits Traits { get; init; }

    /// <summary>The dialect whose prefix is left out inside the operation's regions, or empty: <c>return</c> in <c>func.func</c>.</summary>
    public string DefaultDialect { get; init; } = "";

    /// <summary>Names of the inherent attributes, in the order of <see cref="Operation.Property"/>.</summary>
    public ImmutableArray<string> Properties { get => _properties; init => _properties = value; }

    /// <summary>Makes an operation of the class from its parts; used by the generic parser and by cloning.</summary>
    public Func<OperationState, Operation> Create { get; }

    /// <summary>Parses the custom form after the operation's name, or null when the operation has only the generic form.</summary>
    public Func<Text.IrParser, OperationState, bool>? Parse { get; init; }

    /// <summary>The first sentences of the class's documentation.</summary>
    public string Summary { get; init; } = "";

    /// <summary>Operands, results, attributes, regions and successors by name. Made when first asked for.</summary>
    public OpDeclaration Declaration => _declaration ??= Declare();

    public Func<OpDeclaration> Declare { private get; init; } = static () => OpDeclaration.Empty;

    public int PropertyIndex(string name)
    {
        for (var i = 0; i < _properties.Length; i++)
            if (_properties[i] == name)
                return i;
        return -1;
    }

    /// <summary>Whether a trait alone says how operations of the class fold.</summary>
    public bool HasFoldingTrait => (Traits & (OpTraits.Commutative | OpTraits.Idempotent | OpTraits.Involution)) != 0;

    public bool Has(OpTraits traits) => (Traits & traits) == traits;

    public override string ToString() => Name;
}

/// <summary>The parts of an operation that is about to be made.</summary>
public sealed class OperationState(OpInfo info, Location location)
{
    public OpInfo Info { get; private set; } = info;

    public Location Location { get; set; } = location;

    /// <summary>Whether blocks get the terminators that a custom form leaves out.</summary>
    public bool ImpliesTerminators { get; set; } = true;

    public List<Value> Operands { get; } = [];

    public List<IrType> ResultTypes { get; } = [];

    public List<Block> Successors { get; } = [];

    public List<Region> Regions { get; } = [];

    /// <summary>Inherent attributes, in the order of <see cref="OpInfo.Properties"/>.</summary>
    public Attribute?[] Properties { get; set; } = NewProperties(info);

    /// <summary>Discardable attributes, in any order.</summary>
    public List<NamedAttribute> Attributes { get; } = [];

    /// <summary>Stores an attribute where its name belongs: among the properties, or with the discardable ones.</summary>
    public void SetAttribute(string name, Attribute value)
    {
        var index = Info.PropertyIndex(name);
        if (index >= 0) Properties[index] = value;
        else Attributes.Add(new(name, value));
    }

    public Region AddRegion()
    {
        var region = new Region();
        Regions.Add(region);
        return region;
    }

    public Operation Build() => Info.Create(this);

    /// <summary>Makes the state ready for another operation.</summary>
    internal OperationState Restart(OpInfo info, Location location)
    {
        (Info, Location) = (info, location);
        Operands.Clear();
        ResultTypes.Clear();
        Successors.Clear();
        Regions.Clear();
        Attributes.Clear();
        Properties = NewProperties(info);
        ImpliesTerminators = true;
        return this;
    }

    private static Attribute?[] NewProperties(OpInfo info) => info.Properties.IsEmpty ? [] : new Attribute?[info.Properties.Length];
}
