using Weft.Backends.Llvm.Native;

namespace Weft.Backends.Llvm;

/// <summary>What LLVM generates code for.</summary>
/// <param name="Triple">For example <c>x86_64-pc-linux-gnu</c> or <c>nvptx64-nvidia-cuda</c>.</param>
/// <param name="Cpu">LLVM's name, for example <c>znver5</c> or <c>sm_90a</c>.</param>
/// <param name="Features">LLVM's feature string (<c>+avx512f,-amx</c>), or empty for those of <paramref name="Cpu"/>.</param>
public sealed record TargetSpec(string Triple, string Cpu, string Features = "")
{
    /// <summary>A processor, on the operating system of this machine.</summary>
    /// <param name="cpu">LLVM's name.</param>
    public static unsafe TargetSpec Of(string cpu)
    {
        LlvmLibrary.Require();
        var triple = LlvmText.Take(LlvmApi.GetDefaultTargetTriple());
        var isElsewhere = cpu.StartsWith("x86-64", StringComparison.Ordinal) && !triple.StartsWith("x86_64", StringComparison.Ordinal);
        return new(isElsewhere ? "x86_64-unknown-linux-gnu" : triple, cpu);
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

    public override string ToString() => $"{Triple} ({Cpu})";
}
