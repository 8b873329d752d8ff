using Weft.IR;

namespace Weft.Passes;

/// <summary>What fusion asks of a graph and does to it.</summary>
internal static class FusedEdges
{
    extension(MemoryGraph graph)
    {
        /// <summary>The operation before which the fused nest may stand: behind all that the target needs, before all that needs the
        /// source; null where there is no such place.</summary>
        public Operation? PlaceForFused(int source, int target)
        {
            var end = graph.OperationOf(target);
            // What computes a value for the target must not need the source.
            var definitions = graph.In(target).Where(edge => edge.Value.Type is not MemRefType).Select(edge => edge.Id).Distinct();
            if (definitions.Any(id => graph.HasPath(source, id))) return null;
            var dependents = graph.Out(source).Where(edge => edge.Id != target).Select(edge => graph.OperationOf(edge.Id)).ToHashSet();
            var needed = graph.In(target).Where(edge => edge.Id != source).Select(edge => graph.OperationOf(edge.Id)).ToHashSet();
            Operation? place = null, last = null;
            for (var op = graph.OperationOf(source).Next; op != end; op = op!.Next)
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
            foreach (var (id, value) in graph.In(source).ToList())
                if (!own.Contains(value)) graph.AddEdge(id, target, value);
            foreach (var (id, value) in graph.Out(source).ToList())
            {
                if (id != target && !isRemoved) continue;
                if (id != target) graph.AddEdge(target, id, value);
                graph.RemoveEdge(source, id, value);
            }

            foreach (var (id, value) in graph.In(target).ToList())
                if (own.Contains(value)) graph.RemoveEdge(id, target, value);
        }

        /// <summary>The target has all edges of a node that needs nothing of it.</summary>
        public void JoinSibling(int sibling, int target)
        {
            foreach (var (id, value) in graph.In(sibling).ToList())
            {
                graph.AddEdge(id, target, value);
                graph.RemoveEdge(id, sibling, value);
            }

            foreach (var (id, value) in graph.Out(sibling).ToList())
            {
                graph.AddEdge(target, id, value);
                graph.RemoveEdge(sibling, id, value);
            }
        }
    }
}
