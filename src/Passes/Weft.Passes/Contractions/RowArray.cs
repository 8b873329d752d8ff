using Weft.IR;

namespace Weft.Passes;

/// <summary>An array that every turn of a loop fills before it reads it: what a turn finds there is its own.</summary>
internal sealed class RowArray
{
    private readonly AffineForOp _loop;

    // For each subscript of all accesses its loop, in the nest that fills the array.
    private readonly IReadOnlyList<NestLoop> _filled;

    private RowArray(AffineForOp loop, Value memory, IReadOnlyList<NestLoop> filled) => (_loop, Memory, _filled) = (loop, memory, filled);

    public Value Memory { get; }

    /// <summary>Whether somebody may look at it behind the loop.</summary>
    public bool IsReadBehind => Memory.Def is not AllocOp
        || Memory.Users.Any(user => user is not (DeallocOp or DimOp) && !_loop.IsAncestorOf(user));

    /// <summary>Those of a loop that are vectors.</summary>
    public static IReadOnlyList<RowArray> AllOf(AffineForOp loop) =>
    [
        .. loop.Walk().OfType<AffineStoreOp>().Select(store => store.Memref).Distinct()
            .Where(memory => ((ILoopLike)loop).IsDefinedOutside(memory) && memory.Type is MemRefType { Rank: 1, Layout: null })
            .Select(memory => Of(loop, memory)).OfType<RowArray>(),
    ];

    private static RowArray? Of(AffineForOp loop, Value memory)
    {
        var users = loop.Walk().Where(op => op is not DimOp && op.Operands.ToArray().Contains(memory)).ToList();
        if (users[0] is not AffineStoreOp first || !users.TrueForAll(op => op is AffineLoadOp or AffineStoreOp)) return null;
        if (LoopsOf(loop, first) is not { } filled || filled.Count != filled.Distinct().Count()) return null;
        // Every turn of the loops that fill it is one of an element, and they are all there is around.
        if (LoopsAround.Counters(first).SkipWhile(c => c != loop.InductionVariable).Skip(1).Any(c => filled.All(l => l.Counter != c)))
            return null;
        for (var op = first.ParentOp; op != loop; op = op!.ParentOp)
            if (op is AffineIfOp or IfOp) return null;
        return filled.All(l => HasBoundsOutside(l, loop)) && users.TrueForAll(op => LoopsOf(loop, (IAffineAccess)op) is { } loops
            && loops.Zip(filled).All(pair => IsFilledBefore(pair.First, pair.Second, op))) ? new(loop, memory, filled) : null;
    }

    // Each subscript is the counter of a loop in the loop.
    private static IReadOnlyList<NestLoop>? LoopsOf(AffineForOp loop, IAffineAccess access)
    {
        var place = access.ComposedMap;
        var loops = new List<NestLoop>();
        foreach (var subscript in place.Map.Results)
            if (subscript is AffineDim { Position: var at } && place.Operands[at] is BlockArgument { Owner.ParentOp: { } owner } counter
                && loop != owner && loop.IsAncestorOf(owner) && NestLoop.Of(owner)?.FirstOrDefault(l => l.Counter == counter) is { } own)
                loops.Add(own);
            else return null;
        return loops;
    }

    // In the same turn of one loop, or in a loop before, which has the same turns.
    private static bool IsFilledBefore(NestLoop loop, NestLoop filled, Operation access) => loop.Counter == filled.Counter
        || (!filled.Counter.ParentBlock!.ParentOp!.IsAncestorOf(access)
            && loop.Lower.Normalized() == filled.Lower.Normalized() && loop.Upper.Normalized() == filled.Upper.Normalized());

    private static bool HasBoundsOutside(NestLoop filled, AffineForOp loop) =>
        filled.Lower.Normalized().And(filled.Upper.Normalized()).Operands.All(((ILoopLike)loop).IsDefinedOutside);

    /// <summary>Makes as many of it as there are turns.</summary>
    public Value Rows(Builder builder, long turns, IReadOnlyList<Value> extents)
    {
        var type = (MemRefType)Memory.Type;
        var memory = builder.FilledArray(extents, new MemRefType([turns, .. type.Shape], type.Element));
        if (Memory.Def?.Attribute(KernelAttributes.Name) is { } name) memory.SetAttribute(KernelAttributes.Name, name);
        return memory.Memref;
    }

    /// <summary>What the type does not say of its extents.</summary>
    public IReadOnlyList<Value> ExtentsAt(Builder builder) => ((MemRefType)Memory.Type).Shape
        .Select((extent, d) => (extent, d)).Where(e => e.extent == ShapedType.Dynamic).Select(e => DimOp.Of(builder, Memory, e.d)).ToList();

    /// <summary>Copies a row back.</summary>
    public void CopyBack(Builder builder, Value rows, AffineValueMap row, int depth = 0, AffineValueMap? place = null)
    {
        if (depth < _filled.Count)
            builder.Loop(_filled[depth].Lower, _filled[depth].Upper, 1, counter =>
            {
                var at = AffineValueMap.Of(counter);
                CopyBack(builder, rows, row, depth + 1, place?.And(at) ?? at);
            });
        else builder.Insert(new AffineStoreOp(builder.Add(new AffineLoadOp(rows, row.And(place!))), Memory, place!));
    }
}
