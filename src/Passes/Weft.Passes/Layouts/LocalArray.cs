using Weft.IR;

namespace Weft.Passes;

/// <summary>An array that a function makes and nobody else sees: it may lie in memory in any way.</summary>
internal static class LocalArray
{
    /// <summary>Why an array must stay as it lies; null where it need not.</summary>
    public static string? ObstacleTo(AllocationOp array)
    {
        var memory = array.Memref;
        if (memory.Type is not MemRefType { HasIdentityLayout: true }) return "its type says where its elements lie";
        return memory.Users.FirstOrDefault(user => !CanFollow(user, memory)) is not { } other ? null
            : other.Results.ToArray().Any(result => result.Type is VectorType) || other is AffineVectorStoreOp
            ? $"vectors of its rows are used at {Reversal.At(other)}"
            : $"'{other.Name}' at {Reversal.At(other)} uses it as a whole";
    }

    /// <summary>As the other, for a layout that is asked for.</summary>
    public static string? ObstacleTo(AllocationOp array, IArrayLayout layout) => ((MemRefType)array.Memref.Type).Rank is var rank
        && rank != layout.Rank ? $"it has {rank} dimensions"
        : ObstacleTo(array) is { } obstacle ? obstacle
        : array.Memref.Users.FirstOrDefault(user => !layout.MayServe(user)) is { } other
            ? $"the subscripts at {Reversal.At(other)} are drawn into limits" : null;

    /// <summary>Memory of another shape for an array.</summary>
    /// <param name="extents">Those that the shape leaves open.</param>
    public static AllocationOp InPlaceOf(AllocationOp array, Sequence<long> shape, IReadOnlyList<Value> extents)
    {
        var type = (MemRefType)array.Memref.Type;
        var made = new MemRefType(shape, type.Element, null, type.MemorySpace);
        AllocationOp memory = array is AllocaOp ? new AllocaOp(extents, [], made, array.Alignment)
            : new AllocOp(extents, [], made, array.Alignment);
        return Builder.At(array).Insert(KernelAttributes.KeepHints(array, memory));
    }

    /// <summary>Gives an array without obstacles another layout.</summary>
    public static AllocationOp Change(AllocationOp array, IArrayLayout layout)
    {
        var made = layout.Allocate(array);
        foreach (var user in array.Memref.Users.Distinct().ToList())
        {
            Place(user, layout);
            foreach (var slot in user.OperandSlots)
                if (slot.Value == array.Memref) slot.Value = made.Memref;
        }

        array.Erase();
        return made;
    }

    private static bool CanFollow(Operation user, Value memory) => user switch
    {
        AffineLoadOp or ClampedLoadOp or AffinePrefetchOp or LoadOp or DeallocOp => true,
        AffineStoreOp store => store.Value != memory,
        StoreOp store => store.Value != memory,
        _ => false,
    };

    private static void Place(Operation user, IArrayLayout layout)
    {
        switch (user)
        {
            case IAffineAccess access: access.ValueMap = layout.Of(access.ValueMap); break;
            case LoadOp load: load.SetOperands([load.Memref, .. layout.Of([.. load.Indices], Builder.At(load))]); break;
            case StoreOp store: store.SetOperands([store.Value, store.Memref, .. layout.Of([.. store.Indices], Builder.At(store))]); break;
        }
    }
}
