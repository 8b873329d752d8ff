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

    /// <summary>Gives an array without obstacles another layout.</summary>
    public static AllocationOp Change(AllocationOp array, Layout layout)
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

    private static void Place(Operation user, Layout layout)
    {
        switch (user)
        {
            case IAffineAccess access: access.ValueMap = layout.Of(access.ValueMap); break;
            case LoadOp load: load.SetOperands([load.Memref, .. layout.Of([.. load.Indices])]); break;
            case StoreOp store: store.SetOperands([store.Value, store.Memref, .. layout.Of([.. store.Indices])]); break;
        }
    }
}
