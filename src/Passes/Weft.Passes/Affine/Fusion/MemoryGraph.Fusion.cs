using Weft.IR;

namespace Weft.Passes;

// What fusion asks of the graph and does to it.
internal sealed partial class MemoryGraph
{
    /// <summary>The operation before which the fused nest may stand: behind all that the target needs, before all that needs the source;
    /// null where there is no such place.</summary>
    public Operation? PlaceForFused(int source, int target)
    {
        var end = _nodes[target].Op;
        if (!_out.ContainsKey(source)) return end;
        // What computes a value for the target must not need the source.
        var definitions = In(target).Where(edge => edge.Value.Type is not MemRefType).Select(edge => edge.Id).Distinct();
        if (definitions.Any(id => HasPath(source, id))) return null;
        var dependents = Out(source).Where(edge => edge.Id != target).Select(edge => _nodes[edge.Id].Op).ToHashSet();
        var needed = In(target).Where(edge => edge.Id != source).Select(edge => _nodes[edge.Id].Op).ToHashSet();
        Operation? place = null, last = null;
        for (var op = _nodes[source].Op.Next; op != end; op = op!.Next)
        {
            if (dependents.Contains(op!)) place ??= op;
            if (needed.Contains(op!)) last = op;
        }

        if (place is null) return end;
        return last is null || last.IsBefore(place) ? place : null;
    }

    /// <summary>The target has the source's accesses now; memory of its own no longer ties it to others.</summary>
    public void JoinProducer(int source, int target, HashSet<Value> own, bool isRemoved)
    {
        foreach (var (id, value) in In(source).ToList())
            if (!own.Contains(value)) AddEdge(id, target, value);
        foreach (var (id, value) in Out(source).ToList())
        {
            if (id != target && !isRemoved) continue;
            if (id != target) AddEdge(target, id, value);
            RemoveEdge(source, id, value);
        }

        foreach (var (id, value) in In(target).ToList())
            if (own.Contains(value)) RemoveEdge(id, target, value);
    }

    /// <summary>The target has all edges of a node that needs nothing of it.</summary>
    public void JoinSibling(int sibling, int target)
    {
        foreach (var (id, value) in In(sibling).ToList())
        {
            AddEdge(id, target, value);
            RemoveEdge(id, sibling, value);
        }

        foreach (var (id, value) in Out(sibling).ToList())
        {
            AddEdge(target, id, value);
            RemoveEdge(sibling, id, value);
        }
    }
}
