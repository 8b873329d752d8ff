using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Rows as lanes, each one column behind the one above: what a turn needs of its row is in its lane of the vector before, what it needs of
/// the row above in the lane before. As many columns as lanes are a square, which is read and written along rows and turned round in
/// registers.
/// </summary>
/// <param name="Store">The only one.</param>
/// <param name="Place">Where it stores.</param>
/// <param name="OfRow">What is read of the row, and how many columns before.</param>
/// <param name="OfAbove">What is read of the row above, and how many columns before.</param>
/// <param name="Others">What is read of other arrays, with another element in each turn.</param>
internal sealed record DiagonalRows(
    AffineForOp Outer, AffineForOp Inner, int Lanes, AffineStoreOp Store, IReadOnlyList<AffineSum> Place,
    IReadOnlyList<(AffineLoadOp Load, int Before)> OfRow, IReadOnlyList<(AffineLoadOp Load, int Before)> OfAbove,
    IReadOnlyList<(AffineLoadOp Load, IReadOnlyList<AffineSum> Place)> Others) : WaitingRows(Outer, Inner, Lanes, Lag: 1)
{
    // Squares stay in registers; with fewer lanes, turning them is most of the work.
    private const int MostLanes = 16;
    private const int LeastLanes = 4;

    // What is carried from turn to turn, and read of other arrays in squares.
    private const int MostBefore = 2;
    private const int MostOthers = 2;

    private const int SquaresAhead = 3;

    /// <summary>Two loops as such; null where turns need something else of each other, or do what lanes cannot.</summary>
    public static DiagonalRows? Of(AffineForOp outer, AffineForOp inner, CpuModel machine)
    {
        var (row, column) = (outer.InductionVariable, inner.InductionVariable);
        var ops = inner.Body.Ops.Where(op => op is AffineStoreOp || (op.HasUses && op is not AffineApplyOp)).ToList();
        if (ops.OfType<AffineStoreOp>().ToList() is not [{ } store] || ops[^1] != store
            || !ops.All(op => op is IAffineAccess ? op is AffineLoadOp or AffineStoreOp : IsOfElements(op))
            || !store.FollowsInMemory(column) || AffineSum.Of(store.ComposedMap) is not { } place
            || place.Count(sum => sum[row] != 0) != 1 || place.SkipLast(1).All(sum => sum[row] != 1)) return null;
        var lanes = Math.Min(MostLanes, machine.VectorBytes / ops.SelectMany(op => op.Results.ToArray()).Max(v => CpuModel.BytesOf(v.Type)));
        var (ofRow, ofAbove) = (new List<(AffineLoadOp, int)>(), new List<(AffineLoadOp, int)>());
        var others = new List<(AffineLoadOp, IReadOnlyList<AffineSum>)>();
        foreach (var load in ops.OfType<AffineLoadOp>())
        {
            if (load.Memref != store.Memref && !load.MovesWith(row) && !load.MovesWith(column)) continue;
            if (AffineSum.Of(load.ComposedMap) is not { } from) return null;
            if (load.Memref != store.Memref)
            {
                if (!load.FollowsInMemory(column)) return null;
                others.Add((load, from));
            }
            else if (StepsBefore(from, place, row) is not var (rows, columns)) return null;
            else if (rows == 0 && columns is > 0 and <= MostBefore) ofRow.Add((load, (int)columns));
            else if (rows == 1 && columns is >= 0 and <= MostBefore) ofAbove.Add((load, (int)columns));
            else return null;
        }

        return lanes >= LeastLanes && others.Count <= MostOthers ? new(outer, inner, lanes, store, place, ofRow, ofAbove, others) : null;
    }

    // Of no counters.
    private static bool IsOfElements(Operation op) => VectorLoop.IsLaneByLane(op)
        && op.Operands.ToArray().Concat(op.Results.ToArray()).All(value => value.Type is not IndexType);

    public override string Describe() =>
        $"{Rows} rows at once as lanes of a vector, each a column behind the one above: their turns wait for each other";

    protected override AffineValueMap WriteTurns(Builder builder, Value first, AffineValueMap end)
    {
        var lower = builder.Counter(Inner.LowerBound);
        var whole = AffineValueMap.Of(builder.Counter(new LoopSpan(lower, end).WholeEnd(Lanes)));
        var columns = new NestLoop(Inner.InductionVariable, AffineValueMap.Of(lower), whole, IsParallel: false);
        builder.If(columns.HasTurns(builder), () =>
        {
            var (row, above) = (Before(builder, first, lower, OfRow, rows: 0), Before(builder, first, lower, OfAbove, rows: -1));
            builder.Loop(columns.Lower, whole, Lanes, [.. row, .. above], (column, carried) =>
                WriteSquare(builder, first, column, carried.Take(row.Count), carried.Skip(row.Count)));
        });
        return whole;
    }

    // What turns before the first found, from the last on.
    private List<Value> Before(Builder builder, Value first, Value column, IReadOnlyList<(AffineLoadOp Load, int Before)> reads, int rows) =>
    [
        .. Enumerable.Range(1, reads.Select(read => read.Before).DefaultIfEmpty().Max()).Select(before => builder.Add(new VectorFromElementsOp(
            Each(lane => builder.Add(new AffineLoadOp(Store.Memref, At(Place, first, column, lane, rows, -before)))), Type))),
    ];

    /// <param name="column">Where the lowest row is.</param>
    /// <param name="row">What turns before made, from the last on.</param>
    /// <param name="above">What they found in the row above.</param>
    private IReadOnlyList<Value> WriteSquare(Builder builder, Value first, Value column, IEnumerable<Value> row, IEnumerable<Value> above)
    {
        var (ofRow, ofAbove, made) = (row.ToList(), above.ToList(), new List<Value>());
        var (carriedOfRow, carriedOfAbove) = (ofRow.Count, ofAbove.Count);
        var others = Others.Select(read => builder.Turned(Each(lane => Row(builder, read.Load, read.Place, first, column, lane)))).ToList();
        var top = OfAbove.Count == 0 ? null : VectorAccess.Load(builder, Store.Memref, At(Place, first, column, 0, rows: -1), Type, mask: null);
        for (var turn = 0; turn < Lanes; turn++)
        {
            var code = new LaneCode(Outer, Inner.InductionVariable, Lanes, builder);
            var next = Lanes + turn;
            if (top is not null) ofAbove.Insert(0, builder.Mixed(ofRow[0], top, lane => lane == 0 ? next : lane - 1));
            foreach (var (load, before) in OfRow) code.SetVector(load.Result, ofRow[before - 1]);
            foreach (var (load, before) in OfAbove) code.SetVector(load.Result, ofAbove[before]);
            foreach (var (read, square) in Others.Zip(others)) code.SetVector(read.Load.Result, square[turn]);
            ofRow.Insert(0, code.Vector(Store.Value));
            made.Add(ofRow[0]);
        }

        foreach (var (vector, lane) in builder.Turned(made).Select((vector, lane) => (vector, lane)))
            VectorAccess.Store(builder, vector, Store.Memref, At(Place, first, column, lane), mask: null);
        return [.. ofRow.Take(carriedOfRow), .. ofAbove.Take(carriedOfAbove)];
    }

    // So many rows are more than a processor guesses the next lines of: they are asked for some squares before.
    private Value Row(Builder builder, AffineLoadOp load, IReadOnlyList<AffineSum> place, Value first, Value column, int lane)
    {
        VectorAccess.Prefetch(builder, load.Memref, At(place, first, column, lane, columns: SquaresAhead * Lanes));
        return VectorAccess.Load(builder, load.Memref, At(place, first, column, lane), new([Lanes], load.Result.Type), mask: null);
    }

    private VectorType Type => new([Lanes], Store.Value.Type);

    // Where an access of a lane's row is, or so many rows and columns further.
    private AffineValueMap At(IReadOnlyList<AffineSum> place, Value first, Value column, int lane, int rows = 0, int columns = 0) =>
        AffineSum.ToMap([.. place.Select(sum => sum
            .With(Outer.InductionVariable, AffineSum.Of(first) + (lane + rows))
            .With(Inner.InductionVariable, AffineSum.Of(column) + (Ahead(lane) + columns)))]);

    private List<T> Each<T>(Func<int, T> one) => [.. Enumerable.Range(0, Lanes).Select(one)];

    // Of an element of the array that is written, from that of a turn.
    private static (long Rows, long Columns)? StepsBefore(
        IReadOnlyList<AffineSum> at, IReadOnlyList<AffineSum> place, Value row)
    {
        var steps = place.Zip(at, (written, read) => written - read).ToList();
        if (!steps.TrueForAll(step => step.IsConstant)) return null;
        var alongRows = place.ToList().FindIndex(sum => sum[row] != 0);
        return steps.Where((step, d) => step.Offset != 0 && d != alongRows && d < steps.Count - 1).Any() ? null
            : (steps[alongRows].Offset, steps[^1].Offset);
    }
}
