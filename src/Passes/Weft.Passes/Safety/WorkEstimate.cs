using Weft.IR;

namespace Weft.Passes;

/// <summary>How many operations run before an operation ends, where that is known and at most a limit.</summary>
internal sealed class WorkEstimate(long limit)
{
    /// <summary>At least 1; null when it is not known, or beyond the limit.</summary>
    public long? Of(Operation op) => op switch
    {
        WhileOp or ParallelOp or ParallelCallOp or CallOp => null,
        ForOp loop => Times(Of(loop.Body), Turns(loop)),
        _ => op.Regions.Aggregate((long?)1, (sum, region) => Plus(sum, Of(region))),
    };

    /// <summary>One pass over a region's operations; null also when they branch.</summary>
    public long? Of(Region region) => region.Blocks.Count > 1 ? null : region.Ops.Aggregate((long?)1, (sum, op) => Plus(sum, Of(op)));

    private long? Turns(ForOp loop)
    {
        if (ConstantOp.IntegerOf(loop.LowerBound) is not { } lower || ConstantOp.IntegerOf(loop.UpperBound) is not { } upper) return null;
        if (ConstantOp.IntegerOf(loop.Step) is not (> 0 and var step)) return null;
        if (upper <= lower) return 0;
        var moreTurns = ((ulong)upper - (ulong)lower - 1) / (ulong)step;
        return moreTurns < (ulong)limit ? (long)moreTurns + 1 : null;
    }

    private long? Plus(long? a, long? b) => a + b <= limit ? a + b : null;

    private long? Times(long? a, long? b) => a is { } x && b is { } y && y <= limit / x ? Math.Max(x * y, 1) : null;
}
