using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Weft.IR;

namespace Weft.Backends.Llvm;

/// <summary>The text of kernels for LLVM, and what their fault numbers mean.</summary>
internal sealed record LlvmModuleText(string Text, ImmutableArray<FaultSite> FaultSites);

/// <summary>
/// Writes lowered kernels (branches, arithmetic, memory) as one LLVM module. The native signature and the layout of the launch context
/// are those of <see cref="NativeExecutable"/>.
/// </summary>
/// <param name="allowsHostCalls">Whether <see cref="HostFunctions"/> may be called: the launch context must offer them.</param>
internal sealed class ModuleEmitter(bool allowsHostCalls = false)
{
    private const string Fault = """
        define internal void @weft.fault(ptr %ctx, i32 %site, i64 %index, i64 %bound) noinline cold nounwind {
          %flag = getelementptr inbounds i8, ptr %ctx, i64 4
          %old = cmpxchg ptr %flag, i32 0, i32 1 acq_rel monotonic
          %first = extractvalue { i32, i1 } %old, 1
          br i1 %first, label %write, label %done
        write:
          %sitep = getelementptr inbounds i8, ptr %ctx, i64 8
          store i32 %site, ptr %sitep, align 8
          %indexp = getelementptr inbounds i8, ptr %ctx, i64 16
          store i64 %index, ptr %indexp, align 8
          %boundp = getelementptr inbounds i8, ptr %ctx, i64 24
          store i64 %bound, ptr %boundp, align 8
          br label %done
        done:
          ret void
        }

        """;

    // x^n by squaring, modulo 2^64. Negative exponents: 1 and -1 give their powers, all others 0.
    private const string Power = """
        define internal i64 @weft.ipowi(i64 %x, i64 %n) nounwind memory(none) {
        entry:
          %negative = icmp slt i64 %n, 0
          br i1 %negative, label %inverse, label %loop
        inverse:
          %isone = icmp eq i64 %x, 1
          %isminus = icmp eq i64 %x, -1
          %low = and i64 %n, 1
          %odd = icmp ne i64 %low, 0
          %sign = select i1 %odd, i64 -1, i64 1
          %minus = select i1 %isminus, i64 %sign, i64 0
          %small = select i1 %isone, i64 1, i64 %minus
          ret i64 %small
        loop:
          %base = phi i64 [ %x, %entry ], [ %square, %turn ]
          %rest = phi i64 [ %n, %entry ], [ %half, %turn ]
          %product = phi i64 [ 1, %entry ], [ %next, %turn ]
          %end = icmp eq i64 %rest, 0
          br i1 %end, label %done, label %turn
        turn:
          %bit = and i64 %rest, 1
          %set = icmp ne i64 %bit, 0
          %multiplied = mul i64 %product, %base
          %next = select i1 %set, i64 %multiplied, i64 %product
          %square = mul i64 %base, %base
          %half = lshr i64 %rest, 1
          br label %loop
        done:
          ret i64 %product
        }

        """;

    private const string Attributes = """

        attributes #0 = { nounwind "prefer-vector-width"="512" }
        attributes #1 = { nounwind willreturn memory(none) }
        !0 = !{!"branch_weights", i32 1048576, i32 1}
        !1 = !{i32 1}

        """;

    private readonly Dictionary<string, string> _declarations = [];
    private readonly Dictionary<FaultSite, int> _sites = [];
    private readonly Dictionary<string, string> _tileSymbols = [];
    private readonly Queue<FuncOp> _tiles = new();
    private readonly StringBuilder _functions = new();
    private string _entrySymbol = "";
    private bool _usesPower;

    public bool AllowsHostCalls => allowsHostCalls;

    /// <summary>Writes a kernel and the functions of its parallel loops. Throws <see cref="EmissionException"/> when something in it has
    /// no LLVM text.</summary>
    /// <param name="symbol">What the runtime calls.</param>
    public void Add(FuncOp kernel, string symbol)
    {
        _entrySymbol = symbol;
        _tileSymbols.Clear();
        if (_functions.Length > 0) _functions.Append('\n');
        _functions.Append(new FunctionEmitter(this, kernel, symbol, isTile: false).Emit());
        while (_tiles.TryDequeue(out var tile))
            _functions.Append('\n').Append(new FunctionEmitter(this, tile, _tileSymbols[tile.SymName], isTile: true).Emit());
    }

    public LlvmModuleText Finish()
    {
        var text = new StringBuilder();
        foreach (var name in _declarations.Keys.Order(StringComparer.Ordinal))
            text.Append("declare ").Append(_declarations[name]).Append('\n');
        if (_sites.Count > 0) text.Append('\n').Append(Fault);
        if (_usesPower) text.Append('\n').Append(Power);
        text.Append('\n').Append(_functions).Append(Attributes);
        return new(text.ToString(), [.. _sites.Keys.OrderBy(site => _sites[site])]);
    }

    public void Declare(string name, string prototype) => _declarations[name] = prototype;

    public int SiteId(FaultSite site)
    {
        if (!_sites.TryGetValue(site, out var id)) _sites[site] = id = _sites.Count;
        return id;
    }

    public string UseIntegerPower()
    {
        _usesPower = true;
        return "weft.ipowi";
    }

    /// <summary>The symbol of a parallel call's function, which is written along.</summary>
    public string SymbolOf(ParallelCallOp call)
    {
        var tile = (FuncOp)SymbolTable.Resolve(call, call.Callee)!;
        if (_tileSymbols.TryGetValue(tile.SymName, out var known)) return known;
        _tiles.Enqueue(tile);
        return _tileSymbols[tile.SymName] = string.Create(CultureInfo.InvariantCulture, $"{_entrySymbol}.tile{_tileSymbols.Count}");
    }
}
