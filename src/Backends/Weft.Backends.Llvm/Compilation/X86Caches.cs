using System.Runtime.Intrinsics.X86;

namespace Weft.Backends.Llvm;

/// <summary>The caches as the CPUID instruction tells them: Intel in leaf 4, AMD in the same form in leaf 8000001D.</summary>
internal static class X86Caches
{
    private const int IntelLeaf = 4;
    private const int AmdLeaf = unchecked((int)0x8000001D);
    private const int FirstExtended = unchecked((int)0x80000000);
    private const int Instructions = 2;
    private const int MostCaches = 16;

    /// <summary>Bytes of the data or unified cache of each level; empty where the processor does not tell.</summary>
    public static IReadOnlyDictionary<int, long> Read()
    {
        var hasAmdLeaf = (uint)X86Base.CpuId(FirstExtended, 0).Eax >= unchecked((uint)AmdLeaf);
        return Of(part => X86Base.CpuId(IntelLeaf, part)) is { Count: > 0 } intel ? intel
            : hasAmdLeaf ? Of(part => X86Base.CpuId(AmdLeaf, part)) : new Dictionary<int, long>();
    }

    /// <summary>What a leaf says: its parts end with one of type 0.</summary>
    internal static Dictionary<int, long> Of(Func<int, (int Eax, int Ebx, int Ecx, int Edx)> leaf)
    {
        var sizes = new Dictionary<int, long>();
        for (var part = 0; part < MostCaches; part++)
        {
            var (eax, ebx, ecx, _) = leaf(part);
            var (type, level) = (eax & 0x1f, eax >> 5 & 7);
            if (type == 0) break;
            if (type == Instructions) continue;
            var (line, partitions, ways) = ((ebx & 0xfff) + 1L, (ebx >> 12 & 0x3ff) + 1L, (ebx >>> 22) + 1L);
            sizes[level] = line * partitions * ways * (ecx + 1L);
        }

        return sizes;
    }
}
