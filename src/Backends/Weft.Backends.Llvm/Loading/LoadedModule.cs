using System.Runtime.InteropServices;
using Weft.Runtime;

namespace Weft.Backends.Llvm;

/// <summary>Code in this process. It is unloaded when this object and every executable made from it are disposed.</summary>
public sealed class LoadedModule : IDisposable
{
    private readonly SafeHandle _code;
    private readonly Dictionary<string, nint> _addresses;

    internal LoadedModule(string name, SafeHandle code, Dictionary<string, nint> addresses) =>
        (Name, _code, _addresses) = (name, code, addresses);

    public string Name { get; }

    /// <summary>The address of a function named when the module was loaded; valid while the code is loaded.</summary>
    public nint Find(string symbol)
    {
        ObjectDisposedException.ThrowIf(_code.IsClosed, this);
        return _addresses.TryGetValue(symbol, out var address)
            ? address
            : throw new WeftException(LlvmDiagnostics.SymbolMissing.At(default, Name, symbol, string.Join(", ", _addresses.Keys.Order())));
    }

    public void Dispose() => _code.Dispose();

    /// <summary>The code with one reference added, which the caller releases; the code stays loaded until then.</summary>
    internal SafeHandle Reference()
    {
        var referenced = false;
        _code.DangerousAddRef(ref referenced);
        return _code;
    }
}
