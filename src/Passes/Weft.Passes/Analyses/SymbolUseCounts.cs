using Weft.IR;

namespace Weft.Passes;

/// <summary>How often symbols are referred to, kept up to date while callables change.</summary>
internal sealed class SymbolUseCounts
{
    private readonly SymbolTables _symbols = new();
    private readonly Dictionary<Operation, int> _counts = [];
    private readonly Dictionary<Operation, List<Operation>> _usedBy = [];
    private readonly bool _allAreVisible;

    public SymbolUseCounts(Operation root)
    {
        _allAreVisible = root.Parent is null;
        foreach (var table in root.Walk().Where(op => op.Info.Has(OpTraits.SymbolTable)))
            foreach (var op in table.Regions[0].Ops) Recount(op);
    }

    /// <summary>Whether nobody but the uses in sight can refer to a symbol.</summary>
    public bool IsDiscardable(Operation symbol) =>
        Symbols.Is(symbol) && (Symbols.IsPrivate(symbol) || (_allAreVisible && Symbols.IsNested(symbol)));

    public int Of(Operation symbol) => _counts.GetValueOrDefault(symbol);

    public bool IsDead(Operation symbol) => IsDiscardable(symbol) && Of(symbol) == 0;

    /// <summary>Counts what an operation refers to anew.</summary>
    public void Recount(Operation op)
    {
        Forget(op);
        var used = (Symbols.Uses(op) ?? []).SelectMany(use => _symbols.ResolvePath(use.User, use.Symbol)).ToList();
        if (used.Count == 0) return;
        _usedBy.Add(op, used);
        foreach (var symbol in used) _counts[symbol] = Of(symbol) + 1;
    }

    /// <summary>Takes away what an operation refers to: it is about to go.</summary>
    public void Forget(Operation op)
    {
        if (!_usedBy.Remove(op, out var used)) return;
        foreach (var symbol in used) _counts[symbol]--;
    }
}
