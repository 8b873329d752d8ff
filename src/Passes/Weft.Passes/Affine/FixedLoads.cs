using Weft.IR;

namespace Weft.Passes;

/// <summary>What a loop reads again and again and nobody in it writes. Arrays of different names are taken to be apart.</summary>
internal static class FixedLoads
{
    /// <summary>Reads it before the loop, which has turns.</summary>
    public static void Hoist(AffineForOp loop)
    {
        var written = loop.Walk().OfType<IAffineWrite>().Select(write => write.Memref).ToHashSet();
        var loads = loop.Body.Ops.OfType<AffineLoadOp>()
            .Where(load => !written.Contains(load.Memref) && load.ComposedMap.Operands.All(loop.IsDefinedOutside)).ToList();
        var hoisted = new List<AffineLoadOp>();
        foreach (var load in loads)
            if (hoisted.Find(load.IsSamePlaceAs) is { } first) load.ReplaceWith([.. first.Results]);
            else
            {
                load.ValueMap = load.ComposedMap;
                load.MoveBefore(loop);
                hoisted.Add(load);
            }
    }
}
