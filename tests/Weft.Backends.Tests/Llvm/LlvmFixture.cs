using System.Collections.Immutable;
using System.Text;
using Weft.Backends.Llvm;
using Weft.Runtime;

[assembly: AssemblyFixture(typeof(Weft.Backends.Tests.LlvmFixture))]

namespace Weft.Backends.Tests;

/// <summary>libLLVM for all tests of the assembly; tests that need it are skipped where it is not installed.</summary>
public sealed class LlvmFixture : IDisposable
{
    private readonly WeftException? _missing;
    private readonly LlvmCompiler? _compiler;
    private readonly OrcLoader? _loader;
    private readonly TargetSpec? _host;

    public LlvmFixture()
    {
        try
        {
            (_compiler, _loader, _host) = (new(), new(), TargetSpec.DetectHost());
        }
        catch (WeftException e) when (e.Diagnostic.Id == LlvmDiagnostics.LibraryMissing.Id)
        {
            _missing = e;
        }
    }

    public LlvmCompiler Compiler => Present(_compiler);

    public OrcLoader Loader => Present(_loader);

    public TargetSpec Host => Present(_host);

    public TilePool Pool { get; } = new(new() { Threads = 3, Spin = TimeSpan.Zero, ScratchBytes = 1 << 16 });

    public LoadedModule Load(string text, params ReadOnlySpan<string> symbols) =>
        Loader.Load("test", Compiler.Compile("test", Encoding.UTF8.GetBytes(text), Host, PassPipeline.Light).Bytes.Span, symbols);

    public NativeExecutable Executable(string text, string symbol, int slots, ImmutableArray<FaultSite>? sites = null)
    {
        using var module = Load(text, symbol);
        return new(module, new(symbol, symbol, slots, sites ?? []) { MemoryLimit = 1 << 20 }, Pool);
    }

    public void Dispose()
    {
        _loader?.Dispose();
        Pool.Dispose();
    }

    private T Present<T>(T? part) where T : class
    {
        Assert.SkipWhen(part is null, _missing?.Message ?? "");
        return part!;
    }
}
