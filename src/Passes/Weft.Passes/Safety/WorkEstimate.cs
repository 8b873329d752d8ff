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
        if (ConstantOp.IntegerOf(loop.Step) is not (> 0 and var step) || Span(loop) is not { } span) return null;
        if (span == 0) return 0;
        var moreTurns = (span - 1) / (ulong)step;
        return moreTurns < (ulong)limit ? (long)moreTurns + 1 : null;
    }

    // From max(a, b + 1) to min(c, b + 9) it is at most 8.
    private static ulong? Span(ForOp loop)
    {
        var lower = Ends<MaxSIOp>(loop.LowerBound).Select(Form).ToList();
        var spans = Ends<MinSIOp>(loop.UpperBound).Select(Form).SelectMany(end => lower.Where(first => first.Base == end.Base)
            .Select(first => end.More <= first.More ? 0 : (ulong)end.More - (ulong)first.More)).ToList();
        return spans.Count == 0 ? null : spans.Min();
    }

    private static IEnumerable<Value> Ends<T>(Value bound) where T : Operation =>
        bound.Def is T choice ? choice.Operands.SelectMany(Ends<T>) : [bound];

    // A value and a constant more, or a constant.
    private static (Value? Base, long More) Form(Value value) => ConstantOp.IntegerOf(value) is { } constant ? (null, constant)
        : value.Def is AddIOp (var a, var b) && ConstantOp.IntegerOf(b) is { } more ? (a, more) : (value, 0);

    private long? Plus(long? a, long? b) => a + b <= limit ? a + b : null;

    private long? Times(long? a, long? b) => a is { } x && b is { } y && y <= limit / x ? Math.Max(x * y, 1) : null;
}
