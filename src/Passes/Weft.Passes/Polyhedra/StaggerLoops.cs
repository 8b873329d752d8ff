using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Rows whose turns wait for each other are done several at once, each some columns behind the one above, where that is as far as they need
/// each other: <c>for i { for j { s[i, j] = f(s[i, j - 1], s[i - 1, j]) } }</c>. What one row waits for leaves time for the others.
/// </summary>
[Pass("stagger-loops", "Does several rows at once whose turns wait for each other, each some columns behind the one above.")]
public sealed record StaggerLoops : IPass
{
    public void Run(Operation root, PassContext context) => OutermostNests.Offer(root, nest =>
    {
        if (ScheduledOrder.IsFixed(nest)) return true;
        var found = nest.Walk().OfType<AffineForOp>()
            .Select(loop => StaggeredRows.Of(loop, context.Machine)).OfType<StaggeredRows>().ToList();
        if (found.Count > 0) ApartMemory.Require(nest, context.Remarks);
        foreach (var rows in found)
        {
            context.Remarks.Chosen("stagger-loops", rows.Outer, "staggered", rows.Describe());
            rows.Replace();
        }

        return true;
    });
}

/// <summary>Two loops in each other of which the inner one's turns wait.</summary>
/// <param name="Lag">How many columns each row is behind the one above.</param>
internal sealed record StaggeredRows(AffineForOp Outer, AffineForOp Inner, long Lag)
{
    private const int Rows = 4;

    // What a row needs of the one above comes from memory: by then, it is there.
    private const long LeastLag = 2;

    private const long MostLag = 4;

    /// <summary>A loop and the one in it as such; null where turns of either can be lanes, or rows need more of each other.</summary>
    public static StaggeredRows? Of(AffineForOp outer, CpuModel machine)
    {
        if (outer is not { Step: 1, Inits.Count: 0 } || outer.Body.Ops.SkipLast(1).ToList() is not [AffineForOp inner]
            || inner.Body.Ops.Any(op => op.Regions.Count > 0) || CarriedNeighbour.Of(inner) is null
            || NestLoop.Of(outer) is not [var rows] || NestLoop.Of(inner) is not [var columns]
            || !rows.HasPlainBounds || !columns.HasPlainBounds || !columns.IsIndependentOf([rows.Counter])
            || VectorLoop.Of(inner, machine) is not null || VectorLoop.Of(outer, machine) is not null
            || LoopTree.Of(outer) is not { } tree || TreeDependences.Of(tree) is not { } dependences) return null;
        for (var lag = LeastLag; lag <= MostLag; lag++)
        {
            // When a turn comes, counted in columns.
            var turn = (AffineSum.Of(outer.InductionVariable) * lag) + AffineSum.Of(inner.InductionVariable);
            if (dependences.All(dependence => dependence.LeastStep(turn, turn) >= 0)) return new(outer, inner, lag);
        }

        return null;
    }

    /// <summary>In words.</summary>
    public string Describe() => $"{Rows} rows at once, each {Lag} columns behind the one above: their turns wait for each other";

    /// <summary>Writes blocks of rows in the place of the loops; rows that are left are done as they were.</summary>
    public void Replace()
    {
        var (builder, rows) = (Builder.At(Outer), NestLoop.Of(Outer)![0]);
        var blocks = new LoopSpan(builder.Counter(rows.Lower), rows.Upper).WholeEnd(Rows);
        builder.Loop(rows.Lower, blocks, Rows, first => WriteBlock(builder, first));
        // Without any row, the end of the blocks is before the start.
        builder.Loop(rows.Lower.And(blocks), rows.Upper, 1, row => builder.Loop(
            Inner.LowerBound, Inner.UpperBound, 1, column => WriteTurn(builder, row, column)));
        Outer.Erase();
    }

    // Each row begins alone until those below may, and ends alone; rows that are too short begin and end, and that is all.
    private void WriteBlock(Builder builder, Value first)
    {
        var (lower, upper) = (Inner.LowerBound, Inner.UpperBound);
        for (var k = 0; k < Rows; k++)
        {
            var row = k;
            if (Ahead(row) > 0)
                builder.Loop(
                    lower, upper.And(lower.Select(start => start + Ahead(row))), 1,
                    column => WriteTurn(builder, Moved(builder, first, row), column));
        }

        builder.Loop(lower, upper.Select(end => end + -Ahead(0)), 1, turn =>
        {
            for (var row = 0; row < Rows; row++)
                WriteTurn(builder, Moved(builder, first, row), Moved(builder, turn, Ahead(row)));
        });
        for (var k = 1; k < Rows; k++)
        {
            var row = k;
            builder.Loop(
                lower.Select(start => start + Ahead(row)).And(upper.Select(end => end + (-row * Lag))), upper, 1,
                column => WriteTurn(builder, Moved(builder, first, row), column));
        }
    }

    // Of the lowest row.
    private long Ahead(int row) => (Rows - 1 - row) * Lag;

    private static Value Moved(Builder builder, Value counter, long by) =>
        by == 0 ? counter : builder.Add(new AffineApplyOp(AffineValueMap.Of(counter).Select(value => value + by)));

    private void WriteTurn(Builder builder, Value row, Value column)
    {
        var copies = new IrMapping { [Outer.InductionVariable] = row, [Inner.InductionVariable] = column };
        foreach (var op in Inner.Body.Ops.SkipLast(1)) builder.Insert(copies.Clone(op));
    }
}
