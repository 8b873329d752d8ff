using Weft.IR;

namespace Weft.Passes;

/// <summary>Frees arrays behind the last operation that looks at them.</summary>
internal static class LastUses
{
    public static void Free(FuncOp function)
    {
        foreach (var alloc in function.Walk().OfType<AllocOp>().ToList())
            if (Of(alloc) is { } last)
                Builder.After(last).Insert(new DeallocOp(alloc.Memref));
    }

    /// <summary>The last operation of its block that an array, under whatever name, is used in; null when it goes on living elsewhere.
    /// </summary>
    public static Operation? Of(AllocOp alloc)
    {
        Operation last = alloc;
        var (names, pending) = (new HashSet<Value> { alloc.Memref }, new Stack<Value>([alloc.Memref]));
        while (pending.TryPop(out var name))
        {
            foreach (var use in name.Uses)
            {
                if (AncestorIn(alloc.Parent!, use.Owner) is not { } at || at.Info.Has(OpTraits.IsTerminator)) return null;
                if (last.IsBefore(at)) last = at;
                foreach (var other in NamesFrom(use))
                    if (names.Add(other)) pending.Push(other);
            }
        }

        return last;
    }

    // The values that are the same memory as an operand, or may be.
    private static IEnumerable<Value> NamesFrom(OpOperand use) => use.Owner switch
    {
        IViewLike or SelectOp => use.Owner.ResultList,
        ILoopLike loop when CarriedLoop.Of(use.Owner) is { } carried => Carried(loop, carried, Array.IndexOf(carried.Inits, use.Value)),
        ConditionOp condition => [.. condition.ParentOp!.ResultList, .. ((WhileOp)condition.ParentOp!).After.Entry.Arguments],
        YieldOp { ParentOp: WhileOp loop } => loop.Before.Entry.Arguments,
        YieldOp { ParentOp: ForOp loop } => [loop.Results[use.Index], loop.Body.Entry.Arguments[use.Index + 1]],
        YieldOp { ParentOp: { } around } => [around.Results[use.Index]],
        WhileOp loop => loop.Before.Entry.Arguments,
        _ => [],
    };

    private static IEnumerable<Value> Carried(ILoopLike loop, CarriedLoop carried, int index) =>
        index < 0 ? [] : [loop.LoopArguments[index], carried.Arguments[index], carried.Op.Results[index]];

    private static Operation? AncestorIn(Block block, Operation? op)
    {
        while (op is not null && op.Parent != block) op = op.ParentOp;
        return op;
    }
}
