using Weft.IR;

namespace Weft.Runtime;

/// <summary>Gives the symbols of a module other names, wherever they are named in it.</summary>
internal sealed class SymbolRenaming(ModuleOp module)
{
    public void Run(Func<string, string> rename)
    {
        var names = new SymbolTable(module).Symbols.Keys.ToDictionary(name => name, rename);
        foreach (var (name, op) in new SymbolTable(module).Symbols) op.SetAttribute("sym_name", new StringAttr(names[name]));
        foreach (var op in module.Walk())
        {
            for (var i = 0; i < op.Properties.Length; i++)
                if (op.Property(i) is { } property) op.SetProperty(i, Renamed(property));
            foreach (var (name, value) in op.Attributes.ToArray()) op.SetAttribute(name, Renamed(value));
        }

        IR.Attribute Renamed(IR.Attribute attribute) => attribute switch
        {
            SymbolRefAttr symbol when names.TryGetValue(symbol.Root, out var name) => new SymbolRefAttr([name, .. symbol.Path.Skip(1)]),
            ArrayAttr array => new ArrayAttr([.. array.Elements.Select(Renamed)]),
            DictionaryAttr entries => new DictionaryAttr([.. entries.Entries.Select(entry => entry with { Value = Renamed(entry.Value) })]),
            _ => attribute,
        };
    }
}
