using Weft.IR;

namespace Weft.Passes;

/// <summary>Two loops in each other of which the inner one's turns wait: some rows are done at once, each behind the one above.</summary>
/// <param name="Rows">How many at once.</param>
/// <param name="Lag">How many columns each is behind the one above.</param>
internal abstract record WaitingRows(AffineForOp Outer, AffineForOp Inner, int Rows, long Lag)
{
    /// <summary>The loop in another one that are such; null where there is none, or turns of either can be lanes.</summary>
    public static AffineForOp? LoopIn(AffineForOp outer, CpuModel machine) =>
        outer is { Step: 1, Inits.Count: 0 } && NestLoop.OnlyOneIn(outer) is { } inner
        && inner.Body.Ops.All(op => op.Regions.Count == 0) && CarriedNeighbour.Of(inner) is not null
        && NestLoop.Of(inner) is [{ HasPlainBounds: true } columns] && columns.IsIndependentOf([outer.InductionVariable])
        && VectorLoop.Of(inner, machine) is null && VectorLoop.Of(outer, machine) is null ? inner : null;

    /// <summary>In words.</summary>
    public abstract string Describe();

    /// <summary>Writes blocks of rows in the place of the loops; rows that are left are done as they were.</summary>
    public virtual void Replace()
    {
        var builder = Builder.At(Outer);
        builder.Single(Outer.LowerBound, BoundKind.Lower, lower => builder.Single(Outer.UpperBound, BoundKind.Upper, upper =>
        {
            var blocks = new LoopSpan(builder.Counter(lower), upper).WholeEnd(Rows);
            builder.Loop(lower, blocks, Rows, first => WriteBlock(builder, first));
            // Without any row, the end of the blocks is before the start.
            builder.Loop(lower.And(blocks), upper, 1, row => WriteRow(builder, row, Inner.LowerBound, Inner.UpperBound));
        }));
        Outer.Erase();
    }

    /// <summary>Writes turns of all rows of a block at once.</summary>
    /// <param name="first">The highest row.</param>
    /// <param name="end">Behind the last column that the lowest one may come to.</param>
    /// <returns>Behind the last column that it comes to.</returns>
    protected abstract AffineValueMap WriteTurns(Builder builder, Value first, AffineValueMap end);

    /// <summary>How many columns a row is ahead of the lowest one.</summary>
    protected long Ahead(int row) => (Rows - 1 - row) * Lag;

    /// <summary>Writes a turn as it was.</summary>
    protected void WriteTurn(Builder builder, Value row, Value column) =>
        builder.Turn(Inner.Body, new() { [Outer.InductionVariable] = row, [Inner.InductionVariable] = column });

    // Each row begins alone until those below may, and ends alone; rows that are too short begin and end, and that is all.
    private void WriteBlock(Builder builder, Value first)
    {
        var (lower, upper) = (Inner.LowerBound, Inner.UpperBound);
        OfEach(Rows - 1, (row, behind) => WriteRow(builder, row, lower, upper.And(behind(lower))));
        var end = WriteTurns(builder, first, upper.Select(end => end + -Ahead(0)));
        OfEach(Rows, (row, behind) => WriteRow(builder, row, behind(lower.And(end)), upper));

        // With what is as far behind columns as the row is ahead.
        void OfEach(int rows, Action<Value, Func<AffineValueMap, AffineValueMap>> write) =>
            builder.Loop(AffineValueMap.Constant(0), AffineValueMap.Constant(rows), 1, number => write(
                builder.Counter(AffineValueMap.Of(first).With(number, (top, at) => top + at)),
                columns => columns.With(number, (column, at) => column + Ahead(0) + (at * -Lag))));
    }

    private void WriteRow(Builder builder, Value row, AffineValueMap from, AffineValueMap to) =>
        builder.Loop(from, to, 1, column => WriteTurn(builder, row, column));
}
