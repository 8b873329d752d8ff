using Weft.IR;

namespace Weft.Passes;

/// <summary>Erases private functions that nothing alive refers to.</summary>
[Pass("symbol-dce", "Erases private symbols without uses.")]
public sealed record SymbolDce : IPass
{
    public void Run(Operation root, PassContext context)
    {
        var hidden = root.Walk().OfType<FuncOp>().Where(f => f.Visibility is "private").ToList();
        var byName = hidden.ToLookup(f => f.SymName);
        var dead = new HashSet<Operation>(hidden);
        var used = new Queue<string>(Outside(root, dead).SelectMany(References));
        // What is alive keeps alive what it refers to; private functions that only refer to each other stay dead.
        while (used.TryDequeue(out var name))
            foreach (var function in byName[name])
                if (dead.Remove(function))
                    foreach (var reference in function.Walk().SelectMany(References))
                        used.Enqueue(reference);
        foreach (var function in dead) function.Erase();
    }

    // All operations but those in the skipped ones.
    private static IEnumerable<Operation> Outside(Operation root, HashSet<Operation> skipped)
    {
        if (skipped.Contains(root)) yield break;
        yield return root;
        foreach (var op in root.Regions.SelectMany(r => r.Ops))
            foreach (var inner in Outside(op, skipped))
                yield return inner;
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
