using Weft.IR;

namespace Weft.Passes;

/// <summary>A reference to a symbol, and the operation that holds it.</summary>
public sealed record SymbolUse(Operation User, SymbolRefAttr Symbol);

/// <summary>Who can be seen by name, and who refers to whom.</summary>
internal static class Symbols
{
    public static bool Is(Operation op) => op.Info.Has(OpTraits.Symbol) && op.Attribute("sym_name") is StringAttr;

    public static bool IsPrivate(Operation symbol) => Visibility(symbol) == "private";

    /// <summary>Visible in the enclosing tables, but not outside of the program.</summary>
    public static bool IsNested(Operation symbol) => Visibility(symbol) == "nested";

    public static bool IsPublic(Operation symbol) => !IsPrivate(symbol) && !IsNested(symbol);

    /// <summary>All references in a region, not those in tables inside it. Null when an unknown operation may be a table.</summary>
    public static IReadOnlyList<SymbolUse>? Uses(Region region)
    {
        var uses = new List<SymbolUse>();
        return region.Ops.All(op => Collect(op, uses)) ? uses : null;
    }

    /// <summary>All references that an operation and what is inside it hold, not those in tables inside it. Null when an unknown
    /// operation may be a table.</summary>
    public static IReadOnlyList<SymbolUse>? Uses(Operation op)
    {
        var uses = new List<SymbolUse>();
        return Collect(op, uses) ? uses : null;
    }

    private static bool Collect(Operation op, List<SymbolUse> uses)
    {
        if (!op.Info.IsRegistered && op.Regions.Count == 1) return false;
        uses.AddRange(References(op));
        return op.Info.Has(OpTraits.SymbolTable) || op.Regions.SelectMany(r => r.Ops).All(inner => Collect(inner, uses));
    }

    private static IEnumerable<SymbolUse> References(Operation op)
    {
        foreach (var property in op.Properties.ToArray())
            foreach (var symbol in References(property)) yield return new(op, symbol);
        foreach (var attribute in op.Attributes.ToArray())
            foreach (var symbol in References(attribute.Value)) yield return new(op, symbol);
    }

    private static IEnumerable<SymbolRefAttr> References(IR.Attribute? attribute) => attribute switch
    {
        SymbolRefAttr symbol => [symbol],
        ArrayAttr array => array.Elements.SelectMany(References),
        DictionaryAttr dictionary => dictionary.Entries.SelectMany(e => References(e.Value)),
        _ => [],
    };

    private static string? Visibility(Operation symbol) => (symbol.Attribute("sym_visibility") as StringAttr)?.Value;
}
