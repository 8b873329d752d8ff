using System.Collections.Immutable;

namespace Weft.Backends.Llvm;

/// <summary>What the runtime must know of a native entry point besides its code.</summary>
/// <param name="Kernel">The kernel's name, for messages.</param>
/// <param name="Symbol">The function's name in the object code.</param>
/// <param name="SlotCount">Slots of the argument block without the context in front.</param>
/// <param name="FaultSites">The table that native code indexes when it reports a fault.</param>
public sealed record NativeEntry(string Kernel, string Symbol, int SlotCount, ImmutableArray<FaultSite> FaultSites)
{
    public const long DefaultMemoryLimit = 16L << 30;

    /// <summary>Bytes of temporary arrays that one launch may hold at a time.</summary>
    public long MemoryLimit { get; init; } = DefaultMemoryLimit;

    /// <summary>What host functions print on; null for kernels, which call none.</summary>
    public TextWriter? Output { get; init; }
}
