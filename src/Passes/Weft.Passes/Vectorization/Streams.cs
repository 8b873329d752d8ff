using Weft.IR;

namespace Weft.Passes;

/// <summary>An array that goes past the caches where a condition holds.</summary>
/// <param name="Head">The turns before its first aligned vector.</param>
/// <param name="IsAsked">By a schedule, and not for its size.</param>
internal sealed record StreamedArray(Value Memory, Value Condition, int Head, bool IsAsked);

/// <summary>Stores past the caches: lines of an array that is much larger than they are need not be read before they are written, and
/// nothing else has to make place.</summary>
internal static class Streams
{
    // An array so many times as large as the last cache is not found there by who comes next.
    private const long Caches = 2;

    /// <summary>How many turns of a loop come before a store meets a multiple of so many lanes, if rows of the array begin at one; null
    /// where that is not known, or others look at the array.</summary>
    public static int? HeadOf(AffineStoreOp store, NestLoop loop, int lanes, CpuModel machine) =>
        store.Memref.Type is MemRefType { Layout: null } type && (IsAsked(store) || MayBeLarge(type, machine))
        && MayPass(store, loop.Counter) && StartOf(loop, lanes) is { } start && store.AheadOf(loop.Counter) is { } ahead
            ? (int)((lanes - ((start + ahead) % lanes)) % lanes) : null;

    /// <summary>Whether vectors of a store may: turns go along rows of the array, and nobody reads it.</summary>
    public static bool MayPass(AffineStoreOp store, Value counter) =>
        store.FollowsInMemory(counter) && store.Memref.Users.All(IsBlind);

    /// <summary>Lets vectors of a store go past the caches whatever the size of the array.</summary>
    public static void Ask(AffineStoreOp store) => store.SetAttribute(KernelAttributes.Streams, UnitAttr.Instance);

    public static bool IsAsked(AffineStoreOp store) => store.Attribute(KernelAttributes.Streams) is not null;

    /// <summary>Whether the array of a store is so large, or any size is asked for, and its rows begin at multiples of so many lanes.</summary>
    public static Value AreWorthIt(Builder builder, AffineStoreOp store, int lanes, CpuModel machine)
    {
        var memory = store.Memref;
        var type = (MemRefType)memory.Type;
        var size = CpuModel.BytesOf(type.Element);
        var extents = Enumerable.Range(0, type.Rank).Select(d => DimOp.Of(builder, memory, d)).ToList();
        var isAligned = IsMultiple(builder.Add(new ExtractAlignedPointerAsIndexOp(memory)), lanes * size);
        if (type.Rank > 1) isAligned = builder.Add(new AndIOp(isAligned, IsMultiple(extents[^1], lanes)));
        if (IsAsked(store)) return isAligned;
        var count = extents.Aggregate((a, b) => builder.AddFolded(new MulIOp(a, b)));
        var isLarge = builder.Add(new CmpIOp(CmpIPredicate.Sge, count, Constant(LeastCount(type, machine))));
        return builder.Add(new AndIOp(isLarge, isAligned));

        Value Constant(long value) => builder.Add(ConstantOp.Index(value));

        Value IsMultiple(Value value, long of) => builder.Add(new CmpIOp(
            CmpIPredicate.Eq, builder.Add(new RemUIOp(value, Constant(of))), Constant(0)));
    }

    /// <summary>What goes past the caches is in memory before anything behind an operation is.</summary>
    public static void FenceBehind(Operation op, Value condition)
    {
        var builder = Builder.After(op);
        builder.If(condition, () => builder.Insert(new StreamFenceOp()));
    }

    private static bool MayBeLarge(MemRefType type, CpuModel machine) =>
        type.DynamicCount > 0 || type.Shape.Aggregate(1.0, (a, b) => a * b) >= LeastCount(type, machine);

    private static long LeastCount(MemRefType type, CpuModel machine) => Caches * machine.L3 / CpuModel.BytesOf(type.Element);

    // Up to whole vectors.
    private static long? StartOf(NestLoop loop, int lanes) =>
        loop.Lower.IsMultipleOf(lanes) ? 0 : AffineSum.Of(loop.Lower) is [{ IsConstant: true, Offset: var start }] ? start : null;

    // It writes elements at most.
    private static bool IsBlind(Operation user) =>
        user is AffineStoreOp or StoreOp or AffineVectorStoreOp or MaskedStoreOp or DimOp or DeallocOp or DisjointOp
            or AffinePrefetchOp or ExtractAlignedPointerAsIndexOp;
}
