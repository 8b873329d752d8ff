using Weft.IR;

namespace Weft.Passes;

/// <summary>Tiles of a band need none but those before them, or beside them, in both directions: those of a diagonal need none of each
/// other.</summary>
internal static class TileDiagonals
{
    /// <summary>Puts one diagonal after the other in the place of loops over the tiles of a band: <c>for i, j { tile }</c> -> <c>for d {
    /// parallel i { tile at i, d - i } }</c>. Gives the loop over the diagonals; null where tiles begin elsewhere from row to row, and the
    /// loops stay.</summary>
    public static AffineForOp? Share(AffineForOp rows)
    {
        if (rows.Inits.Count > 0 || rows.Body.Ops.ToList() is not [AffineForOp { Inits.Count: 0 } columns, AffineYieldOp]
            || columns.Step != rows.Step) return null;
        NestLoop row = LoopOf(rows), column = LoopOf(columns);
        if (row.Lower.Map.Results.Count != 1 || column.Lower.Map.Results.Count != 1
            || column.Lower.Normalized().Operands.Contains(row.Counter) || !column.IsWidestInATurnOf(row)) return null;

        var (builder, size) = (Builder.At(rows), rows.Step);
        builder.Location = rows.Location;
        var (tall, wide) = (Tiles(row, size), Tiles(column.InAnyTurnOf(row), size));
        var count = tall.And(wide);
        var tallest = tall.Map.Results.Count;
        count = count with
        {
            Map = count.Map.With(count.Map.Results.Take(tallest).SelectMany(
                _ => count.Map.Results.Skip(tallest), (down, across) => down + across + -1)),
        };
        AffineForOp? diagonals = null;
        builder.Loop(count, diagonal =>
        {
            diagonals = diagonal.CountingLoop;
            var d = AffineValueMap.Of(diagonal);
            var skipped = Joined(d, wide, (at, across) => (at - across + 1) * size);
            builder.ParallelLoop(
                row.Lower.And(Joined(row.Lower, skipped, (first, ahead) => first + ahead)),
                row.Upper.And(Joined(row.Lower, d, (first, at) => first + ((at + 1) * size))),
                size,
                here => Tile(builder, (row, here), (column, columns), Joined(row.Lower, d, (first, at) => first + (at * size))));
        });
        rows.Erase();
        return diagonals;
    }

    // So far along its columns as the diagonal's first tile is down from this row.
    private static void Tile(
        Builder builder, (NestLoop Loop, Value Here) row, (NestLoop Loop, AffineForOp Op) column, AffineValueMap diagonal)
    {
        row.Loop.Counter.ReplaceAllUsesWith(row.Here);
        var along = Joined(AffineValueMap.Of(row.Here), diagonal, (here, end) => end - here);
        var start = Joined(column.Loop.Lower, along, (first, at) => first + at);
        // The row's own bound, which may end it before this tile.
        builder.Loop(start, column.Op.UpperBound, RegionWriting.Whole, at =>
        {
            column.Loop.Counter.ReplaceAllUsesWith(at);
            foreach (var op in column.Op.Body.Ops.SkipLast(1).ToList())
            {
                column.Op.Body.Remove(op);
                builder.Insert(op);
            }
        });
    }

    private static NestLoop LoopOf(AffineForOp loop) => new(loop.InductionVariable, loop.LowerBound, loop.UpperBound, IsParallel: false);

    // How many tiles a loop has; the least of the results counts.
    private static AffineValueMap Tiles(NestLoop loop, long size) =>
        Joined(loop.Lower, loop.Upper, (first, end) => (end - first).CeilDiv(AffineExpr.Constant(size)));

    // The result of the first with each of the second's.
    private static AffineValueMap Joined(AffineValueMap first, AffineValueMap second, Func<AffineExpr, AffineExpr, AffineExpr> join)
    {
        var all = first.And(second);
        return all with { Map = all.Map.With(all.Map.Results.Skip(1).Select(other => join(all.Map.Results[0], other))) };
    }
}
