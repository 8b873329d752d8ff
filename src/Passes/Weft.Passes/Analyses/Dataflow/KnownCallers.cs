using Weft.IR;

namespace Weft.Passes;

/// <summary>Tells callables that can be called only from calls in sight: not visible from outside, and named by calls alone.</summary>
internal sealed class KnownCallers
{
    private readonly HashSet<Operation> _known = [];
    private readonly SymbolTables _symbols;
    private bool _anythingMayCall;

    public KnownCallers(Operation root, SymbolTables symbols)
    {
        _symbols = symbols;
        VisitTables(root, root.Parent is null);
    }

    public bool AreKnown(Operation callable) => !_anythingMayCall && _known.Contains(callable);

    private void VisitTables(Operation op, bool allUsesAreVisible)
    {
        var isTable = op.Info.Has(OpTraits.SymbolTable);
        // What is not a table hides the symbols inside it.
        allUsesAreVisible |= !isTable || !Symbols.Is(op) || Symbols.IsPrivate(op);
        foreach (var inner in op.Regions.SelectMany(r => r.Ops))
            if (inner.Regions.Count > 0) VisitTables(inner, allUsesAreVisible);
        if (isTable) VisitTable(op, allUsesAreVisible);
    }

    private void VisitTable(Operation table, bool allUsesAreVisible)
    {
        var callables = table.Regions[0].Ops.Where(op => op is ICallable { CallableRegion: not null } && Symbols.Is(op)).ToList();
        if (callables.Count == 0) return;
        foreach (var callable in callables)
            if (Symbols.IsPrivate(callable) || (allUsesAreVisible && Symbols.IsNested(callable))) _known.Add(callable);
        if (Symbols.Uses(table.Regions[0]) is not { } uses)
        {
            _anythingMayCall = true;
            return;
        }

        foreach (var (user, symbol) in uses)
            if (user is not ICall && _symbols.Resolve(user, symbol) is { } named) _known.Remove(named);
    }
}
