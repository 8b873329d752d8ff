using Weft.Backends.Llvm;
using Weft.IR;
using Weft.KaaS;
using Weft.KaaS.Host;
using Weft.Runtime;

namespace Weft.Benchmarks;

/// <summary>Kernels from .weft files.</summary>
internal static class WeftKernels
{
    /// <summary>A device whose loops run on this many threads; nothing is kept on disk.</summary>
    public static Device Open(TilePool pool) => new("cpu", new CpuCompiler(cache: null, pool));

    public static KernelProgram Program(string path)
    {
        var diagnostics = new DiagnosticBag();
        return ProgramSource.Load(path, File.ReadAllBytes(path), SourceKind.Weft, diagnostics)
            ?? throw new InvalidOperationException(string.Join('\n', diagnostics));
    }

    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Kernels", name);

    public static long Bits(float value) => BitConverter.SingleToUInt32Bits(value);
}
