using Weft.IR;

namespace Weft.Passes;

/// <summary>Elements in a block of which is known what they hold. Arrays of different names are taken to be apart.</summary>
internal sealed class KnownElements
{
    private readonly List<Element> _known = [];

    /// <summary>What was loaded or stored before is not loaded again, and what is stored once more not before.</summary>
    public static void Reuse(Block block)
    {
        var known = new KnownElements();
        foreach (var op in block.Ops.ToList())
            if (op is AffineLoadOp load) known.Visit(load);
            else if (op is AffineStoreOp store) known.Visit(store);
            else if (op.MemoryEffects != MemoryEffects.None) known._known.Clear();
    }

    private void Visit(AffineLoadOp load)
    {
        if (_known.Find(element => element.Access.IsSamePlaceAs(load)) is { } same)
        {
            load.Result.ReplaceAllUsesWith(same.Value);
            load.Erase();
            return;
        }

        // It may read what was stored.
        for (var i = 0; i < _known.Count; i++)
            if (MayMeet(_known[i].Access, load)) _known[i] = _known[i] with { IsRead = true };
        _known.Add(new(load, load.Result, IsRead: true));
    }

    private void Visit(AffineStoreOp store)
    {
        foreach (var element in _known.FindAll(element => element.Access.IsSamePlaceAs(store) && !element.IsRead))
        {
            _known.Remove(element);
            ((Operation)element.Access).Erase();
        }

        _known.RemoveAll(element => MayMeet(element.Access, store));
        _known.Add(new(store, store.Value, IsRead: false));
    }

    private static bool MayMeet(IAffineAccess a, IAffineAccess b) => a.Memref == b.Memref
        && !a.ComposedMap.Minus(b.ComposedMap).Map.Results.Any(difference => difference is AffineConstant { Value: not 0 });

    /// <param name="IsRead">It was loaded, or what was stored may have been.</param>
    private sealed record Element(IAffineAccess Access, Value Value, bool IsRead);
}
