using System.Runtime.InteropServices;
using Weft.Passes;

namespace Weft.Backends.Llvm;

/// <summary>A processor that kernels are compiled for.</summary>
/// <param name="Name">What users call it.</param>
/// <param name="Machine">What our passes know of it.</param>
/// <param name="Cpu">LLVM's name of it, or null for this machine's.</param>
public sealed record CpuTarget(string Name, CpuModel Machine, string? Cpu)
{
    /// <summary>The name of <see cref="Host"/>.</summary>
    public const string HostName = "cpu";

    /// <summary>The name of processors with AVX2.</summary>
    public const string Avx2 = "x86-64-v3";

    /// <summary>The name of any processor of this machine's architecture, where that is not x86-64.</summary>
    public const string Generic = "generic";

    /// <summary>The levels of x86-64 that its makers have agreed on: processors of any age, those since 2013 with AVX2, and those with
    /// AVX-512.</summary>
    public static IReadOnlyList<CpuTarget> Levels { get; } =
    [
        new("x86-64", CpuModel.Sse2, "x86-64"), new(Avx2, CpuModel.Avx2, Avx2), new("x86-64-v4", CpuModel.Avx512, "x86-64-v4"),
    ];

    /// <summary>The names of all.</summary>
    public static IEnumerable<string> Names => Levels.Select(level => level.Name).Prepend(HostName);

    /// <summary>This machine.</summary>
    public static CpuTarget Host() => new(HostName, HostMachine.Detect(), null);

    /// <summary>Processors like this machine's that programs may be carried to.</summary>
    public static CpuTarget Portable() =>
        RuntimeInformation.ProcessArchitecture == Architecture.X64 ? Find(Avx2)! : new(Generic, CpuModel.Neon, Generic);

    /// <summary>The one of a name, or null.</summary>
    public static CpuTarget? Find(string name) => name == HostName ? Host() : Levels.FirstOrDefault(level => level.Name == name);

    /// <summary>What LLVM is told. Throws <see cref="Weft.Runtime.WeftException"/> when libLLVM is missing.</summary>
    public TargetSpec Spec() => Cpu is null ? TargetSpec.DetectHost() : TargetSpec.Of(Cpu);
}
