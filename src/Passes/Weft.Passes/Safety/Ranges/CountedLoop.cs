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
}
