using Weft.IR;

namespace Weft.Passes;

/// <summary>Erases private functions that nothing refers to.</summary>
[Pass("symbol-dce", "Erases private symbols without uses.")]
public sealed record SymbolDce : IPass
{
    public void Run(Operation root, PassContext context)
    {
        for (var changed = true; changed;)
        {
            var used = new HashSet<string>(root.Walk().SelectMany(References));
            var dead = root.Walk().OfType<FuncOp>().Where(f => f.Visibility is "private" && !used.Contains(f.SymName)).ToList();
            foreach (var function in dead) function.Erase();
            changed = dead.Count > 0;
        }
    }

    private static IEnumerable<string> References(Operation op)
    {
        foreach (var property in op.Properties.ToArray())
            foreach (var name in References(property)) yield return name;
        foreach (var attribute in op.Attributes.ToArray())
            foreach (var name in References(attribute.Value)) yield return name;
    }

    private static IEnumerable<string> References(IR.Attribute? attribute) => attribute switch
    {
        SymbolRefAttr symbol => symbol.Path,
        ArrayAttr array => array.Elements.SelectMany(References),
        DictionaryAttr dictionary => dictionary.Entries.SelectMany(e => References(e.Value)),
        _ => [],
    };
}
