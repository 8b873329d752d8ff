using System;
using System.Collections.Generic;

namespace Weft.IR.Text;

/// <summary>
/// The names under which attributes and types stand at the head of a file: <c>#map = affine_map&lt;...&gt;</c>. Numbered as
/// MLIR does: by nesting depth, types first, then by kind, then by first appearance in print order.
/// </summary>
public sealed class AliasTable
{
    // A tuple of more elements than this gets a name.
    private const int LongTuple = 16;

    private readonly Dictionary<object, Entry> _found = [];
    private readonly List<Entry> _order = [];
    private bool _collecting;

    private AliasTable() { }

    private sealed class Entry(object item, string kind)
    {
        public object Item { get; } = item;

        public string Kind { get; } = kind;

        public int Depth { get; set; }

        public string Name { get; set; } = "";
    }

    /// <summary>No aliases.</summary>
    public static AliasTable Empty { get; } = new();

    public bool IsEmpty => _order.Count == 0;

    /// <summary>Finds the aliases of an operation by printing it once into the void.</summary>
    /// <param name="print">Prints the operation with the table given.</param>
    public static AliasTable Collect(Operation root, bool locations, Action<AliasTable> print)
    {
        if (!locations && !MayHaveAliases(root)) return Empty;
        var table = new AliasTable { _collecting = true };
        print(table);
        table._collecting = false;
        table.AssignNames();
        return table;
    }

    /// <summary>Writes the alias of a type or attribute. False when it has none and must be written out.</summary>
    public bool Write(Utf8Writer output, object item)
    {
        if (_collecting)
        {
            Visit(item);
            return false;
        }

        if (_order.Count == 0 || !_found.TryGetValue(item, out var entry)) return false;
        output.Write(entry.Name);
        return true;
    }

    /// <summary>The definitions, one a line.</summary>
    public void WriteDefinitions(AttributePrinter printer)
    {
        foreach (var entry in _order)
        {
            printer.Output.Write(entry.Name).Write(" = ");
            if (entry.Item is IrType type) printer.TypeBody(type);
            else printer.AttributeBody((Attribute)entry.Item);
            printer.Output.Write('\n');
        }
    }

    private int Visit(object item)
    {
        if (_found.TryGetValue(item, out var known)) return known.Depth;
        var kind = KindOf(item);
        Entry? entry = null;
        if (kind is not null)
        {
            entry = new Entry(item, kind);
            _found.Add(item, entry);
            _order.Add(entry);
        }

        var depth = 0;
        foreach (var inner in Inner(item)) depth = Math.Max(depth, Visit(inner));
        if (entry is not null) entry.Depth = depth + 1;
        return entry?.Depth ?? depth;
    }

    private void AssignNames()
    {
        var rank = new Dictionary<Entry, int>();
        for (var i = 0; i < _order.Count; i++) rank[_order[i]] = i;
        _order.Sort((a, b) =>
        {
            if (a.Depth != b.Depth) return a.Depth.CompareTo(b.Depth);
            var (aType, bType) = (a.Item is IrType, b.Item is IrType);
            if (aType != bType) return aType ? -1 : 1;
            var byKind = string.CompareOrdinal(a.Kind, b.Kind);
            return byKind != 0 ? byKind : rank[a].CompareTo(rank[b]);
        });
        var counts = new Dictionary<string, int>();
        foreach (var entry in _order)
        {
            counts.TryGetValue(entry.Kind, out var index);
            counts[entry.Kind] = index + 1;
            entry.Name = (entry.Item is IrType ? "!" : "#") + entry.Kind + (index == 0 ? "" : index.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    private static string? KindOf(object item) => item switch
    {
        AffineMapAttr => "map",
        IntegerSetAttr => "set",
        LocationAttr => "loc",
        TupleType { Elements.Count: > LongTuple } => "tuple",
        _ => null,
    };

    private static IEnumerable<object> Inner(object item) => item switch
    {
        ArrayAttr array => array.Elements,
        DictionaryAttr dictionary => dictionary.Entries.Select(e => e.Value),
        TypeAttr type => [type.Value],
        LocationAttr { Location.Composition: FusedLocation fused } => fused.Parts.Select(p => new LocationAttr(p)),
        LocationAttr { Location.Composition: CallSiteLocation call } => [new LocationAttr(call.Callee), new LocationAttr(call.Caller)],
        LocationAttr { Location.Composition: NameLocation { Child.IsUnknown: false } name } => [new LocationAttr(name.Child)],
        TypedAttribute typed => [typed.Type],
        TupleType tuple => tuple.Elements,
        FunctionType function => (IEnumerable<object>)[.. function.Inputs, .. function.Results],
        MemRefType memref => NotNull(memref.Element, memref.Layout, memref.MemorySpace),
        RankedTensorType tensor => NotNull(tensor.Element, tensor.Encoding),
        ShapedType shaped => [shaped.Element],
        _ => [],
    };

    private static IEnumerable<object> NotNull(params object?[] items)
    {
        foreach (var item in items)
            if (item is not null)
                yield return item;
    }

    // Most modules have no map, set or long tuple; then the collecting print is saved.
    private static bool MayHaveAliases(Operation root)
    {
        var seen = new HashSet<object>();
        foreach (var op in root.Walk())
        {
            foreach (var property in op.Properties)
                if (property is not null && Contains(property))
                    return true;
            foreach (var attribute in op.Attributes)
                if (Contains(attribute.Value))
                    return true;
            foreach (var result in op.Results)
                if (Contains(result.Type))
                    return true;
            foreach (var region in op.Regions)
                foreach (var block in region.Blocks)
                    foreach (var argument in block.Arguments)
                        if (Contains(argument.Type))
                            return true;
        }

        return false;

        bool Contains(object item)
        {
            if (item is IntegerType or FloatType or IndexType or StringAttr or SymbolRefAttr or UnitAttr) return false;
            if (!seen.Add(item)) return false;
            if (KindOf(item) is not null) return true;
            foreach (var inner in Inner(item))
                if (Contains(inner))
                    return true;
            return false;
        }
    }
}
