using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// A loop whose turns each complete an element, and join with it what those of all turns before are worth: <c>for j { x[j] = max(x[j],
/// a(j)); for k in 0..j { x[j] = max(x[j], x[k] + t[k, j]) } }</c>. A turn may as well give what its element is worth to those behind, which may
/// walk memory in smaller steps: <c>for j { x[j] = max(x[j], a(j)); for l in j + 1.. { x[l] = max(x[l], x[j] + t[j, l]) } }</c>.
/// </summary>
/// <param name="Inner">The loop over what is joined, the last of the body.</param>
/// <param name="Store">Of the element there.</param>
internal sealed record PushedJoins(AffineForOp Loop, AffineForOp Inner, AffineStoreOp Store)
{
    /// <summary>A loop as one; null where it is none. Arrays of different names are taken to be apart.</summary>
    public static PushedJoins? Of(AffineForOp loop)
    {
        if (!NestLoop.IsPlain(loop) || loop.Body.Last!.Previous is not AffineForOp inner || !NestLoop.IsPlain(inner)
            || inner.Body.Ops.Any(op => op.Regions.Count > 0) || !loop.LowerBound.IsSameAs(inner.LowerBound)
            || AffineSum.Of(inner.UpperBound) is not [var end] || !end.IsSameAs(AffineSum.Of(loop.InductionVariable))
            || !loop.Walk().Skip(1).All(CarriedElement.HasOnlyAffineEffects)) return null;
        var stores = inner.Body.Ops.OfType<AffineStoreOp>().ToList();
        return stores.Count == 1 && new PushedJoins(loop, inner, stores[0]) is var joins && joins.IsOne() ? joins : null;
    }

    /// <summary>Gives what is joined instead of fetching it.</summary>
    public void Replace()
    {
        var (builder, counter) = (Builder.At(Inner), Loop.InductionVariable);
        builder.Location = Inner.Location;
        builder.Loop(AffineValueMap.Of(counter).Select(at => at + 1), Loop.UpperBound, 1, later =>
            builder.Turn(Inner.Body, new() { [Inner.InductionVariable] = counter, [counter] = later }));
        Inner.Erase();
    }

    private bool IsOne()
    {
        if (JoinOf(Store) is not { } kind || Inner.Body.Ops.SelectMany(op => op.Operands.ToArray()).Any(IsOfOuterBody)) return false;
        var writes = Loop.Walk().OfType<IAffineWrite>().ToList();
        if (!writes.All(write => write is AffineStoreOp store && store.IsSamePlaceAs(Store)
            && (store.Parent == Loop.Body || store == Store) && JoinOf(store)?.Info == kind.Info)) return false;
        var elements = writes.SelectMany(write => JoinOf((AffineStoreOp)write)!.Operands.ToArray()).Select(part => part.Def).ToHashSet();
        var complete = Store.ComposedMap with
        {
            Operands = Store.ComposedMap.Operands.Select(v => v == Loop.InductionVariable ? Inner.InductionVariable : v),
        };
        return Loop.Walk().OfType<IAffineRead>().Where(read => read.Memref == Store.Memref).All(read =>
            (elements.Contains((Operation)read) && read.IsSamePlaceAs(Store)) || (((Operation)read).Parent == Inner.Body
                ? read is AffineLoadOp && read.ComposedMap.IsSameAs(complete) || IsApart(read, isBeforeToo: true)
                : IsApart(read, isBeforeToo: false)));
    }

    private bool IsOfOuterBody(Value value) => !Loop.IsDefinedOutside(value) && value != Loop.InductionVariable
        && value != Inner.InductionVariable && value.Def?.Parent != Inner.Body;

    // What reads the element itself, joins it in an order that is free with what has nothing to do with it, and gives the store its value.
    private static Operation? JoinOf(AffineStoreOp store)
    {
        if (store.Value.Def is not { IsFreeJoin: true } join || join.Parent != store.Parent
            || !store.Value.HasOneUse || join.Operands.Count != 2) return null;
        var before = join.Operands.ToArray().Select(part => part.Def).OfType<AffineLoadOp>().Where(load => load.IsSamePlaceAs(store));
        return before.ToList() is [{ Result.HasOneUse: true } element] && element.Parent == store.Parent
            && store.Parent!.Ops.SkipWhile(op => op != element).TakeWhile(op => op != store)
                .All(op => op is not (IAffineWrite or AffineForOp)) ? join : null;
    }

    // Of what later turns write, and of this turn's element; where it says so, of earlier turns' as well.
    private bool IsApart(IAffineAccess read, bool isBeforeToo)
    {
        var depth = LoopsAround.Counters(Loop).Count + 1;
        return Loop.Walk().OfType<AffineStoreOp>().All(store =>
            Enumerable.Range(depth, 3).All(at => MemoryDependence.Check(read, store, at) == Dependence.No
                && ((at == depth && !isBeforeToo) || MemoryDependence.Check(store, read, at) == Dependence.No)));
    }
}
