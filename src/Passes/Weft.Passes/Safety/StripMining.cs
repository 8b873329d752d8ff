using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Cuts a counted loop into strips with a look at the stop flag between them. The first strip needs no look. An inner loop, whose
/// start counts, keeps its plain form for when one strip is enough: LLVM moves the choice and the vector setup out of the nest.
/// </summary>
internal static class StripMining
{
    /// <param name="length">What the counter grows by in a strip: a multiple of the step.</param>
    public static void Apply(ForOp loop, long length)
    {
        var builder = Builder.At(loop);
        var size = builder.Add(ConstantOp.Integer(length, loop.Step.Type));
        // At least the lower bound: then what is left, as an unsigned number, is exact whatever the bounds are.
        var upper = builder.Add(new MaxSIOp(loop.LowerBound, loop.UpperBound));
        if (IsInner(loop) && !Versions.IsRare(loop)) loop = LongVersion(builder, loop, upper, size);
        Cut(Builder.At(loop), loop, upper, size);
    }

    private static bool IsInner(ForOp loop) => loop.Enclosing<ForOp>() is not null || loop.Enclosing<WhileOp>() is not null;

    // loop -> if (one strip) { loop } else { copy }; returns the copy
    private static ForOp LongVersion(Builder builder, ForOp loop, Value upper, Value size)
    {
        var span = builder.Add(new SubIOp(upper, loop.LowerBound));
        var isShort = builder.Add(new CmpIOp(CmpIPredicate.Ule, span, size));
        return Versions.Split(loop, isShort);
    }

    // for i = lower to upper step s { body } -> for each strip from j to end { for i = j to end step s { body } }
    private static void Cut(Builder builder, ForOp loop, Value upper, Value size)
    {
        Value[] initial = [loop.LowerBound, .. loop.InitArgs];
        IrType[] carried = [.. initial.Select(v => v.Type)];
        var strips = builder.Insert(new WhileOp(initial, carried));
        var state = strips.Before.AddBlock(carried).Arguments;
        builder.MoveToEnd(strips.Before.Entry);
        var left = builder.Add(new SubIOp(upper, state[0]));
        var end = builder.Add(new AddIOp(state[0], builder.Add(new MinUIOp(left, size))));
        var strip = builder.Insert(ForOp.WithBody(state[0], end, loop.Step, [.. state.Skip(1)]));
        loop.Body.Entry.MoveInto(strip.Body.Entry);
        builder.Insert(new ConditionOp(builder.Add(new CmpIOp(CmpIPredicate.Slt, end, upper)), [end, .. strip.Results]));

        builder.MoveToEnd(strips.After.AddBlock(carried));
        builder.Insert(new CheckStopOp());
        builder.Insert(new YieldOp([.. strips.After.Entry.Arguments]));
        loop.ReplaceWith([.. strips.Results[1..]]);
    }
}
