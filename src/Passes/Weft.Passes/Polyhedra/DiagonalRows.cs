using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Rows as lanes, each some columns behind the one above: what a turn needs of its row is in its lane of the vectors before, what it needs
/// of the row above in the lane above. As many columns as lanes are a square, which is read and written along rows and turned round in
/// registers; what a turn needs of the row below is in the lane below, of a square that was read earlier.
/// </summary>
/// <param name="Store">The only one.</param>
/// <param name="Place">Where it stores.</param>
/// <param name="Own">What is read of the array that is written.</param>
/// <param name="Others">What is read of other arrays, with another element in each turn.</param>
internal sealed record DiagonalRows(
    AffineForOp Outer, AffineForOp Inner, int Lanes, AffineStoreOp Store, IReadOnlyList<AffineSum> Place, LaneStreams Own,
    IReadOnlyList<LaneStream> Others, CpuModel Machine) : WaitingRows(Outer, Inner, Lanes, Own.Lag)
{
    // Squares stay in registers; with fewer lanes, turning them is most of the work.
    private const int MostLanes = 16;
    private const int LeastLanes = 4;

    // What is carried from turn to turn, and read of other arrays in squares.
    private const int MostCarried = 8;
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
        var (reads, others) = (new List<OwnRead>(), new List<LaneStream>());
        foreach (var load in ops.OfType<AffineLoadOp>())
        {
            if (load.Memref != store.Memref && !load.MovesWith(row) && !load.MovesWith(column)) continue;
            if (AffineSum.Of(load.ComposedMap) is not { } from) return null;
            if (load.Memref == store.Memref && StepsTo(from, place, row) is var (rows, columns)) reads.Add(new(load, rows, columns));
            else if (load.Memref != store.Memref && load.FollowsInMemory(column))
                others.Add(new(LaneSource.Square, load.Memref, from, [(load, 0)]));
            else return null;
        }

        return lanes >= LeastLanes && others.Count <= MostOthers && LaneStreams.Of(store, place, row, reads) is { } own
            && own.All.Sum(stream => stream.Carried) <= MostCarried ? new(outer, inner, lanes, store, place, own, others, machine) : null;
    }

    // Of no counters.
    private static bool IsOfElements(Operation op) => VectorLoop.IsLaneByLane(op)
        && op.Operands.ToArray().Concat(op.Results.ToArray()).All(value => value.Type is not IndexType);

    public override string Describe() =>
        $"{Rows} rows at once as lanes of a vector, each {(Lag == 1 ? "a column" : $"{Lag} columns")} behind the one above: "
        + "their turns wait for each other";

    public override void Replace()
    {
        // What comes from the lane above is there last.
        var late = Own.All.Where(stream => stream.Source == LaneSource.Above).SelectMany(stream => stream.Reads);
        new LateJoins(Inner, Machine).Write([.. late.Where(read => read.Before == 0).Select(read => read.Load)]);
        base.Replace();
    }

    protected override AffineValueMap WriteTurns(Builder builder, Value first, AffineValueMap end)
    {
        var lower = builder.Counter(Inner.LowerBound);
        var whole = AffineValueMap.Of(builder.Counter(new LoopSpan(lower, end.Select(last => last + -Own.Beyond)).WholeEnd(Lanes)));
        var columns = new NestLoop(Inner.InductionVariable, AffineValueMap.Of(lower), whole, IsParallel: false);
        builder.If(columns.HasTurns(builder), () => builder.Loop(
            columns.Lower, whole, Lanes, [.. Own.All.SelectMany(stream => Before(builder, stream, first, lower))],
            (column, carried) => WriteSquare(builder, first, column, carried)));
        return whole;
    }

    // What was the newest in turns before the first, from the last on.
    private IEnumerable<Value> Before(Builder builder, LaneStream stream, Value first, Value column) =>
        Enumerable.Range(1, stream.Carried).Select(before => builder.Add(new VectorFromElementsOp(
            Each(lane => builder.Add(new AffineLoadOp(stream.Memref, At(stream.Newest, first, column, lane, -before)))), TypeOf(stream))));

    /// <param name="column">Where the lowest row is.</param>
    /// <param name="carried">What was the newest in turns before, of one stream after the other.</param>
    private IReadOnlyList<Value> WriteSquare(Builder builder, Value first, Value column, IReadOnlyList<Value> carried)
    {
        var (found, made) = (new Dictionary<LaneStream, List<Value>>(), new List<Value>());
        foreach (var stream in Own.All) found[stream] = [.. carried.Skip(found.Values.Sum(before => before.Count)).Take(stream.Carried)];
        foreach (var stream in Others) found[stream] = [];
        var squares = found.Keys.Where(stream => stream.Source == LaneSource.Square)
            .ToDictionary(stream => stream, stream => builder.Turned(Each(lane => Row(builder, stream, first, column, lane, isAhead: true))));
        var edges = found.Keys.Where(stream => stream.Source is LaneSource.Above or LaneSource.Below).ToDictionary(
            stream => stream, stream => Row(builder, stream, first, column, stream.Source == LaneSource.Above ? 0 : Lanes - 1, isAhead: false));
        for (var turn = 0; turn < Lanes; turn++)
        {
            var code = new LaneCode(Outer, Inner.InductionVariable, Lanes, builder);
            foreach (var (stream, vectors) in found)
                if (stream.Source != LaneSource.Turn) vectors.Insert(0, Newest(stream, turn));
            foreach (var (stream, vectors) in found)
                foreach (var (load, before) in stream.Reads)
                    code.SetVector(load.Result, vectors[stream.Source == LaneSource.Turn ? before - 1 : before]);
            made.Add(code.Vector(Store.Value));
            found[Own.All[0]].Insert(0, made[^1]);
        }

        foreach (var (vector, lane) in builder.Turned(made).Select((vector, lane) => (vector, lane)))
            VectorAccess.Store(builder, vector, Store.Memref, At(Place, first, column, lane), mask: null);
        return [.. Own.All.SelectMany(stream => found[stream].Take(stream.Carried))];

        Value Newest(LaneStream stream, int turn) => stream.Source switch
        {
            LaneSource.Above => builder.Mixed(found[Own.All[0]][0], edges[stream], lane => lane == 0 ? Lanes + turn : lane - 1),
            LaneSource.Below => builder.Mixed(
                squares[Own.All.First(own => own.Source == LaneSource.Square)][turn], edges[stream],
                lane => lane == Lanes - 1 ? Lanes + turn : lane + 1),
            _ => squares[stream][turn],
        };
    }

    // So many rows are more than a processor guesses the next lines of: they are asked for some squares before.
    private Value Row(Builder builder, LaneStream stream, Value first, Value column, int lane, bool isAhead)
    {
        if (isAhead) VectorAccess.Prefetch(builder, stream.Memref, At(stream.Newest, first, column, lane, SquaresAhead * Lanes));
        return VectorAccess.Load(builder, stream.Memref, At(stream.Newest, first, column, lane), TypeOf(stream), mask: null);
    }

    private VectorType TypeOf(LaneStream stream) => new([Lanes], ((MemRefType)stream.Memref.Type).Element);

    // Where an access of a lane's row is, or so many columns further.
    private AffineValueMap At(IReadOnlyList<AffineSum> place, Value first, Value column, int lane, long columns = 0) =>
        AffineSum.ToMap([.. place.Select(sum => sum
            .With(Outer.InductionVariable, AffineSum.Of(first) + lane)
            .With(Inner.InductionVariable, AffineSum.Of(column) + (Ahead(lane) + columns)))]);

    private List<T> Each<T>(Func<int, T> one) => [.. Enumerable.Range(0, Lanes).Select(one)];

    // To an element of the array that is written, from that of a turn.
    private static (int Rows, int Columns)? StepsTo(IReadOnlyList<AffineSum> at, IReadOnlyList<AffineSum> place, Value row)
    {
        var steps = at.Zip(place, (read, written) => read - written).ToList();
        var alongRows = place.ToList().FindIndex(sum => sum[row] != 0);
        return steps.TrueForAll(step => step is { IsConstant: true, Offset: > int.MinValue and < int.MaxValue })
            && !steps.Where((step, d) => step.Offset != 0 && d != alongRows && d < steps.Count - 1).Any()
            ? ((int)steps[alongRows].Offset, (int)steps[^1].Offset) : null;
    }
}
