using System.Runtime.InteropServices;
using Weft.IR;

namespace Weft.Benchmarks;

/// <summary>The C file of a kernel, compiled for its extents; C++ where it calls a library.</summary>
internal sealed unsafe class SuitePeer : IDisposable
{
    private readonly nint _library;

    public SuitePeer(CCompiler compiler, Suite suite, SuiteKernel kernel, ElementType element, SuiteExtents extents)
    {
        Name = compiler.Name;
        string[] macros = [.. extents.Values.Select(extent => $"-D{extent.Key.ToUpperInvariant()}={extent.Value}")];
        var type = element == ElementType.F64 ? "double" : "float";
        _library = compiler.Compile(SourceOf(compiler, suite, kernel), [.. macros, $"-DT={type}"]);
        Run = (delegate* unmanaged<void*, void**, void>)NativeLibrary.GetExport(_library, "run");
    }

    public string Name { get; }

    public delegate* unmanaged<void*, void**, void> Run { get; }

    /// <summary>Whether a compiler has a file of a kernel.</summary>
    public static bool Knows(CCompiler compiler, Suite suite, SuiteKernel kernel) => File.Exists(SourceOf(compiler, suite, kernel));

    public void Dispose() => NativeLibrary.Free(_library);

    private static string SourceOf(CCompiler compiler, Suite suite, SuiteKernel kernel) =>
        suite.PathOf($"{kernel.Identifier}{compiler.Ending}");
}
