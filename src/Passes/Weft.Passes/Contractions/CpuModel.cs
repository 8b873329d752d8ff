using Weft.IR;

namespace Weft.Passes;

/// <summary>What plans need to know of a processor. Sizes are bytes. A back end says which one it compiles for; passes find it in their
/// <see cref="PassContext"/> and look at no machine themselves.</summary>
/// <param name="VectorBytes">Of the widest registers.</param>
/// <param name="Registers">How many of them there are.</param>
/// <param name="L1">The data cache nearest to a core.</param>
/// <param name="L2">The next one, of one core.</param>
/// <param name="L3">The one that cores share.</param>
public sealed record CpuModel(int VectorBytes, int Registers, long L1, long L2, long L3)
{
    /// <summary>A server's core with AVX-512: what passes are for when nobody says otherwise.</summary>
    public static CpuModel Avx512 { get; } =
        new(64, 32, 48 << 10, 1 << 20, 32 << 20) { HasMasks = true, HasFusedProducts = true };

    /// <summary>A core with AVX2, as there are since 2013.</summary>
    public static CpuModel Avx2 { get; } = new(32, 16, 32 << 10, 256 << 10, 8 << 20) { HasFusedProducts = true };

    /// <summary>Any core of x86-64.</summary>
    public static CpuModel Sse2 { get; } = new(16, 16, 32 << 10, 256 << 10, 4 << 20);

    /// <summary>A core with vectors of 16 bytes and as many registers as ARM has.</summary>
    public static CpuModel Neon { get; } = new(16, 32, 32 << 10, 512 << 10, 8 << 20) { HasFusedProducts = true };

    /// <summary>Whether instructions take masks for their lanes: an access under a mask costs what one without does.</summary>
    public bool HasMasks { get; init; }

    /// <summary>Whether one instruction reads or writes some lanes alone, of so many bytes each; else each is tested.</summary>
    public bool CanMask(int bytes) => HasMasks || (VectorBytes >= 32 && bytes >= 4);

    /// <summary>Whether a product and a sum are one instruction.</summary>
    public bool HasFusedProducts { get; init; }

    /// <summary>Whether the widest vectors are done in two halves: half as wide ones compute as much, and get more from memory.</summary>
    public bool HasHalves { get; init; }

    /// <summary>Whether pairs of bf16 are multiplied and added up in f32.</summary>
    public bool HasBf16Products { get; init; }

    /// <summary>Whether groups of four bytes, and pairs of 16 bits, are multiplied and added up in i32.</summary>
    public bool HasByteProducts { get; init; }

    /// <summary>The same with all such products.</summary>
    public CpuModel WithGroups() => this with { HasBf16Products = true, HasByteProducts = true };

    /// <summary>Of the caches, in bytes.</summary>
    internal const int LineBytes = 64;

    /// <summary>Bytes that a core gets from memory in a cycle: a rule of thumb for servers.</summary>
    public const double MemoryBytesPerCycle = 8;

    /// <summary>Operations in a cycle on floats of so many bytes: a rule of thumb for cores that begin two vectors in each.</summary>
    public double FlopsPerCycle(int bytes) => VectorBytes / bytes * 2 * (HasFusedProducts ? 2 : 1);

    /// <summary>Rows that a kernel has in registers at most, and vectors in each: products must outnumber loads.</summary>
    internal int KernelRows => Registers >= 32 ? 8 : 6;

    internal int KernelVectors => Registers >= 32 ? 3 : 2;

    internal static int BytesOf(IrType element) => (element switch
    {
        FloatType format => format.Width,
        IntegerType { Width: var width } => width,
        _ => 64,
    } + 7) / 8;
}
