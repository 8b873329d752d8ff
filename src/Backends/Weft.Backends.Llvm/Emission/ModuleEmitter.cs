using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Weft.IR;
using Weft.Passes;

namespace Weft.Backends.Llvm;

/// <summary>The text of kernels for LLVM, and what their fault numbers mean.</summary>
/// <param name="Passes">What LLVM does with it.</param>
internal sealed record LlvmModuleText(string Text, PassPipeline Passes, ImmutableArray<FaultSite> FaultSites);

/// <summary>
/// Writes lowered kernels (branches, arithmetic, memory) as one LLVM module. The native signature and the layout of the launch context
/// are those of <see cref="NativeExecutable"/>.
/// </summary>
/// <param name="machine">What it is for.</param>
/// <param name="isProgram">Whether <see cref="HostFunctions"/> may be called, which the launch context must offer then, and globals used.
/// </param>
/// <param name="debug">Where the code says which source it came from; null when it does not.</param>
internal sealed class ModuleEmitter(CpuModel machine, bool isProgram = false, DebugMetadata? debug = null)
{
    /// <summary>The first number of metadata that is not taken.</summary>
    public const int FreeMetadata = 2;

    private const string Attributes = """

        attributes #0 = { nounwind "prefer-vector-width"="512" }
        attributes #1 = { nounwind willreturn memory(none) }
        !0 = !{!"branch_weights", i32 1048576, i32 1}
        !1 = !{i32 1}

        """;

    private readonly Dictionary<string, string> _declarations = [];
    private readonly Dictionary<FaultSite, int> _sites = [];
    private readonly Dictionary<FuncOp, string> _symbols = [];
    private readonly Queue<(FuncOp Function, Calling Calling)> _pending = new();
    private readonly StringBuilder _functions = new();
    private readonly HashSet<ModuleFunction> _used = [];
    private readonly ConstantMemory _constants = new();
    private string _entrySymbol = "";
    private string _entryName = "";
    private bool _hasScalarLoops;

    public CpuModel Machine => machine;

    public bool IsProgram => isProgram;

    /// <summary>The memory of globals; null where none is used.</summary>
    public GlobalMemory? Globals { get; private set; }

    /// <summary>Writes a kernel and the functions that it calls. Throws <see cref="EmissionException"/> when something in it has
    /// no LLVM text.</summary>
    /// <param name="symbol">What the runtime calls.</param>
    public void Add(FuncOp kernel, string symbol)
    {
        (_entrySymbol, _entryName) = (symbol, KernelAttributes.NameOf(kernel));
        _hasScalarLoops |= kernel.Parent!.Ops.OfType<FuncOp>().Any(f => f.Attribute(KernelAttributes.ScalarLoops) is not null);
        if (isProgram && kernel.ParentOp is ModuleOp module && module.Walk().OfType<GetGlobalOp>().Any()) Globals = new(module);
        _symbols.Clear();
        if (_functions.Length > 0) _functions.Append('\n');
        _functions.Append(new FunctionEmitter(this, kernel, symbol, Calling.Launch).Emit());
        while (_pending.TryDequeue(out var next))
            _functions.Append('\n').Append(new FunctionEmitter(this, next.Function, _symbols[next.Function], next.Calling).Emit());
    }

    public LlvmModuleText Finish()
    {
        var text = new StringBuilder();
        foreach (var name in _declarations.Keys.Order(StringComparer.Ordinal))
            text.Append("declare ").Append(_declarations[name]).Append('\n');
        if (_sites.Count > 0) Use(ModuleFunctions.Fault);
        foreach (var function in _used.OrderBy(f => f.Name, StringComparer.Ordinal)) text.Append('\n').Append(function.Text);
        Globals?.Write(text);
        _constants.Write(text);
        text.Append('\n').Append(_functions).Append(Attributes);
        debug?.Write(text);
        var passes = _hasScalarLoops ? PassPipeline.Vectorize : PassPipeline.Light;
        return new(text.ToString(), passes, [.. _sites.Keys.OrderBy(site => _sites[site])]);
    }

    /// <summary>The memory of an array of constants.</summary>
    public MemRefOperand Constant(GlobalOp global) => _constants.Of(global, _entrySymbol);

    public void Declare(string name, string prototype) => _declarations[name] = prototype;

    /// <summary>What debuggers are told of a function, or null. Parts of a kernel have its name and a suffix, as their symbols do.
    /// </summary>
    public DebugScope? Debug(FuncOp function, string symbol, Calling calling) => debug?.Begin(
        function, calling == Calling.Direct ? KernelAttributes.NameOf(function) : _entryName + symbol[_entrySymbol.Length..],
        isLocal: calling != Calling.Launch);

    public int SiteId(FaultSite site)
    {
        if (!_sites.TryGetValue(site, out var id)) _sites[site] = id = _sites.Count;
        return id;
    }

    /// <summary>The name of a function that is written along.</summary>
    public string Use(ModuleFunction function)
    {
        _used.Add(function);
        return function.Name;
    }

    /// <summary>The symbol of a function, which is written along.</summary>
    public string SymbolOf(FuncOp function, Calling calling)
    {
        if (_symbols.TryGetValue(function, out var known)) return known;
        _pending.Enqueue((function, calling));
        var kind = calling == Calling.Tile ? "tile" : "function";
        return _symbols[function] = string.Create(CultureInfo.InvariantCulture, $"{_entrySymbol}.{kind}{_symbols.Count}");
    }
}
