using Weft.IR;

namespace Weft.Passes;

/// <summary>Erases symbols that nothing alive refers to and that nobody outside can see. What is alive keeps alive what it refers
/// to; symbols that only refer to each other are dead.</summary>
[Pass("symbol-dce", "Erases symbols without uses that nobody outside can see.", Title = "SymbolDCE")]
public sealed record SymbolDce : IPass
{
    public void Run(Operation root, PassContext context)
    {
        if (!root.Info.Has(OpTraits.SymbolTable))
        {
            root.Error(context.Diagnostics, " was scheduled to run under SymbolDCE, but does not define a symbol table");
            return;
        }

        var alive = new HashSet<Operation>();
        var isHidden = root.Parent is null || !Symbols.Is(root) || Symbols.IsPrivate(root);
        if (!Mark(root, isHidden, new(), alive, context.Diagnostics)) return;
        var erased = 0;
        foreach (var table in root.WalkPostOrder().Where(op => op.Info.Has(OpTraits.SymbolTable)).ToList())
            foreach (var op in table.Regions[0].Ops)
            {
                if (!Symbols.Is(op) || alive.Contains(op)) continue;
                op.Erase();
                erased++;
            }

        context.Statistics.Add("num-dce'd", "Number of symbols DCE'd", erased);
    }

    private static bool Mark(
        Operation table, bool isHidden, SymbolTables symbols, HashSet<Operation> alive, DiagnosticBag diagnostics)
    {
        var work = new Stack<Operation>();
        foreach (var op in table.Regions[0].Ops)
        {
            var isDiscardable = Symbols.Is(op) && !Symbols.IsPublic(op) && (isHidden || Symbols.IsPrivate(op));
            if (!isDiscardable && (!Symbols.Is(op) || alive.Add(op))) work.Push(op);
        }

        while (work.TryPop(out var op))
        {
            if (op.Info.Has(OpTraits.SymbolTable)
                && !Mark(op, isHidden || !Symbols.Is(op) || Symbols.IsPrivate(op), symbols, alive, diagnostics))
                return false;
            if (Symbols.Uses(op) is not { } uses)
                return diagnostics.Error(
                    op.Location, "operation contains potentially unknown symbol table, meaning that we can't reliable compute symbol uses");
            foreach (var use in uses)
                foreach (var symbol in symbols.ResolvePath(use.User, use.Symbol))
                    if (alive.Add(symbol)) work.Push(symbol);
        }

        return true;
    }
}
