using Weft.IR;

namespace Weft.Passes;

/// <summary>Puts what nests need of the nests that compute it into them.</summary>
/// <param name="profit">Tells whether fusion pays; null to fuse wherever it is legal.</param>
internal sealed class ProducerFusion(MemoryGraph graph, FusionProfit? profit, PrivateBuffers buffers)
{
    /// <param name="mostUsers">Memory that more nests use keeps its producer.</param>
    public void Run(int mostUsers)
    {
        foreach (var id in graph.Ids.Reverse())
        {
            if (graph.Find(id) is not { Loop: { Results.Length: 0 } loop } target) continue;
            target.Op = loop.SinkSequentialLoops();
            for (var changed = true; changed;)
            {
                changed = false;
                foreach (var source in Producers(target))
                    changed |= TryFuse(source, target, mostUsers);
            }
        }
    }

    // The latest first.
    private List<MemoryNode> Producers(MemoryNode target)
    {
        var loaded = target.Loads.Select(load => load.Memref).ToHashSet();
        return [.. graph.In(target.Id).Select(edge => edge.Id).Distinct().OrderDescending().Select(id => graph.Find(id)!)
            .Where(node => node.Loop is not null && node.Stores.Exists(store => loaded.Contains(store.Memref)))];
    }

    private bool TryFuse(MemoryNode source, MemoryNode target, int mostUsers)
    {
        var (producer, consumer) = (source.Loop!, target.Loop!);
        if (producer.Results.Length > 0) return false;
        var exchanged = target.Loads.Select(load => load.Memref).Where(memory => source.StoresTo(memory) > 0).ToHashSet();
        if (exchanged.Any(memory => graph.EdgesFrom(source.Id, memory) > mostUsers)) return false;
        var escaping = source.Stores.Select(store => store.Memref).Where(memory => EscapingMemory.Escapes(memory, graph.Block)).ToHashSet();
        if (escaping.Count > 0 && EscapingMemory.IsUsedBetween(producer, consumer)) return false;
        if (graph.PlaceForFused(source.Id, target.Id) is not { } place) return false;
        var users = target.Loads.Concat<IAffineAccess>(target.Stores).Where(access => exchanged.Contains(access.Memref));
        var depths = LoopsAround.AllOf([.. users.Cast<Operation>()]).Count - LoopsAround.Of(consumer).Count;
        var slices = FusionLegality.ProducerSlices(producer, consumer, depths, out var depth);
        if (depth == 0) return false;
        var stores = source.Stores.FindAll(store => exchanged.Contains(store.Memref));
        if (profit is not null && stores is [var store])
        {
            if (profit.BestDepth(store, consumer, slices, depth) is not { } best) return false;
            depth = best;
        }

        Fuse(source, target, exchanged, escaping, slices[depth - 1]!, depth, place);
        return true;
    }

    private void Fuse(
        MemoryNode source, MemoryNode target, HashSet<Value> exchanged, HashSet<Value> escaping, ComputationSlice slice, int depth,
        Operation place)
    {
        var (producer, consumer) = (source.Loop!, target.Loop!);
        var isRemoved = CanRemove(source, target, slice, place, escaping.Count > 0);
        var own = exchanged.Where(memory => CanBeOwn(memory, source, target, escaping, isRemoved)).ToHashSet();
        NestFusion.Fuse(producer, slice);
        if (place != consumer) consumer.MoveBefore(place);
        graph.JoinProducer(source.Id, target.Id, own, isRemoved);
        foreach (var store in FirstStores(consumer, own))
            if (buffers.Create(consumer, store, depth) is { } buffer) graph.AddEdge(graph.Add(buffer.Def!).Id, target.Id, buffer);
        target.Refresh();
        if (!isRemoved) return;
        producer.Erase();
        graph.Remove(source.Id);
    }

    private static List<IAffineWrite> FirstStores(AffineForOp loop, HashSet<Value> memories) =>
        [.. loop.WalkPostOrder().OfType<IAffineWrite>().Where(store => memories.Contains(store.Memref)).DistinctBy(store => store.Memref)];

    // The slices do all that others need, before they need it.
    private bool CanRemove(MemoryNode source, MemoryNode target, ComputationSlice slice, Operation place, bool escapes)
    {
        var others = graph.Out(source.Id).Select(edge => graph.Find(edge.Id)!.Op).Where(op => op != target.Op).ToList();
        if (others.Exists(op => op.Parent != target.Op.Parent || (op != place && !place.IsBefore(op)))) return false;
        return (others.Count == 0 && !escapes) || slice.IsMaximal() == true;
    }

    // Nobody else needs what is stored.
    private bool CanBeOwn(Value memory, MemoryNode source, MemoryNode target, HashSet<Value> escaping, bool isRemoved)
    {
        if (escaping.Contains(memory) && (isRemoved || target.StoresTo(memory) > 0)) return false;
        if (graph.WritersBefore(source.Id, memory) > 0 || graph.EdgesFrom(target.Id, memory) > 0) return false;
        return !isRemoved || !graph.Out(source.Id).Any(edge => edge.Value == memory && edge.Id != target.Id);
    }
}
