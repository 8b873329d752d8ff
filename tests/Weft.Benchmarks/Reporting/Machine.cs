using System.Runtime.InteropServices;
using Weft.Backends.Llvm;

namespace Weft.Benchmarks;

/// <summary>What the figures were taken on.</summary>
internal static class Machine
{
    /// <summary>In one line: processor, system, versions.</summary>
    public static string Describe() =>
        $"{Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, .NET {Environment.Version}, "
        + $"LLVM {new LlvmCompiler().Version}, {CCompiler.Clang ?? "no clang"}, {GccVersion()}";

    /// <summary>How many threads wanted to run in the last minute, by the system's count: what wall times must be read with.</summary>
    public static string Load()
    {
        const string Average = "/proc/loadavg";
        return File.Exists(Average) ? File.ReadAllText(Average).Split(' ')[0] : "unknown";
    }

    private static string GccVersion() =>
        CCompiler.Gcc is { } gcc ? $"gcc {Child.Run(gcc, "-dumpfullversion").Output.Trim()}" : "no gcc";

    private static string Processor()
    {
        const string Description = "/proc/cpuinfo";
        var lines = File.Exists(Description) ? File.ReadLines(Description) : [];
        var line = lines.FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal));
        var name = line?[(line.IndexOf(':') + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
        return $"{name} ({TargetSpec.DetectHost().Cpu})";
    }
}
