using Weft.Backends;
using Weft.Backends.Llvm;
using Weft.Runtime;

namespace Weft.Tool;

/// <summary>The devices that the tool can run on, by target name.</summary>
internal static class Devices
{
    public static IReadOnlyList<string> Targets { get; } = ["cpu", "interp"];

    public static Device Open(string target, ToolContext context) =>
        target == "interp" ? new Device("interp", new InterpreterCompiler()) : CpuDevice.Open(CacheOf(context));

    /// <summary>Where compiled kernels are kept; null where there is no place.</summary>
    public static ObjectCache? CacheOf(ToolContext context) =>
        context.Variable("WEFT_CACHE") is { Length: > 0 } chosen ? new(Path.Combine(chosen, "objects")) : ObjectCache.OfUser();

    /// <summary>A device for programs, which may print.</summary>
    /// <param name="output">What they print on.</param>
    public static Device OpenForPrograms(string target, TextWriter output) => target == "interp"
        ? new Device("interp", new InterpreterCompiler(output))
        : new Device("cpu", new CpuCompiler(output: output, inspection: CodeInspection.OfProcess()));
}
