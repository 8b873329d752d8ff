using Weft.IR;

namespace Weft.Passes;

/// <summary>Values in disjoint sets, each value alone at first.</summary>
internal sealed class AliasSets
{
    private readonly Dictionary<Value, List<Value>> _sets = [];

    public IReadOnlyList<Value> Of(Value value)
    {
        if (!_sets.TryGetValue(value, out var set)) _sets[value] = set = [value];
        return set;
    }

    public bool AreJoined(Value a, Value b) => ReferenceEquals(a, b) || ReferenceEquals(Of(a), Of(b));

    public void Join(Value a, Value b)
    {
        if (AreJoined(a, b)) return;
        var (kept, added) = (_sets[a], _sets[b]);
        kept.AddRange(added);
        foreach (var value in added) _sets[value] = kept;
    }
}
