using System;
using System.Collections.Generic;

namespace Weft.IR.Text;

/// <summary>An operand as written, before its type and value are known.</summary>
/// <param name="Entry">The name.</param>
/// <param name="Number">Which value of a pack: <c>%a#1</c>.</param>
/// <param name="Position">Byte offset, for messages.</param>
public sealed record UnresolvedOperand(SsaName Entry, int Number, int Position)
{
    /// <summary>Without the sigil.</summary>
    public string Name => Entry.Text;
}

/// <summary>A name of the file, and the values that it stands for where the parser is just now.</summary>
public sealed class SsaName
{
    private Value?[] _values = [];

    internal SsaName(string text, uint hash) => (Text, Hash) = (text, hash);

    /// <summary>Without the sigil.</summary>
    public string Text { get; }

    internal uint Hash { get; }

    internal SsaName? Next { get; set; }

    /// <summary>Where it was defined last: a byte offset, for messages.</summary>
    internal int Position { get; private set; }

    /// <summary>How many values there are; zero where the name stands for nothing.</summary>
    internal int Count { get; private set; }

    internal ref Value? this[int index] => ref _values[index];

    internal void Clear()
    {
        _values.AsSpan(0, Count).Clear();
        Count = 0;
    }

    /// <summary>Makes room for values that are used before their definition.</summary>
    internal void Grow(int count)
    {
        if (count > _values.Length) Array.Resize(ref _values, count);
        Count = Math.Max(Count, count);
    }

    internal void Set(ReadOnlySpan<Value> values, int position)
    {
        Clear();
        Position = position;
        Grow(values.Length);
        for (var i = 0; i < values.Length; i++) _values[i] = values[i];
    }
}

/// <summary>
/// The SSA names in sight while a file is parsed. A name used before its definition gets a placeholder that the
/// definition replaces.
/// </summary>
internal sealed class SsaScope
{
    private static readonly OpInfo PlaceholderInfo = new(
        "<placeholder>", static _ => throw new InvalidOperationException("placeholders are not copied"));

    private readonly Stack<List<SsaName>> _regions = new();
    private readonly Stack<List<SsaName>> _spare = new();
    private readonly Dictionary<Value, UnresolvedOperand> _placeholders = [];
    private SsaName?[] _table = new SsaName?[256];
    private int _count;

    public IReadOnlyDictionary<Value, UnresolvedOperand> Placeholders => _placeholders;

    /// <summary>Whether any name was defined or used so far.</summary>
    public bool IsUsed { get; private set; }

    public void PushRegion() => _regions.Push(_spare.Count > 0 ? _spare.Pop() : []);

    public void PopRegion()
    {
        // A name that is still a placeholder may be defined further out; it stays.
        var names = _regions.Pop();
        foreach (var name in names) name.Clear();
        names.Clear();
        _spare.Push(names);
    }

    /// <summary>What a name stands for, defined or only used so far.</summary>
    public (SsaName Name, Value Value)? Find(string name) =>
        Name(ByteText.Encode(name)) is { Count: > 0 } known && known[0] is { } value ? (known, value) : null;

    /// <summary>The entry of a name: the same object for equal names.</summary>
    public SsaName Name(ReadOnlySpan<byte> text)
    {
        var hash = 2166136261u;
        foreach (var b in text) hash = unchecked((hash ^ b) * 16777619u);
        for (var name = _table[hash & (uint)(_table.Length - 1)]; name is not null; name = name.Next)
            if (name.Hash == hash && ByteText.Spells(text, name.Text))
                return name;
        return Add(new(ByteText.Decode(text), hash));
    }

    /// <summary>The value of an operand; a new placeholder when it is not defined yet. Null when the name has no such value.</summary>
    public Value? Use(UnresolvedOperand operand, IrType type)
    {
        var (name, number) = (operand.Entry, operand.Number);
        if (number >= name.Count)
        {
            if (name.Count > 0 && name[0] is { } first && !_placeholders.ContainsKey(first)) return null;
            name.Grow(number + 1);
        }

        if (name[number] is { } known) return known;
        IsUsed = true;
        var placeholder = new Placeholder(type).Results[0];
        _placeholders.Add(placeholder, operand);
        return name[number] = placeholder;
    }

    /// <summary>Binds a name that was not used yet; false when it was.</summary>
    public bool TryDefine(SsaName name, ReadOnlySpan<Value> values, int position)
    {
        if (name.Count > 0) return false;
        Bind(name, values, position);
        return true;
    }

    /// <summary>Whether the name stands for values already, and not only for uses.</summary>
    public bool IsDefined(SsaName name)
    {
        for (var i = 0; i < name.Count; i++)
            if (name[i] is { } value && !_placeholders.ContainsKey(value))
                return true;
        return false;
    }

    /// <summary>Binds a name that was only used so far. Uses of more values than there are stay open.</summary>
    /// <param name="replace">Whether a value may stand where the name was used.</param>
    public bool Settle(SsaName name, ReadOnlySpan<Value> values, int position, Func<Value, Value, UnresolvedOperand, bool> replace)
    {
        for (var i = 0; i < name.Count && i < values.Length; i++)
        {
            if (name[i] is not { } placeholder) continue;
            if (!replace(placeholder, values[i], _placeholders[placeholder])) return false;
            placeholder.ReplaceAllUsesWith(values[i]);
            _placeholders.Remove(placeholder);
        }

        Bind(name, values, position);
        return true;
    }

    private void Bind(SsaName name, ReadOnlySpan<Value> values, int position)
    {
        IsUsed = true;
        name.Set(values, position);
        if (_regions.Count > 0) _regions.Peek().Add(name);
    }

    private SsaName Add(SsaName name)
    {
        if (++_count > _table.Length) Enlarge();
        Link(name);
        return name;
    }

    private void Enlarge()
    {
        var old = _table;
        _table = new SsaName?[old.Length * 2];
        foreach (var bucket in old)
        {
            for (var name = bucket; name is not null;)
            {
                var next = name.Next;
                Link(name);
                name = next;
            }
        }
    }

    private void Link(SsaName name)
    {
        ref var bucket = ref _table[name.Hash & (uint)(_table.Length - 1)];
        name.Next = bucket;
        bucket = name;
    }

    private sealed class Placeholder(IrType type) : Operation(PlaceholderInfo, new OpParts([], [type], [], [], []));
}
