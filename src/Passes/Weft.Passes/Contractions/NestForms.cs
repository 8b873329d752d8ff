using Weft.IR;

namespace Weft.Passes;

/// <summary>Other forms of nests, which do the same with more statements: who looks for contractions sees more of them.</summary>
internal static class NestForms
{
    /// <summary>A sum of several products becomes as many statements: <c>c += x + y</c> -> <c>c += x; c += y</c>, where the numbers may be
    /// joined in that order.</summary>
    public static void SplitSums(Operation nest)
    {
        var open = new Stack<AffineStoreOp>(nest.Walk().OfType<AffineStoreOp>());
        while (open.TryPop(out var store))
        {
            if (store.Value.Def is not { } sum || sum is not (AddFOp or AddIOp)) continue;
            Regroup(sum);
            if (sum.Operands[0].Def is not { } first || first.Info != sum.Info || !first.Results[0].HasOneUse
                || first.Operands[0].Def is not AffineLoadOp before || !before.IsSamePlaceAs(store)) continue;
            var builder = Builder.After(first);
            builder.Location = store.Location;
            open.Push(builder.Insert(new AffineStoreOp(first.Results[0], store.Memref, store.ValueMap)));
            sum.SetOperand(0, builder.Add(new AffineLoadOp(store.Memref, store.ValueMap)));
        }
    }

    // a + (x + y) -> (a + x) + y
    private static void Regroup(Operation sum)
    {
        if (sum.Operands[0].Def is not AffineLoadOp || sum.Operands[1].Def is not { } inner || inner.Info != sum.Info
            || !inner.Results[0].HasOneUse || !sum.IsFreeSum || !inner.IsFreeSum) return;
        var first = Builder.At(sum).Add(sum.CopyWith([sum.Operands[0], inner.Operands[0]], [sum.Results[0].Type]));
        var last = inner.Operands[1];
        sum.SetOperand(0, first);
        sum.SetOperand(1, last);
        inner.Erase();
    }

    /// <summary>A value that a loop carries and that comes from an element to which it goes back is joined there instead, if nobody else
    /// looks at the element meanwhile: <c>w = a[i]; for { w += x }; a[i] = w / 2</c> -> <c>for { a[i] += x }; a[i] = a[i] / 2</c>.
    /// Different arrays are taken to be apart.</summary>
    public static void JoinInMemory(Operation nest)
    {
        // One at a time: what is in a loop is another one then.
        while (nest.Walk().OfType<AffineForOp>().FirstOrDefault(loop => ElementOf(loop) is not null) is { } next)
        {
            var element = ElementOf(next)!;
            JoinInMemory(next, element.Memref, element.ValueMap);
            if (!element.Result.HasUses) element.Erase();
        }
    }

    /// <summary>As <see cref="JoinInMemory(Operation)"/>, also where an element is only written: <c>w = 0; for { w += x }; a[i] = w / 2</c>
    /// -> <c>a[i] = 0; for { a[i] += x }; a[i] = a[i] / 2</c>.</summary>
    public static void BeginInMemory(Operation nest)
    {
        while (nest.Walk().OfType<AffineForOp>().FirstOrDefault(loop => StoreOf(loop) is not null) is { } next)
        {
            var (store, place) = (StoreOf(next)!, StoreOf(next)!.ComposedMap);
            var isStored = store.Value == next.Results[0];
            if (!IsFrom(next.Inits[0], store, next))
            {
                var builder = Builder.At(next);
                builder.Location = store.Location;
                builder.Insert(new AffineStoreOp(next.Inits[0], store.Memref, place));
            }

            var (initial, joined) = (next.Inits[0].Def, JoinInMemory(next, store.Memref, place).Next!);
            if (isStored) store.Erase();
            foreach (var load in new[] { initial, joined }.OfType<AffineLoadOp>().Where(load => !load.Result.HasUses)) load.Erase();
        }
    }

    private static bool IsFrom(Value initial, AffineStoreOp store, AffineForOp loop) => initial.Def is AffineLoadOp load
        && load.IsSamePlaceAs(store) && load.Parent == loop.Parent && IsUntouched(load.Next!, store);

    // What becomes of the value that a loop carries, if nobody else looks at the element from there on.
    private static AffineStoreOp? StoreOf(AffineForOp loop) => loop.Inits.Count != 1 ? null
        : loop.Parent!.Ops.SkipWhile(op => op != loop).OfType<AffineStoreOp>().FirstOrDefault(store =>
            store.Value.Type == loop.Results[0].Type && IsMadeOf(store.Value, loop) && IsUntouched(loop, store)
            && store.ComposedMap.Operands.All(operand => operand.Def is not { } made || made.Parent != loop.Parent || made.IsBefore(loop)));

    private static bool IsMadeOf(Value value, AffineForOp loop) => value == loop.Results[0]
        || (value.Def is { Regions.Count: 0 } made && made.Parent == loop.Parent && made.Operands.Any(operand => IsMadeOf(operand, loop)));

    private static AffineLoadOp? ElementOf(AffineForOp loop) =>
        loop is { Inits.Count: 1 } && loop.Inits[0].Def is AffineLoadOp load && load.Parent == loop.Parent && IsItsAlone(load, loop)
            ? load : null;

    /// <summary>A value that a loop carries is joined in memory of its own: <c>w = 0; for { w += x }</c> ->
    /// <c>new m; m[] = 0; for { m[] += x }; w = m[]</c>. Gives the loop in its place.</summary>
    public static AffineForOp JoinInNewMemory(AffineForOp loop)
    {
        var builder = Builder.At(loop);
        var memory = builder.Add(new AllocaOp([], [], new MemRefType([], loop.Results[0].Type)));
        var place = new AffineValueMap(AffineMap.Empty, []);
        builder.Insert(new AffineStoreOp(loop.Inits[0], memory, place));
        return JoinInMemory(loop, memory, place);
    }

    private static AffineForOp JoinInMemory(AffineForOp loop, Value memory, AffineValueMap place)
    {
        var builder = Builder.At(loop);
        builder.Location = loop.Location;
        builder.Loop(loop.LowerBound, loop.UpperBound, loop.Step, counter =>
        {
            var copies = new IrMapping { [loop.InductionVariable] = counter };
            copies[loop.IterArgs.First()] = builder.Add(new AffineLoadOp(memory, place));
            builder.Turn(loop.Body, copies);
            builder.Insert(new AffineStoreOp(copies[loop.Yielded[0]], memory, place));
        });
        var joined = builder.Insert(new AffineLoadOp(memory, place));
        loop.Results[0].ReplaceAllUsesWith(joined.Result);
        loop.Erase();
        return (AffineForOp)joined.Previous!;
    }

    // From the load on to the store that ends it.
    private static bool IsItsAlone(AffineLoadOp load, AffineForOp loop)
    {
        var store = load.Parent!.Ops.SkipWhile(op => op != loop).OfType<AffineStoreOp>().FirstOrDefault(load.IsSamePlaceAs);
        return store is not null && IsUntouched(load.Next!, store);
    }

    // From an operation on to the store, but by it.
    private static bool IsUntouched(Operation first, AffineStoreOp store)
    {
        var depth = LoopsAround.Counters(store).Count + 1;
        for (var op = first; op != store; op = op.Next!)
            foreach (var inner in op.Walk())
                if (inner is IAffineWrite write ? write.Memref == store.Memref
                    : inner is IAffineRead read ? MemoryDependence.Check(read, store, depth) != Dependence.No
                    : inner.Regions.Count == 0 && inner is not AffineYieldOp && !inner.IsSpeculatable) return false;
        return true;
    }
}
