using System;
using System.Collections.Generic;

namespace Weft.IR.Text;

/// <summary>
/// The names under which attributes and types stand at the head of a file: <c>#map = affine_map&lt;...&gt;</c>. Numbered as
/// MLIR does: by nesting depth, types first, then by kind, then by first appearance in print order. Only the dialect of an
/// attribute can say whether it wants an alias; for dialects that are not loaded the names that were read decide.
/// </summary>
public sealed class AliasTable
{
    // A tuple of more elements than this gets a name.
    private const int LongTuple = 16;

    private readonly Dictionary<object, Entry> _found = [];
    private readonly List<Entry> _order = [];
    private readonly WrittenAliases _written;
    private bool _isGuess;

    private AliasTable(WrittenAliases written) => _written = written;

    private sealed class Entry(object item, string kind)
    {
        public object Item { get; } = item;

        public string Kind { get; } = kind;

        public bool IsType => Item is IrType;

        public int Depth { get; set; }

        /// <summary>Only locations of operations use it, so it may be defined behind them.</summary>
        public bool IsDeferred { get; set; } = true;

        /// <summary>Position among entries of one kind and depth.</summary>
        public int Rank { get; set; }

        /// <summary>The number at the end of the name.</summary>
        public int Index { get; set; }

        /// <summary>With its sigil.</summary>
        public string Name => (IsType ? "!" : "#") + Kind + (Index == 0 ? "" : NumberText.Of(Index));

        /// <summary>Position in the file of a name that is kept as written, or -1.</summary>
        public int WrittenAt { get; init; } = -1;
    }

    /// <summary>No aliases.</summary>
    public static AliasTable Empty { get; } = new(new([]));

    /// <summary>No aliases, as is likely: whether that was right shows while an operation is printed.</summary>
    public static AliasTable Guess() => new(new([])) { _isGuess = true };

    /// <summary>There is something that has an alias, against the guess: what is printed does not count.</summary>
    public bool IsWrong { get; private set; }

    /// <summary>The printer only looks for aliases; what it writes is dropped.</summary>
    public bool IsCollecting { get; private set; }

    /// <summary>Something inside names a resource: what is printed first decides on the order at the end of the file.</summary>
    public bool NamesResources { get; private set; }

    /// <summary>Finds the aliases of an operation by printing it once into the void.</summary>
    /// <param name="written">The aliases of the file that the operation was read from.</param>
    /// <param name="print">Prints the operation with the table given.</param>
    public static AliasTable Collect(IReadOnlyList<WrittenAlias> written, Action<AliasTable> print)
    {
        var table = new AliasTable(new(written)) { IsCollecting = true };
        print(table);
        table.IsCollecting = false;
        table.AssignNames();
        return table;
    }

    /// <summary>Writes the alias of a type or attribute. False when it has none and must be written out.</summary>
    /// <param name="mayDefer">The definition may stand behind the operations.</param>
    public bool Write(Utf8Writer output, object item, bool mayDefer = false)
    {
        if (IsCollecting)
        {
            Visit(item);
            if (!mayDefer) Undefer(item);
            // They have nothing inside that printing them would find.
            return item is AffineMapAttr or IntegerSetAttr;
        }

        // Maybe by several threads: it only ever becomes true.
        if (_isGuess && MayHaveAlias(item)) IsWrong = true;
        if (_order.Count == 0 || !_found.TryGetValue(item, out var entry)) return false;
        output.Write(entry.Name);
        return true;
    }

    /// <summary>The definitions before or behind the operations, one a line.</summary>
    public void WriteDefinitions(AttributePrinter printer, bool deferred)
    {
        foreach (var entry in _order)
        {
            if (entry.IsDeferred != deferred) continue;
            printer.Output.Write(entry.Name).Write(" = ");
            if (entry.Item is IrType type) printer.Types.Body(type);
            else printer.Body((Attribute)entry.Item);
            printer.Output.Write('\n');
        }
    }

    // An item that a body of unknown syntax mentions must keep the name that is mentioned.
    private int Visit(object item, int mentionedAt = -1)
    {
        if (_found.TryGetValue(item, out var known)) return known.Depth;
        NamesResources |= item is DenseResourceAttr;
        var writtenAt = mentionedAt >= 0 ? mentionedAt : _written.IndexOf(item);
        var kind = writtenAt >= 0 ? _written.KindOf(writtenAt) : KindOf(item);
        Entry? entry = null;
        if (kind is not null)
        {
            entry = new Entry(item, kind) { WrittenAt = writtenAt, Rank = _order.Count };
            _found.Add(item, entry);
            _order.Add(entry);
        }

        var depth = 0;
        foreach (var inner in Inner(item)) depth = Math.Max(depth, Visit(inner));
        foreach (var mentioned in _written.MentionedIn(item)) depth = Math.Max(depth, Visit(_written[mentioned].Value, mentioned));
        if (entry is not null) entry.Depth = depth + 1;
        return entry?.Depth ?? depth;
    }

    private void Undefer(object item)
    {
        if (_found.TryGetValue(item, out var entry))
        {
            if (!entry.IsDeferred) return;
            entry.IsDeferred = false;
        }

        foreach (var inner in Inner(item)) Undefer(inner);
        foreach (var mentioned in _written.MentionedIn(item)) Undefer(_written[mentioned].Value);
    }

    private void AssignNames()
    {
        var kept = _order.FindAll(e => e.WrittenAt >= 0);
        kept.Sort(static (a, b) => a.WrittenAt.CompareTo(b.WrittenAt));
        KeepOrder(kept);
        _order.Sort(Compare);
        var taken = new HashSet<string>();
        foreach (var entry in kept)
        {
            entry.Index = _written.NumberOf(entry.WrittenAt);
            taken.Add(entry.Name);
        }

        var counts = new Dictionary<string, int>();
        foreach (var entry in _order)
        {
            if (entry.WrittenAt >= 0) continue;
            counts.TryGetValue(entry.Kind, out var index);
            for (entry.Index = index; !taken.Add(entry.Name); entry.Index++) { }
            counts[entry.Kind] = entry.Index + 1;
            entry.Rank = entry.Index;
        }

        foreach (var entry in kept) entry.Rank = entry.Index;
        _order.Sort(Compare);
    }

    // What is kept stands in the order written: the nesting of unknown attributes shows only in that.
    private static void KeepOrder(List<Entry> kept)
    {
        var ranks = kept.ConvertAll(e => e.Rank);
        ranks.Sort();
        for (var i = 0; i < kept.Count; i++)
        {
            kept[i].Rank = ranks[i];
            if (i > 0 && Compare(kept[i - 1], kept[i]) > 0) kept[i].Depth = kept[i - 1].Depth + 1;
        }
    }

    private static int Compare(Entry a, Entry b)
    {
        if (a.Depth != b.Depth) return a.Depth.CompareTo(b.Depth);
        if (a.IsType != b.IsType) return a.IsType ? -1 : 1;
        var byKind = string.CompareOrdinal(a.Kind, b.Kind);
        return byKind != 0 ? byKind : a.Rank.CompareTo(b.Rank);
    }

    private static string? KindOf(object item) => item switch
    {
        AffineMapAttr => "map",
        IntegerSetAttr => "set",
        LocationAttr => "loc",
        DistinctAttr => "distinct",
        TupleType { Elements.Count: > LongTuple } => "tuple",
        _ => null,
    };

    private static IEnumerable<object> Inner(object item) => item switch
    {
        ArrayAttr array => array.Elements,
        DictionaryAttr dictionary => dictionary.Entries.Select(e => e.Value),
        TypeAttr type => [type.Value],
        DistinctAttr distinct => [distinct.Referenced],
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

    private static bool MayHaveAlias(object item) => item switch
    {
        IntegerType or FloatType or IndexType or StringAttr or SymbolRefAttr or UnitAttr => false,
        DenseResourceAttr => true,
        _ => KindOf(item) is not null || Inner(item).Any(MayHaveAlias),
    };
}
