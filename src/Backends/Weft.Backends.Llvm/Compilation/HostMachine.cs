using System.Runtime.Intrinsics.X86;
using Weft.Passes;

namespace Weft.Backends.Llvm;

/// <summary>Asks this machine's processor what <see cref="CpuModel"/> says.</summary>
public static class HostMachine
{
    // A virtual machine sees the cache of a whole socket and has a few of its cores; no core of today has more to itself.
    private const long SharedPerCore = 16 << 20;

    // The first letters of AuthenticAMD.
    private const int Auth = 0x68747541;

    /// <summary>The model of this processor. Caches that it does not tell are those of a processor of its kind.</summary>
    public static CpuModel Detect() => X86Base.IsSupported ? DetectX86() : CpuModel.Neon;

    private static CpuModel DetectX86()
    {
        var kind = Avx512F.VL.IsSupported && Avx512BW.IsSupported && Avx512DQ.IsSupported ? CpuModel.Avx512
            : Avx2.IsSupported && Fma.IsSupported ? CpuModel.Avx2 : CpuModel.Sse2;
        var sizes = X86Caches.Read();
        long Size(int level, long otherwise) => sizes.TryGetValue(level, out var size) ? size : otherwise;
        var (_, _, features, _) = Leaf(7, 0);
        var (more, _, _, _) = Leaf(7, 1);
        return kind with
        {
            L1 = Size(1, kind.L1), L2 = Size(2, kind.L2),
            L3 = Math.Min(Size(3, kind.L3), Environment.ProcessorCount * SharedPerCore),
            HasHalves = kind.HasMasks && IsZen4,
            HasByteProducts = kind.HasMasks && (features >> 11 & 1) != 0,
            HasBf16Products = kind.HasMasks && (more >> 5 & 1) != 0,
        };
    }

    // The family that has vectors of 64 bytes in two halves, by the maker's name for it.
    private static bool IsZen4 => X86Base.CpuId(0, 0).Ebx == Auth && (X86Base.CpuId(1, 0).Eax >> 20 & 0xff) + 0xf == 0x19;

    private static (int Eax, int Ebx, int Ecx, int Edx) Leaf(int leaf, int part) =>
        X86Base.CpuId(0, 0).Eax >= leaf ? X86Base.CpuId(leaf, part) : default;
}
