using Weft.IR;

namespace Weft.Passes;

/// <summary>What a turn costs of the loop that is innermost: how many lines of memory it touches that the last turn did not, and whether
/// turns wait for each other.</summary>
internal static class WalkCost
{
    // A join of floats that keeps its order, in lines from the second cache.
    private const double Wait = 1;

    /// <summary>Of a loop, if its counter were another, around it or its own.</summary>
    public static double Of(AffineForOp body, Value counter) =>
        body.Walk().OfType<IAffineAccess>().DistinctBy(Place).Sum(access => Lines(access, counter)) + (Waits(body, counter) ? Wait : 0);

    private static (Value, AffineValueMap) Place(IAffineAccess access) => (access.Memref, access.ComposedMap);

    /// <summary>Of one access, by the elements from that of the last turn to this one's in a row; null where they are in others.</summary>
    public static double Lines(IAffineAccess access, long? step) => step is { } elements
        ? Math.Min(1, Math.Abs(elements) * (double)CpuModel.BytesOf(((MemRefType)access.Memref.Type).Element) / CpuModel.LineBytes) : 1;

    private static double Lines(IAffineAccess access, Value counter) => Lines(access, access.StepInMemory(counter));

    // An element that every turn changes, in an order that is not free.
    private static bool Waits(AffineForOp body, Value counter) => body.Walk().OfType<AffineStoreOp>().Any(store =>
        store.StepInMemory(counter) == 0 && store.Value.Def is { MayReorder: false });
}
