using System.Runtime.InteropServices;
using Weft.IR;

namespace Weft.Benchmarks;

/// <summary>The C file of a kernel, compiled for its extents.</summary>
internal sealed unsafe class SuitePeer : IDisposable
{
    private readonly nint _library;

    public SuitePeer(CCompiler compiler, Suite suite, SuiteKernel kernel, ElementType element, SuiteExtents extents)
    {
        Name = compiler.Name;
        string[] macros = [.. extents.Values.Select(extent => $"-D{extent.Key.ToUpperInvariant()}={extent.Value}")];
        var type = element == ElementType.F64 ? "double" : "float";
        _library = compiler.Compile(suite.PathOf($"{kernel.Identifier}.c"), [.. macros, $"-DT={type}"]);
        Run = (delegate* unmanaged<void*, void**, void>)NativeLibrary.GetExport(_library, "run");
    }

    public string Name { get; }

    public delegate* unmanaged<void*, void**, void> Run { get; }

    public void Dispose() => NativeLibrary.Free(_library);
}
