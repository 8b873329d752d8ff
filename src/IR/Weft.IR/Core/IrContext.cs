using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace Weft.IR;

/// <summary>
/// The dialects that are known and the table of hash-consed types and attributes. Safe for use by several threads;
/// modules of one context may be worked on in parallel.
/// </summary>
public sealed class IrContext
{
    private readonly Dictionary<string, Dialect> _dialects = [];
    private readonly ConcurrentDictionary<string, OpInfo?> _ops = new();
    private readonly ConcurrentDictionary<string, OpInfo> _unregistered = new();
    private readonly ConcurrentDictionary<object, object> _uniqued = new();

    public IrContext(params ImmutableArray<Dialect> dialects)
    {
        Dialects = dialects;
        foreach (var dialect in dialects) _dialects.Add(dialect.Name, dialect);
    }

    public ImmutableArray<Dialect> Dialects { get; }

    /// <summary>Whether operations, types and attributes of unknown dialects are accepted; they are kept as written.</summary>
    public bool AllowUnregistered { get; init; }

    public Dialect? FindDialect(string name) => _dialects.TryGetValue(name, out var dialect) ? dialect : null;

    public OpInfo? FindOp(string name) =>
        _ops.TryGetValue(name, out var op) ? op : _ops.GetOrAdd(name, FindDialect(OpInfo.DialectOf(name))?.FindOp(name));

    /// <summary>The info that all unregistered operations of this name share.</summary>
    public OpInfo UnregisteredOp(string name) => _unregistered.GetOrAdd(name, static n => UnregisteredOperation.InfoFor(n));

    /// <summary>The one object of this context that equals <paramref name="item"/>.</summary>
    public T Intern<T>(T item) where T : class => (T)_uniqued.GetOrAdd(item, item);
}

/// <summary>A family of operations, types and attributes under one prefix.</summary>
public abstract class Dialect
{
    private readonly Lazy<Dictionary<string, OpInfo>> _byName;

    protected Dialect() => _byName = new(() => AllOps.ToDictionary(op => op.Name));

    public abstract string Name { get; }

    /// <summary>The operations, made by the generator from the classes marked <see cref="OpAttribute"/>.</summary>
    public abstract ImmutableArray<OpInfo> Ops { get; }

    /// <summary>The operations that have no class of their own but a row in a table of the dialect.</summary>
    public virtual ImmutableArray<OpInfo> TableOps => [];

    /// <summary>All operations of the dialect.</summary>
    public IEnumerable<OpInfo> AllOps => Ops.Concat(TableOps);

    /// <summary>The operation of a full name. The dialect's operations are loaded when one is first asked for.</summary>
    public OpInfo? FindOp(string name) => _byName.Value.TryGetValue(name, out var op) ? op : null;

    /// <summary>Reads what follows the name in <c>!dialect.mnemonic&lt;...&gt;</c> or <c>!dialect&lt;mnemonic ...&gt;</c>; null when the
    /// dialect has no such type.</summary>
    public virtual IrType? ParseType(Text.IrParser parser, string mnemonic) => null;

    /// <summary>What is said of a type that the dialect does not have.</summary>
    public virtual string UnknownType(string mnemonic) => $"unknown  type `{mnemonic}` in dialect `{Name}`";

    /// <summary>The enums that are attributes of the dialect, from <see cref="IrEnumAttribute"/>.</summary>
    public virtual ImmutableArray<EnumKeywords> Enums => [];

    /// <summary>Reads what follows the name in <c>#dialect.mnemonic&lt;...&gt;</c> or <c>#dialect&lt;mnemonic ...&gt;</c>; null when the
    /// dialect has no such attribute.</summary>
    public virtual Attribute? ParseAttribute(Text.IrParser parser, string mnemonic) => ParseEnum(parser, mnemonic, Enums);

    private protected static Attribute? ParseEnum(Text.IrParser parser, string mnemonic, ImmutableArray<EnumKeywords> enums)
    {
        foreach (var keywords in enums)
            if (keywords.Mnemonic == mnemonic)
                return EnumAttr.Parse(parser, keywords);
        return null;
    }

    /// <summary>Checks a discardable attribute that carries this dialect's prefix, for example <c>wf.kernel</c> on a function.</summary>
    public virtual bool VerifyAttribute(Operation op, NamedAttribute attribute, DiagnosticBag diagnostics) => true;

    /// <summary>Makes the constant operation that gives <paramref name="value"/>, or null when the dialect has none.</summary>
    public virtual Operation? Materialize(Attribute value, IrType type) => null;
}
