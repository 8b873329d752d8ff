using Weft.IR;

namespace Weft.Passes;

/// <summary>Puts nests together that read the same memory and do not need each other.</summary>
/// <param name="profit">Tells whether fusion pays; null to fuse wherever it is legal.</param>
internal sealed class SiblingFusion(MemoryGraph graph, FusionProfit? profit)
{
    public void Run()
    {
        foreach (var id in graph.Ids.Reverse())
        {
            if (graph.Find(id) is not { Loop: not null } target) continue;
            var visited = new HashSet<int>();
            while (FindSibling(target, visited) is var (sibling, memory)) TryFuse(sibling, target, memory);
        }
    }

    private void TryFuse(MemoryNode sibling, MemoryNode target, Value memory)
    {
        var (source, loop) = (sibling.Loop!, target.Loop!);
        var place = source.IsBefore(loop) ? graph.PlaceForFused(sibling.Id, target.Id) : graph.PlaceForFused(target.Id, sibling.Id);
        if (place is null || IsUsedBefore(place, target.Op)) return;
        var load = sibling.Loads.Find(one => one.Memref == memory)!;
        var depths = LoopsAround.Of((Operation)target.Loads.Find(one => one.Memref == memory)!).Count - LoopsAround.Of(loop).Count;
        var slices = FusionLegality.SiblingSlices(source, loop, depths, memory, out var depth);
        if (depth == 0) return;
        if (profit is not null)
        {
            if (profit.BestDepth(load, loop, slices, depth) is not { } best) return;
            depth = best;
        }

        // The sibling goes, so all that it stores has to be in the slice; mlir-opt 19 loses the other turns.
        if (sibling.Stores.Count > 0 && slices[depth - 1]!.IsMaximal() != true) return;
        NestFusion.Fuse(source, slices[depth - 1]!, joinsReductions: depth == depths, (old, wider) =>
        {
            if (old == target.Op) target.Op = wider;
            if (old == place) place = wider;
        });
        if (place != target.Op) target.Op.MoveBefore(place);
        graph.JoinSibling(sibling.Id, target.Id);
        target.Refresh();
        graph.Remove(sibling.Id);
        source.Erase();
    }

    // What uses a nest's values stays where it is.
    private bool IsUsedBefore(Operation place, Operation nest) => nest.ResultList.SelectMany(result => result.Users)
        .Any(user => MemoryDependence.AncestorIn(graph.Block, user).IsBefore(place));

    // One that reads memory from outside, or one that reads what the same node writes.
    private (MemoryNode Sibling, Value Memory)? FindSibling(MemoryNode target, HashSet<int> visited)
    {
        foreach (var argument in graph.Block.Arguments)
        {
            foreach (var load in argument.Users.OfType<IAffineRead>())
            {
                if (LoopsAround.Of((Operation)load).Find(loop => loop.Parent == graph.Block) is not { } loop) continue;
                var sibling = graph.Of(loop)!;
                if (sibling == target || visited.Contains(sibling.Id) || target.LoadsOf(load.Memref) == 0) continue;
                if (CanFuse(sibling, target, load.Memref) && visited.Add(sibling.Id)) return (sibling, load.Memref);
            }
        }

        foreach (var (id, memory) in graph.In(target.Id))
        {
            if (graph.Find(id) is not { Loop: not null } writer || memory.Type is not MemRefType || target.LoadsOf(memory) == 0
                || writer.StoresTo(memory) == 0) continue;
            foreach (var edge in graph.Out(id))
            {
                if (edge.Value != memory || edge.Id == target.Id || visited.Contains(edge.Id)) continue;
                if (graph.Find(edge.Id) is not { Loop: not null } sibling || !CanFuse(sibling, target, memory)) continue;
                visited.Add(sibling.Id);
                return (sibling, memory);
            }
        }

        return null;
    }

    // The nest that goes must not leave users of its values behind: mlir-opt breaks such programs.
    private bool CanFuse(MemoryNode sibling, MemoryNode target, Value memory) =>
        sibling.LoadsOf(memory) == 1 && !sibling.Op.HasUses
        && !graph.HasPath(sibling.Id, target.Id) && !graph.HasPath(target.Id, sibling.Id)
        && !sibling.Stores.Exists(store => sibling.LoadsOf(store.Memref) > 0 && graph.WritersBefore(sibling.Id, store.Memref) > 0)
        && sibling.Stores.Select(store => store.Memref).Distinct().Count() <= 1
        && !EscapingMemory.IsUsedBetween(target.Op, sibling.Op) && !EscapingMemory.IsUsedBetween(sibling.Op, target.Op);
}
