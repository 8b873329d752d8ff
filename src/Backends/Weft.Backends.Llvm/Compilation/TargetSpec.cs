using Weft.Backends.Llvm.Native;

namespace Weft.Backends.Llvm;

/// <summary>What LLVM generates code for.</summary>
/// <param name="Triple">For example <c>x86_64-pc-linux-gnu</c> or <c>nvptx64-nvidia-cuda</c>.</param>
/// <param name="Cpu">LLVM's name, for example <c>znver5</c> or <c>sm_90a</c>.</param>
/// <param name="Features">LLVM's feature string (<c>+avx512f,-amx</c>), or empty for those of <paramref name="Cpu"/>.</param>
public sealed record TargetSpec(string Triple, string Cpu, string Features = "")
{
    /// <summary>The least processor of x86-64 that <see cref="Portable"/> is for: of 2013, with AVX2 and FMA.</summary>
    public const string PortableX86 = "x86-64-v3";

    /// <summary>LLVM's name for any processor of an architecture.</summary>
    public const string Generic = "generic";

    /// <summary>Processors like this machine's that programs may be carried to.</summary>
    public static unsafe TargetSpec Portable()
    {
        LlvmLibrary.Require();
        var triple = LlvmText.Take(LlvmApi.GetDefaultTargetTriple());
        return new(triple, triple.StartsWith("x86_64", StringComparison.Ordinal) ? PortableX86 : Generic);
    }

    /// <summary>This machine. The features are spelled out, because a virtual machine may mask some that its CPU's name implies.</summary>
    public static unsafe TargetSpec DetectHost()
    {
        LlvmLibrary.Require();
        return new(
            LlvmText.Take(LlvmApi.GetDefaultTargetTriple()),
            LlvmText.Take(LlvmApi.GetHostCpuName()),
            LlvmText.Take(LlvmApi.GetHostCpuFeatures()));
    }

    /// <summary>An NVIDIA GPU, whose assembly text is PTX.</summary>
    /// <param name="architecture">For example <c>sm_90a</c>.</param>
    /// <param name="ptxVersion">Ten times the PTX ISA version.</param>
    public static TargetSpec Nvptx(string architecture, int ptxVersion = 80) =>
        new("nvptx64-nvidia-cuda", architecture, $"+ptx{ptxVersion}");

    /// <summary>Whether the vector unit is known by this feature; <paramref name="feature"/> is LLVM's name without a sign.</summary>
    public bool Has(string feature) => Features.Split(',').Contains("+" + feature);

    public override string ToString() => $"{Triple} ({Cpu})";
}
