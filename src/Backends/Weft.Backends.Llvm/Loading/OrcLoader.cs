using Weft.Backends.Llvm.Native;
using Weft.Runtime;

namespace Weft.Backends.Llvm;

/// <summary>
/// Links object code into this process with LLVM's JIT linker. All modules share one name space: the caller makes symbol names
/// unique. Safe to use from several threads. Modules stay usable after the loader is disposed.
/// </summary>
public sealed unsafe class OrcLoader : IDisposable
{
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(30);

    // The C library's mathematics, then its vector variants; a system without the latter has kernels that do not call them.
    private static readonly string[] MathLibraries = ["libm.so.6", "libmvec.so.1"];

    private readonly JitHandle _jit;
    private readonly TimeSpan _limit;
    private volatile string? _lostAt;

    /// <summary>Throws <see cref="WeftException"/> when libLLVM is not installed.</summary>
    /// <param name="limit">How long one module may take to load.</param>
    /// <param name="hasDebugger">Whether debuggers are told of what is loaded.</param>
    public OrcLoader(TimeSpan? limit = null, bool hasDebugger = false)
    {
        _limit = limit ?? DefaultLimit;
        LlvmLibrary.Require().InitializeTarget(LlvmText.Take(LlvmApi.GetDefaultTargetTriple()));
        _jit = LlvmThread.Run("the JIT session", DefaultLimit, _ => CreateSession(hasDebugger), CancellationToken.None);
    }

    /// <summary>Links an object file and finds the functions. Throws <see cref="WeftException"/> when one is missing.</summary>
    /// <param name="moduleName">What messages call the module.</param>
    public LoadedModule Load(string moduleName, ReadOnlySpan<byte> objectCode, params ReadOnlySpan<string> symbols)
    {
        var (bytes, names) = (objectCode.ToArray(), symbols.ToArray());
        return Guarded(moduleName, thread => Link(thread, moduleName, bytes, names));
    }

    public void Dispose() => _jit.Dispose();

    /// <summary>Runs work on the session; the loader is lost if the work does not come back.</summary>
    internal T Guarded<T>(string moduleName, Func<LlvmThread, T> work)
    {
        if (_lostAt is { } lost) throw new WeftException(LlvmDiagnostics.LoaderLost.At(default, moduleName, lost));
        try
        {
            return LlvmThread.Run(moduleName, _limit, work, CancellationToken.None);
        }
        catch (WeftException e) when (e.Diagnostic.Id == LlvmDiagnostics.FatalError.Id || e.Diagnostic.Id == LlvmDiagnostics.TimedOut.Id)
        {
            // The lost thread may hold the session's lock: whoever asked next would wait for ever.
            _jit.IsLost = true;
            _lostAt = moduleName;
            throw;
        }
    }

    private static JitHandle CreateSession(bool hasDebugger)
    {
        Check(LlvmApi.OrcCreateLLJIT(out var jit, 0));
        if (hasDebugger) Check(LlvmApi.OrcLLJITEnableDebugSupport(jit));
        LlvmApi.OrcExecutionSessionSetErrorReporter(LlvmApi.OrcLLJITGetExecutionSession(jit), LlvmThread.SessionErrorReporter, null);

        var main = LlvmApi.OrcLLJITGetMainJITDylib(jit);
        var prefix = LlvmApi.OrcLLJITGetGlobalPrefix(jit);
        AddGenerator(LlvmApi.OrcCreateProcessGenerator(out var process, prefix, null, null), process);
        foreach (var library in MathLibraries)
            AddGenerator(LlvmApi.OrcCreatePathGenerator(out var functions, library, prefix, null, null), functions);
        return jit;

        static void Check(nint error)
        {
            if (error != 0) throw new WeftException(LlvmDiagnostics.LoadFailed.At(default, "the JIT session", LlvmText.TakeError(error)));
        }

        void AddGenerator(nint failure, nint generator)
        {
            // Not there on this system: a kernel that needs it gets an error that names the function.
            if (failure != 0) LlvmText.TakeError(failure);
            else LlvmApi.OrcJITDylibAddGenerator(main, generator);
        }
    }

    private LoadedModule Link(LlvmThread thread, string moduleName, byte[] bytes, string[] symbols)
    {
        var code = new ResourceTrackerHandle(_jit);
        try
        {
            using var buffer = LlvmApi.CreateMemoryBufferCopy(bytes, (nuint)bytes.Length, moduleName);
            Check(LlvmApi.OrcLLJITAddObjectFile(_jit, code, buffer.Release()));
            var addresses = new Dictionary<string, nint>(symbols.Length);
            foreach (var symbol in symbols)
            {
                Check(LlvmApi.OrcLLJITLookup(_jit, out var address, symbol));
                addresses[symbol] = (nint)address;
            }

            return new(moduleName, code, addresses);
        }
        catch
        {
            code.Dispose();
            throw;
        }

        void Check(nint error)
        {
            if (error == 0) return;
            var text = LlvmText.TakeError(error);
            // The session's reports say why; the error itself often only that the symbols did not materialise.
            if (thread.TakeErrors() is { } details) text = $"{text}; {details}";
            throw new WeftException(LlvmDiagnostics.LoadFailed.At(default, moduleName, text));
        }
    }
}
