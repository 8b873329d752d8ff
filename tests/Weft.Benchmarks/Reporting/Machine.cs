using System.Runtime.InteropServices;
using Weft.Backends.Llvm;

namespace Weft.Benchmarks;

/// <summary>What the figures were taken on.</summary>
internal static class Machine
{
    public static string Describe() => $"""
        - processor: {Processor()}, {Environment.ProcessorCount} of its cores
        - system: {RuntimeInformation.OSDescription}; .NET {Environment.Version}; LLVM {new LlvmCompiler().Version}; peer: {PeerLibrary.Clang ?? "no clang"}
        """;

    private static string Processor()
    {
        const string Key = "model name";
        var line = File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith(Key, StringComparison.Ordinal)) : null;
        return $"{line?[(line.IndexOf(':') + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString()} ({TargetSpec.DetectHost().Cpu})";
    }
}
