using System.Globalization;
using Weft.IR;
using Weft.Passes;
using Weft.Runtime;

namespace Weft.Backends.Llvm;

/// <summary>All that decides the code of a kernel.</summary>
/// <param name="Program">The hash of the program's IR.</param>
/// <param name="Pipeline">The name of our passes; <see cref="Compiler"/> says which they are.</param>
/// <param name="Machine">What the passes know of the processor.</param>
/// <param name="Target">What LLVM knows of it.</param>
/// <param name="Passes">LLVM's, or those of which one is taken.</param>
/// <param name="Llvm">LLVM's version.</param>
/// <param name="Debug">What debuggers are told.</param>
internal sealed record KernelCodeKey(
    string Program, string Entry, string Pipeline, CpuModel Machine, TargetSpec Target, IReadOnlyList<PassPipeline> Passes,
    Version Llvm, DebugInfo? Debug)
{
    /// <summary>What is asked of the passes' plans.</summary>
    public PlanSettings Settings { get; init; } = PlanSettings.Automatic;

    /// <summary>This version of Weft; see <see cref="CacheKey.Compiler"/>.</summary>
    public string Compiler { get; init; } = CacheKey.Compiler;

    /// <summary>SHA-256, in lower-case hex. A model's text has all its properties.</summary>
    public string Hash() => CacheKey.Hash(
        Program, Entry, Pipeline, Machine.ToString(), Target.Triple, Target.Cpu, Target.Features,
        string.Join(" or ", Passes.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Text} {p.CodeGeneration}"))),
        Llvm.ToString(), Compiler, Debug is null ? "no debug info" : $"debug info {Debug.Directory}", Settings.ToString());
}
