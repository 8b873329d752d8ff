using System.Collections.Generic;

namespace Weft.IR;

/// <summary>The symbols of one operation that holds a symbol table, by name. A snapshot.</summary>
public sealed class SymbolTable
{
    private readonly Dictionary<string, Operation> _symbols = [];

    public SymbolTable(Operation table)
    {
        foreach (var op in table.Regions[0].Entry.Ops)
            if (op.Attribute("sym_name") is StringAttr { Value: var name })
                _symbols[name] = op;
    }

    public IReadOnlyDictionary<string, Operation> Symbols => _symbols;

    public T? Find<T>(string name) where T : Operation => _symbols.TryGetValue(name, out var op) ? op as T : null;

    /// <summary>Follows one reference; who follows many keeps <see cref="SymbolTables"/>.</summary>
    public static Operation? Resolve(Operation from, SymbolRefAttr reference) => new SymbolTables().Resolve(from, reference);
}

/// <summary>The symbol tables of a module, each made when it is first asked for. Valid until a symbol comes, goes or is renamed.</summary>
public sealed class SymbolTables
{
    private readonly Dictionary<Operation, SymbolTable> _tables = [];

    /// <summary>Follows a reference from an operation: the nearest enclosing table that knows its root, then down the path.</summary>
    public Operation? Resolve(Operation from, SymbolRefAttr reference)
    {
        for (var table = from; table is not null; table = table.ParentOp)
        {
            if (!table.Info.Has(OpTraits.SymbolTable)) continue;
            var found = Child(table, reference.Root);
            for (var i = 1; found is not null && i < reference.Path.Count; i++) found = Child(found, reference.Path[i]);
            if (found is not null) return found;
        }

        return null;
    }

    /// <summary>All operations that a reference names on its way: those that <see cref="Resolve"/> passes, and what it finds.</summary>
    public IEnumerable<Operation> ResolvePath(Operation from, SymbolRefAttr reference)
    {
        if (Resolve(from, reference) is not { } found) yield break;
        for (var i = reference.Path.Count; i > 0; i--)
        {
            yield return found;
            found = found.ParentOp!;
        }
    }

    private Operation? Child(Operation table, string name)
    {
        if (!table.Info.Has(OpTraits.SymbolTable)) return null;
        if (!_tables.TryGetValue(table, out var symbols)) _tables.Add(table, symbols = new(table));
        return symbols.Symbols.TryGetValue(name, out var op) ? op : null;
    }
}
