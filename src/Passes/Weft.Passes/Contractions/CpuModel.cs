using Weft.IR;

namespace Weft.Passes;

/// <summary>What plans need to know of a processor. Sizes are bytes.</summary>
/// <param name="VectorBytes">Of the widest registers.</param>
/// <param name="Registers">How many of them there are.</param>
/// <param name="L1">The data cache nearest to a core.</param>
/// <param name="L2">The next one, of one core.</param>
/// <param name="L3">The one that cores share.</param>
public sealed record CpuModel(int VectorBytes, int Registers, long L1, long L2, long L3)
{
    /// <summary>A server's core with AVX-512.</summary>
    public static CpuModel Avx512 { get; } = new(64, 32, 48 << 10, 1 << 20, 32 << 20);

    /// <summary>Rows that a kernel has in registers at most, and vectors in each: products must outnumber loads.</summary>
    internal int KernelRows => Registers / 4;

    internal int KernelVectors => Registers >= 32 ? 3 : 2;

    internal int BytesOf(IrType element) => (element switch
    {
        FloatType format => format.Width,
        IntegerType { Width: var width } => width,
        _ => 64,
    } + 7) / 8;
}
