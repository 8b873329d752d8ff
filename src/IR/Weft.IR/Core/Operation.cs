using System;
using System.Collections.Generic;

namespace Weft.IR;

/// <summary>
/// A unit of computation: takes values, gives values, holds regions. Every operation class derives from this one; members for
/// named operands, results, attributes and regions are made by the generator from the class's declaration.
/// </summary>
public abstract class Operation
{
    private OpOperand[] _operands;
    private readonly OpResult[] _results;
    private readonly Region[] _regions;
    private Block[] _successors;
    private LinkedListNode<Operation>[] _edges;
    private readonly Attribute?[] _properties;
    private NamedAttribute[] _attributes = [];

    /// <summary>From the parts that a parser or a copy collected.</summary>
    protected Operation(OperationState state)
        : this(state.Info, new OpParts(
            Items(state.Operands), Items(state.ResultTypes), state.Properties, state.Regions.ToArray(), Items(state.Successors)))
    {
        Location = state.Location;
        _attributes = Sorted(state.Attributes);
    }

    protected Operation(OpInfo info, OpParts parts)
    {
        Info = info;
        _operands = parts.Operands.Length == 0 ? [] : new OpOperand[parts.Operands.Length];
        for (var i = 0; i < _operands.Length; i++) _operands[i] = new OpOperand(this, i, parts.Operands[i]);
        _results = parts.Results.Length == 0 ? [] : new OpResult[parts.Results.Length];
        for (var i = 0; i < _results.Length; i++) _results[i] = new OpResult(this, i, parts.Results[i]);
        _properties = parts.Properties;
        _regions = parts.Regions;
        foreach (var region in _regions) region.Parent = this;
        _successors = parts.Successors.ToArray();
        _edges = _successors.Length == 0 ? [] : Array.ConvertAll(_successors, block => block.AddPredecessor(this));
    }

    private static ReadOnlySpan<T> Items<T>(List<T> list) =>
#if NET
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(list);
#else
        list.ToArray();
#endif

    public OpInfo Info { get; }

    /// <summary>The full name, for example <c>arith.addi</c>.</summary>
    public string Name => Info.Name;

    public Location Location { get; set; }

    /// <summary>The block that holds the operation; null while it stands alone.</summary>
    public Block? Parent { get; internal set; }

    public Operation? Previous { get; internal set; }

    public Operation? Next { get; internal set; }

    internal int Order { get; set; }

    /// <summary>One more than the place in the worklist of the rewriter that is at work; 0 while the operation is in none.</summary>
    internal int WorkPlace { get; set; }

    public Region? ParentRegion => Parent?.Parent;

    public Operation? ParentOp => Parent?.ParentOp;

    public ReadOnlySpan<OpOperand> OperandSlots => _operands;

    public OperandRange Operands => new(_operands, 0, _operands.Length);

    public ReadOnlySpan<OpResult> Results => _results;

    public IReadOnlyList<OpResult> ResultList => _results;

    /// <summary>The results as values.</summary>
    internal ReadOnlySpan<Value> AllResults => _results;

    public Sequence<Region> Regions => new(_regions);

    public IReadOnlyList<Block> Successors => _successors;

    /// <summary>Attributes that are not part of the operation's definition, sorted by name.</summary>
    public ReadOnlySpan<NamedAttribute> Attributes => _attributes;

    /// <summary>Inherent attributes, in the order of <see cref="OpInfo.Properties"/>.</summary>
    public ReadOnlySpan<Attribute?> Properties => _properties;

    public Attribute? Property(int index) => _properties[index];

    public void SetProperty(int index, Attribute? value) => _properties[index] = value;

    /// <summary>The attribute of this name, inherent or discardable; null when it is absent.</summary>
    public Attribute? Attribute(string name)
    {
        var index = Info.PropertyIndex(name);
        if (index >= 0) return _properties[index];
        foreach (var attribute in _attributes)
            if (attribute.Name == name)
                return attribute.Value;
        return null;
    }

    /// <summary>Sets or, with null, removes an attribute.</summary>
    public void SetAttribute(string name, Attribute? value)
    {
        var index = Info.PropertyIndex(name);
        if (index >= 0)
        {
            _properties[index] = value;
            return;
        }

        // They stay in the order of their names.
        var list = new List<NamedAttribute>(_attributes.Length + 1);
        var place = 0;
        foreach (var attribute in _attributes)
        {
            if (attribute.Name != name) list.Add(attribute);
            if (string.CompareOrdinal(attribute.Name, name) < 0) place = list.Count;
        }

        if (value is not null) list.Insert(place, new(name, value));
        _attributes = list.ToArray();
    }

    // Of several with one name the last.
    private static NamedAttribute[] Sorted(List<NamedAttribute> attributes)
    {
        if (IsAscending(attributes)) return attributes.ToArray();
        var byName = new SortedDictionary<string, NamedAttribute>(StringComparer.Ordinal);
        foreach (var attribute in attributes) byName[attribute.Name] = attribute;
        return [.. byName.Values];
    }

    private static bool IsAscending(List<NamedAttribute> attributes)
    {
        for (var i = 1; i < attributes.Count; i++)
            if (string.CompareOrdinal(attributes[i - 1].Name, attributes[i].Name) >= 0)
                return false;
        return true;
    }

    /// <summary>Replaces all operands.</summary>
    public void SetOperands(params ReadOnlySpan<Value> operands)
    {
        var values = operands.ToArray();
        foreach (var slot in _operands) slot.Unlink();
        _operands = new OpOperand[values.Length];
        for (var i = 0; i < values.Length; i++) _operands[i] = new OpOperand(this, i, values[i]);
    }

    public void SetOperand(int index, Value value) => _operands[index].Value = value;

    public void SetSuccessor(int index, Block block)
    {
        _successors[index].RemovePredecessor(_edges[index]);
        (_successors[index], _edges[index]) = (block, block.AddPredecessor(this));
    }

    /// <summary>Whether this operation comes first; both must be in the same block.</summary>
    public bool IsBefore(Operation other)
    {
        Parent!.EnsureOrder();
        return Order < other.Order;
    }

    /// <summary>The nearest enclosing operation of a class, this one not counted.</summary>
    public T? Enclosing<T>() where T : class
    {
        for (var op = ParentOp; op is not null; op = op.ParentOp)
            if (op is T found)
                return found;
        return null;
    }

    /// <summary>Whether this operation is <paramref name="other"/> or encloses it.</summary>
    public bool IsAncestorOf(Operation? other)
    {
        for (; other is not null; other = other.ParentOp)
            if (ReferenceEquals(this, other))
                return true;
        return false;
    }

    public bool HasUses
    {
        get
        {
            foreach (var result in _results)
                if (result.HasUses)
                    return true;
            return false;
        }
    }

    public void MoveBefore(Operation anchor)
    {
        Parent?.Remove(this);
        anchor.Parent!.InsertBefore(anchor, this);
    }

    /// <summary>Takes the operation out of its block and unlinks its operands; its results must have no uses.</summary>
    public void Erase()
    {
        Parent?.Remove(this);
        DropAllReferences();
    }

    /// <summary>Replaces all uses of the results and erases the operation.</summary>
    public void ReplaceWith(params ReadOnlySpan<Value> values)
    {
        for (var i = 0; i < _results.Length; i++) _results[i].ReplaceAllUsesWith(values[i]);
        Erase();
    }

    internal void DropAllReferences()
    {
        foreach (var slot in _operands) slot.Unlink();
        _operands = [];
        for (var i = 0; i < _successors.Length; i++) _successors[i].RemovePredecessor(_edges[i]);
        (_successors, _edges) = ([], []);
        foreach (var region in _regions) region.Clear();
    }

    /// <inheritdoc cref="OperationWalk.PreOrder"/>
    public IEnumerable<Operation> Walk() => OperationWalk.PreOrder(this);

    /// <inheritdoc cref="OperationWalk.PostOrder"/>
    public IEnumerable<Operation> WalkPostOrder() => OperationWalk.PostOrder(this);

    /// <summary>Checks what the declaration says: number and types of operands and results, attributes, traits. Generated.</summary>
    public virtual bool VerifyInvariants(DiagnosticBag diagnostics) => true;

    /// <summary>Checks what the declaration says about operations in the regions; these are valid already.</summary>
    public virtual bool VerifyRegionInvariants(DiagnosticBag diagnostics) => true;

    /// <summary>Writes the custom form after the operation's name. Generated from the assembly format, or written by hand.</summary>
    public virtual void PrintCustom(Text.IrPrinter printer) => throw new InvalidOperationException($"'{Name}' has no custom form");

    /// <summary>Which operands (or results) belong to one of several variadic members: kept as a property.</summary>
    protected (int Start, int Count) Segment(int property, int group)
    {
        if (_properties[property] is not DenseArrayAttr sizes || group >= sizes.Values.Count) return (0, 0);
        var start = 0;
        for (var i = 0; i < group; i++) start += (int)sizes.Values[i];
        return (start, (int)sizes.Values[group]);
    }

    /// <summary>Where nobody says how many belong to each member, it is none.</summary>
    protected void CompleteSegments(int property, int groups)
    {
        if (!SegmentSizes.AreFor(_properties[property], groups)) _properties[property] = DenseArrayAttr.I32(new long[groups]);
    }

    protected static Value[] Optional(Value? value) => value is null ? [] : [value];

    protected static IrType[] Optional(IrType? type) => type is null ? [] : [type];

    protected static IrType[] OptionalType(Value? value) => value is null ? [] : [value.Type];

    protected static Region[] NewRegions(int count)
    {
        var regions = new Region[count];
        for (var i = 0; i < count; i++) regions[i] = new Region();
        return regions;
    }

    /// <summary>Whether a region's terminator says something and must be printed: it has operands or attributes.</summary>
    protected static bool HasVisibleTerminator(Region region) =>
        !region.IsEmpty
        && region.Blocks[region.Blocks.Count - 1].Terminator is { } last
        && (last.OperandSlots.Length > 0 || last.Attributes.Length > 0);

    /// <summary>Records an error that begins with the operation's name: <c>'arith.addi' op ...</c>.</summary>
    public bool Error(DiagnosticBag diagnostics, string message) => ErrorAsIs(diagnostics, $"'{Name}' op {message}");

    /// <summary>Records an error about the operation that does not begin with its name.</summary>
    public bool ErrorAsIs(DiagnosticBag diagnostics, string message)
    {
        diagnostics.Add(Mistake(diagnostics, message));
        return false;
    }

    /// <summary>An error about the operation, to add notes to; where the diagnostics want it, one shows the operation.</summary>
    internal Diagnostic Mistake(DiagnosticBag diagnostics, string message)
    {
        var error = Diagnostic.Error(Location, message);
        return diagnostics.ShowsOperations
            ? error.WithNote(Location, $"see current operation: {Text.IrPrinter.Describe(this)}") : error;
    }

    /// <summary>The operation as IR text.</summary>
    public override string ToString() => Text.IrPrinter.ToText(this);
}
