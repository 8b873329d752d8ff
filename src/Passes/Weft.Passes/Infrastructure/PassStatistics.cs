namespace Weft.Passes;

/// <summary>Numbers that a pass counts, for <c>--mlir-pass-statistics</c>. Safe for use by several threads.</summary>
public sealed class PassStatistics
{
    private readonly SortedDictionary<string, PassStatistic> _items = new(StringComparer.Ordinal);

    /// <summary>By name.</summary>
    public IReadOnlyCollection<PassStatistic> Items => _items.Values;

    public void Add(string name, string description, long count)
    {
        lock (_items)
        {
            var before = _items.TryGetValue(name, out var known) ? known.Count : 0;
            _items[name] = new(name, description, before + count);
        }
    }
}

public sealed record PassStatistic(string Name, string Description, long Count);
