namespace Weft.Backends.Llvm;

/// <summary>What debuggers and profilers are told about code that is compiled in this process.</summary>
/// <param name="DebugInfo">For gdb, which then stops at source lines; null for none.</param>
/// <param name="PerfMap">For perf, which then names kernels; null for none.</param>
public sealed record CodeInspection(DebugInfo? DebugInfo = null, PerfMap? PerfMap = null)
{
    /// <summary>What the variables <c>WEFT_DEBUG_INFO</c> and <c>WEFT_PERF_MAP</c> ask for: 1 is yes.</summary>
    /// <param name="variable">Gives the value of an environment variable, or null.</param>
    /// <param name="directory">What the names of source files are relative to.</param>
    public static CodeInspection Of(Func<string, string?> variable, string directory) => new(
        IsSet(variable("WEFT_DEBUG_INFO")) ? new DebugInfo(directory) : null,
        IsSet(variable("WEFT_PERF_MAP")) ? PerfMap.OfProcess() : null);

    /// <summary>What this process's environment asks for.</summary>
    public static CodeInspection OfProcess() => Of(Environment.GetEnvironmentVariable, Environment.CurrentDirectory);

    private static bool IsSet(string? value) => value is { Length: > 0 } and not "0";
}
