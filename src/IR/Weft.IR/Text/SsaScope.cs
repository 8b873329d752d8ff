using System.Collections.Generic;

namespace Weft.IR.Text;

/// <summary>An operand as written, before its type and value are known.</summary>
/// <param name="Name">Without the sigil.</param>
/// <param name="Number">Which value of a pack: <c>%a#1</c>.</param>
/// <param name="Position">Byte offset, for messages.</param>
public sealed record UnresolvedOperand(string Name, int Number, int Position);

/// <summary>
/// The SSA names in sight while a file is parsed. A name used before its definition gets a placeholder that the
/// definition replaces.
/// </summary>
internal sealed class SsaScope
{
    private static readonly OpInfo PlaceholderInfo = new(
        "<placeholder>", static _ => throw new System.InvalidOperationException("placeholders are not copied"));

    private readonly Dictionary<string, Value?[]> _values = [];
    private readonly Stack<List<string>> _regions = new();
    private readonly Dictionary<Value, UnresolvedOperand> _placeholders = [];

    public IReadOnlyDictionary<Value, UnresolvedOperand> Placeholders => _placeholders;

    public void PushRegion() => _regions.Push([]);

    public void PopRegion()
    {
        // A name that is still a placeholder may be defined further out; it stays.
        foreach (var name in _regions.Pop()) _values.Remove(name);
    }

    /// <summary>Leaves all regions and forgets what was used before its definition: reading goes on after an error.</summary>
    public void Reset()
    {
        while (_regions.Count > 0) PopRegion();
        foreach (var use in _placeholders.Values) _values.Remove(use.Name);
        _placeholders.Clear();
    }

    /// <summary>The value of an operand; a new placeholder when it is not defined yet.</summary>
    public Value? Use(UnresolvedOperand operand, IrType type)
    {
        if (!_values.TryGetValue(operand.Name, out var pack)) pack = _values[operand.Name] = new Value?[operand.Number + 1];
        if (operand.Number >= pack.Length)
        {
            if (pack.Length > 0 && pack[0] is { } first && !_placeholders.ContainsKey(first)) return null;
            System.Array.Resize(ref pack, operand.Number + 1);
            _values[operand.Name] = pack;
        }

        if (pack[operand.Number] is { } known) return known;
        var placeholder = new Placeholder(type).Results[0];
        _placeholders.Add(placeholder, operand);
        return pack[operand.Number] = placeholder;
    }

    /// <summary>Binds a name to values. The earlier definition is returned when there is one.</summary>
    public Value? Define(string name, System.ReadOnlySpan<Value> values, System.Func<Value, Value, UnresolvedOperand, bool> replace)
    {
        if (_values.TryGetValue(name, out var pack))
        {
            foreach (var earlier in pack)
                if (earlier is not null && !_placeholders.ContainsKey(earlier))
                    return earlier;
            for (var i = 0; i < pack.Length; i++)
            {
                if (pack[i] is not { } placeholder) continue;
                if (i >= values.Length || !replace(placeholder, values[i], _placeholders[placeholder])) return placeholder;
                placeholder.ReplaceAllUsesWith(values[i]);
                _placeholders.Remove(placeholder);
            }
        }

        _values[name] = values.ToArray();
        if (_regions.Count > 0) _regions.Peek().Add(name);
        return null;
    }

    private sealed class Placeholder(IrType type) : Operation(PlaceholderInfo, new OpParts([], [type], [], [], []));
}
