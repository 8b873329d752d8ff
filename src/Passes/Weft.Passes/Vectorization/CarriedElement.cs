using Weft.IR;

namespace Weft.Passes;

/// <summary>An element that each turn of a loop reads first and then writes, while nothing else in the loop touches it.</summary>
internal sealed class CarriedElement
{
    private readonly AffineForOp _loop;
    private readonly AffineLoadOp _first;

    private CarriedElement(AffineForOp loop, AffineLoadOp first) => (_loop, _first) = (loop, first);

    /// <summary>The first one of a loop; null where there is none. Arrays of different names are taken to be apart.</summary>
    /// <param name="array">Its name, where it must be of a certain one.</param>
    public static CarriedElement? Of(AffineForOp loop, string? array = null)
    {
        if (loop.Step != 1 || !loop.Body.Ops.Any(op => op is AffineStoreOp) || !loop.Walk().Skip(1).All(HasOnlyAffineEffects)) return null;
        return loop.Body.Ops.OfType<AffineLoadOp>().Select(load => new CarriedElement(loop, load))
            .FirstOrDefault(element => (array is null || KernelAttributes.SubjectOf(element._first.Memref) == array) && element.IsOne());
    }

    /// <summary>Carries it instead. Gives the loop that does.</summary>
    /// <param name="hasTurns">It is known that the loop has any.</param>
    public AffineForOp Promote(bool hasTurns)
    {
        var (place, builder) = (_first.ComposedMap, Builder.At(_loop));
        var isWritten = IsWrittenBefore;
        var initial = builder.Add(new AffineLoadOp(_first.Memref, place) { Location = _first.Location });
        var loop = _loop.WithMoreCarried([initial], [initial]);
        Value current = loop.Body.Arguments[^1];
        foreach (var op in loop.Body.Ops.ToList())
            if (op is AffineLoadOp load && load.IsSamePlaceAs(_first))
            {
                if (load == _first) continue;
                load.Result.ReplaceAllUsesWith(current);
                load.Erase();
            }
            else if (op is AffineStoreOp store && store.IsSamePlaceAs(_first))
            {
                current = store.Value == _first.Result ? loop.Body.Arguments[^1] : store.Value;
                store.Erase();
            }

        loop.Body.Last!.SetOperand(loop.Inits.Count - 1, current);
        _first.Result.ReplaceAllUsesWith(loop.Body.Arguments[^1]);
        var memory = _first.Memref;
        _first.Erase();
        var last = Builder.After(loop).Insert(new AffineStoreOp(loop.Results[^1], memory, place));
        if (!hasTurns && !isWritten) Guard(loop, initial.Def!, last);
        return loop;
    }

    /// <summary>In words.</summary>
    public override string ToString() => $"the element of '{KernelAttributes.SubjectOf(_first.Memref)}'";

    private bool IsOne()
    {
        if (!_first.ComposedMap.Operands.All(_loop.IsDefinedOutside)) return false;
        var stores = 0;
        var depth = LoopsAround.Counters(_loop).Count + 1;
        foreach (var access in _loop.Walk().OfType<IAffineAccess>().Where(access => access.Memref == _first.Memref))
        {
            if (((Operation)access).Parent == _loop.Body && access is AffineLoadOp or AffineStoreOp && access.IsSamePlaceAs(_first))
            {
                if (access is AffineLoadOp) continue;
                if (((Operation)access).IsBefore(_first)) return false;
                stores++;
            }
            else if (!IsApart(access, depth))
            {
                return false;
            }
        }

        return stores > 0;
    }

    // In the same turn and in others.
    private bool IsApart(IAffineAccess access, int depth)
    {
        foreach (var at in new[] { depth, depth + 1 })
            if (MemoryDependence.Find(access, _first, at, ofReads: true).Kind != Dependence.No
                || MemoryDependence.Find(_first, access, at, ofReads: true).Kind != Dependence.No) return false;
        return true;
    }

    // Then it is there, and to write it once more as it is does no harm.
    private bool IsWrittenBefore
    {
        get
        {
            for (var op = _loop.Previous; op is not null; op = op.Previous)
                if (op is AffineStoreOp store && store.IsSamePlaceAs(_first)) return true;
            return false;
        }
    }

    public static bool HasOnlyAffineEffects(Operation op) =>
        op is IAffineRead or IAffineWrite or AffineForOp or AffineIfOp or AffineYieldOp or IfOp or YieldOp
        || op.MemoryEffects == MemoryEffects.None;

    /// <summary>What stands around a loop only where it has turns: <c>load; loop; store</c> -> <c>if (there are turns) { load; loop;
    /// store }</c>. Nobody uses the last result but the store.</summary>
    public static void Guard(AffineForOp loop, Operation load, Operation? store = null)
    {
        var results = loop.Results.ToArray()[..^1];
        var choice = new IfOp(NestLoop.Of(loop)![0].HasTurns(Builder.At(load)), [.. results.Select(r => r.Type)]);
        Builder.At(load).Insert(choice);
        foreach (var result in results) result.ReplaceAllUsesWith(choice.Results[result.Index]);
        var (then, otherwise) = (Builder.AtEnd(choice.ThenRegion.AddBlock(), loop.Location), choice.ElseRegion.AddBlock());
        var end = then.Insert(new YieldOp([.. results]));
        foreach (var op in new[] { load, loop, store }.OfType<Operation>()) op.MoveBefore(end);
        Builder.AtEnd(otherwise, loop.Location).Insert(new YieldOp([.. loop.Inits.ToArray()[..^1]]));
    }
}
