using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Long loops that only join values, in an order that is free, are cut into blocks that threads share: <c>s = for i { s + x[i] }</c> ->
/// <c>parallel b { part[b] = for i in b { part + x[i] } } s = for b { s + part[b] }</c>. Blocks are the same for any number of threads, and
/// so are results.
/// </summary>
[Pass("share-joins", "Cuts long loops that join values into blocks that threads share.")]
public sealed record ShareJoins : IPass
{
    public void Run(Operation root, PassContext context) => OutermostNests.Offer(root, nest =>
    {
        if (nest is not AffineForOp loop || ScheduledOrder.IsFixed(nest) || JoinedBlocks.Of(loop) is not { } blocks) return true;
        context.Remarks.Chosen("share-joins", loop, "shared", blocks.Describe());
        blocks.Replace();
        return true;
    });
}

/// <summary>A loop that reads and joins, and nothing else.</summary>
internal sealed record JoinedBlocks(AffineForOp Loop, IReadOnlyList<Accumulator> Joins)
{
    // A thread takes some microseconds for so many turns, and a part of one to begin.
    private const long Turns = 32768;

    // Nobody knows how long rows are: few may be much, and who shares blocks counts their work again.
    private const long Rows = 32;

    private long Block => Loop.HasInnerLoops ? Rows : Turns;

    // With fewer turns, one thread is as fast.
    private long LeastTurns => 2 * Block;

    private bool IsAlwaysCut => Loop.HasInnerLoops || Loop.ConstantTripCount is not null;

    /// <summary>A loop as such; null where it is short, does something else, or its turns have an order.</summary>
    public static JoinedBlocks? Of(AffineForOp loop)
    {
        if (loop is not { Step: 1, Inits.Count: > 0 } || loop.LowerBound.Map.Results.Count != 1 || loop.Enclosing<ILoopLike>() is not null
            || !loop.Walk().Skip(1).All(OnlyReads)) return null;
        var joins = Enumerable.Range(0, loop.Inits.Count).Select(i => Accumulator.Try(loop, i).Plan).OfType<Accumulator>().ToList();
        var found = new JoinedBlocks(loop, joins);
        return joins.Count < loop.Inits.Count || (long?)loop.ConstantTripCount < found.LeastTurns ? null : found;
    }

    /// <summary>In words.</summary>
    public string Describe() =>
        $"blocks of {Block} turns for several threads{(IsAlwaysCut ? "" : $" from {LeastTurns} turns on")}, "
        + $"whose {string.Join(" and ", Joins.Select(join => join.Noun).Distinct())} are joined behind them";

    /// <summary>Writes blocks in the place of the loop; where it may be short, beside it.</summary>
    public void Replace()
    {
        var builder = Builder.At(Loop);
        var span = new LoopSpan(builder.Counter(Loop.LowerBound), Loop.UpperBound);
        var joined = IsAlwaysCut ? WriteBlocks(builder, span) : builder.If(
            IsLong(builder, span), [.. Loop.Values.Types],
            () => WriteBlocks(builder, span), () => [.. builder.Insert(new IrMapping().Clone(Loop)).Results]);
        for (var i = 0; i < joined.Count; i++) Loop.Results[i].ReplaceAllUsesWith(joined[i]);
        Loop.Erase();
    }

    private static bool OnlyReads(Operation op) =>
        op is AffineForOp or AffineYieldOp or YieldOp or IfOp || op is IAffineRead || op.MemoryEffects == MemoryEffects.None;

    private Value IsLong(Builder builder, LoopSpan span) => builder.Add(new CmpIOp(
        CmpIPredicate.Sge, span.LeftFrom(builder, span.Start), builder.Add(ConstantOp.Index(LeastTurns))));

    private IReadOnlyList<Value> WriteBlocks(Builder builder, LoopSpan span)
    {
        // Bounds may be the wrong way round.
        var count = builder.Add(new MaxSIOp(span.CountOf(builder, Block), builder.Add(ConstantOp.Index(0))));
        var parts = Joins.Select(join => builder.FilledArray(
            [count], new MemRefType([ShapedType.Dynamic], Loop.Inits[join.Index].Type)).Memref).ToList();
        builder.ParallelLoop(AffineValueMap.Of(span.Start), span.End, Block, first =>
            builder.Least(span.End.And(AffineValueMap.Of(first).Select(start => start + Block)), end =>
            {
                var block = Loop.Part(
                    builder, AffineValueMap.Of(first), end, [.. Joins.Select(join => join.Begin(builder, Loop.Inits[join.Index]))]);
                var place = AffineValueMap.Of(first).Minus(AffineValueMap.Of(span.Start)).Normalized()
                    .Select(turn => turn.FloorDiv(AffineExpr.Constant(Block)));
                foreach (var join in Joins) builder.Insert(new AffineStoreOp(block.Results[join.Index], parts[join.Index], place));
            }));
        var joined = builder.Loop(AffineValueMap.Constant(0), span.Pieces(Block), [.. Loop.Inits], (part, before) =>
            [.. Joins.Select(join => join.Join(
                builder, before[join.Index], builder.Add(new AffineLoadOp(parts[join.Index], AffineValueMap.Of(part)))))]);
        joined[0].Def!.SetAttribute(KernelAttributes.Rare, UnitAttr.Instance);
        foreach (var memory in parts) builder.Insert(new DeallocOp(memory));
        return joined;
    }
}
