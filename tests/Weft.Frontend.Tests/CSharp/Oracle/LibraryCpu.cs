using Weft.Backends.Llvm;
using Weft.Passes;
using Weft.Runtime;

namespace Weft.Frontend.Tests.CSharp.Oracle;

/// <summary>The CPU with functions of the C library, which .NET calls, too: what is not the same bit for bit is wrong then. How right
/// Weft's own functions are is measured apart.</summary>
internal static class LibraryCpu
{
    public static Device Open() => new("cpu", new CpuCompiler(pipeline: Pipelines.CpuByLibrary));
}
