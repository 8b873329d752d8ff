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

    // From max(a, b + 1) to min(c, b + 9) it is at most 8, and from a + (e - a & -32), which is e cut down, to e at most 31.
    private static ulong? Span(ForOp loop)
    {
        ulong? shortest = null;
        foreach (var start in Starts(loop.LowerBound))
        {
            var (first, more) = Cut(start) is var (from, most) ? (from, -most) : Form(start);
            foreach (var bound in Ends(loop.UpperBound))
            {
                var (end, further) = Form(bound);
                if (end != first) continue;
                var span = further <= more ? 0 : (ulong)further - (ulong)more;
                if (shortest is null || span < shortest) shortest = span;
            }
        }

        return shortest;
    }

    private static IEnumerable<Value> Starts(Value bound) => bound.Def is MaxSIOp choice ? choice.Operands.SelectMany(Starts) : [bound];

    private static IEnumerable<Value> Ends(Value bound) => bound.Def is MinSIOp choice ? choice.Operands.SelectMany(Ends).Prepend(bound)
        : Cut(bound) is var (from, _) ? Ends(from) : [bound];

    // Where whole pieces end: what they are cut from, and how much less it is at most.
    private static (Value From, long Most)? Cut(Value value) =>
        value.Def is AddIOp (var start, var wholes) && wholes.Def is AndIOp (var span, var mask)
            && ConstantOp.IntegerOf(mask) is < 0 and var size && span.Def is SubIOp (var end, var first) && first == start
            ? (end, -size - 1) : null;

    // A value and a constant more, or a constant.
    private static (Value? Base, long More) Form(Value value) => ConstantOp.IntegerOf(value) is { } constant ? (null, constant)
        : value.Def is AddIOp (var a, var b) && ConstantOp.IntegerOf(b) is { } more ? (a, more) : (value, 0);

    private long? Plus(long? a, long? b) => a + b <= limit ? a + b : null;

    private long? Times(long? a, long? b) => a is { } x && b is { } y && y <= limit / x ? Math.Max(x * y, 1) : null;
}
