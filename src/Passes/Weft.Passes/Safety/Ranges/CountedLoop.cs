using Weft.IR;

namespace Weft.Passes;

/// <summary>The counters of loops.</summary>
internal static class CountedLoop
{
    /// <summary>The bounds between which a block argument counts; nulls when it is no counter.</summary>
    public static (Value? Lower, Value? Upper) Bounds(BlockArgument argument) => argument.Owner.ParentOp switch
    {
        ForOp loop when argument.Index == 0 => (loop.LowerBound, loop.UpperBound),
        ParallelOp parallel => (parallel.LowerBounds[argument.Index], parallel.UpperBounds[argument.Index]),
        _ => (null, null),
    };

    /// <summary>
    /// Where an argument of a while loop's body starts, and its name in the condition, if it grows by a constant each turn. Far from
    /// the end of the numbers: only while it is below an extent, or nearly so, does it not wrap around.
    /// </summary>
    public static (Value? Start, Value? Counter) Start(WhileOp loop, BlockArgument argument)
    {
        if (argument.Owner != loop.After.Entry || argument.Type is not IndexType) return (null, null);
        return loop.Condition.Arguments[argument.Index] is BlockArgument counter && counter.Owner == loop.Before.Entry
            && loop.After.Entry.Last!.Operands[counter.Index].Def is AddIOp (var same, var step) && same == argument
            && ConstantOp.ValueOf(step) is IntegerAttr { Int64: > 0 and < 1L << 60 }
            ? (loop.Inits[counter.Index], counter)
            : (null, null);
    }
}
