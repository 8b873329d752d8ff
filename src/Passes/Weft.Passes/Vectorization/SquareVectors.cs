using Weft.IR;

namespace Weft.Passes;

/// <summary>Puts loops over whole squares in the place of a nest, and loops as they were for what is left at its edges.</summary>
internal sealed class SquareVectors
{
    private readonly VectorSquare _square;
    private readonly CpuModel _machine;
    private readonly Builder _builder;

    private SquareVectors(VectorSquare square, CpuModel machine) =>
        (_square, _machine, _builder) = (square, machine, Builder.At(square.Root));

    public static void Replace(VectorSquare square, CpuModel machine)
    {
        new SquareVectors(square, machine).Write();
        square.Root.Erase();
    }

    private int Lanes => _square.Lanes;

    private void Write()
    {
        var (rows, columns) = (_square.Rows, _square.Columns);
        var (wholeRows, wholeColumns) = (WholeOf(rows), WholeOf(columns));
        if (_square.MayStream(_machine) is { } store)
        {
            var areWorthIt = Streams.AreWorthIt(_builder, store, Lanes, _machine);
            _builder.If(areWorthIt, () => Squares(store.Memref), () => Squares(null));
            Streams.FenceBehind(_square.Root, areWorthIt);
        }
        else Squares(null);

        // No turn is left where the nest has none.
        Loops(rows with { Upper = wholeRows }, columns with { Lower = columns.Lower.And(wholeColumns) }, 1, AsItWas);
        Loops(rows with { Lower = rows.Lower.And(wholeRows) }, columns, 1, AsItWas);

        void Squares(Value? streamed) => Loops(rows with { Upper = wholeRows }, columns with { Upper = wholeColumns }, Lanes,
            counters => Square(counters, streamed));
    }

    private AffineValueMap WholeOf(NestLoop loop)
    {
        var start = _builder.Counter(loop.Lower);
        return AffineValueMap.Of(_builder.Counter(new LoopSpan(start, loop.Upper).WholeEnd(Lanes)));
    }

    // All loops of the nest, the two inside the others: memory is read in its order, so that the processor sees what comes next.
    private void Loops(NestLoop rows, NestLoop columns, long step, Action<IrMapping> body)
    {
        List<NestLoop> loops = [.. _square.Around, .. _square.ReadsAcross ? [columns, rows] : (NestLoop[])[rows, columns]];
        var counters = new IrMapping();
        Write(0);

        void Write(int depth)
        {
            if (depth == loops.Count)
            {
                body(counters);
                return;
            }

            var loop = loops[depth];
            Action<AffineValueMap, AffineValueMap, long, Action<Value>> write =
                loop.IsParallel && depth < loops.Count - 1 ? _builder.ParallelLoop : _builder.Loop;
            write(loop.Lower, loop.Upper, depth < _square.Around.Count ? 1 : step, counter =>
            {
                counters[loop.Counter] = counter;
                Write(depth + 1);
            });
        }
    }

    private void AsItWas(IrMapping counters) => _builder.Turn(_square.Body, counters);

    private void Square(IrMapping counters, Value? streamed)
    {
        var (row, column) = (counters[_square.Rows.Counter], counters[_square.Columns.Counter]);
        var along = Each(r => Code(_square.Columns, _builder.Ahead(row, r), column));
        var across = Each(c => Code(_square.Rows, row, _builder.Ahead(column, c)));
        foreach (var op in _square.Body.Ops)
            if (op is AffineLoadOp { Result.HasUses: true } load) Load(load);
            else if (op is AffineStoreOp store) Store(store);

        LaneCode Code(NestLoop lanes, Value atRow, Value atColumn)
        {
            var code = new LaneCode(_square.Root, lanes.Counter, Lanes, _builder) { Streamed = streamed };
            foreach (var loop in _square.Around) code.Set(loop.Counter, counters[loop.Counter]);
            code.Set(_square.Rows.Counter, atRow);
            code.Set(_square.Columns.Counter, atColumn);
            return code;
        }

        void Load(AffineLoadOp load)
        {
            if (!_square.IsAcross(load)) along.ForEach(code => code.Compute(load.Result));
            else SetVectors(along, load.Result, _builder.Turned(across.ConvertAll(code => code.Vector(load.Result))));
        }

        void Store(AffineStoreOp store)
        {
            if (_square.IsAcross(store)) SetVectors(across, store.Value, _builder.Turned(along.ConvertAll(code => code.Vector(store.Value))));
            (_square.IsAcross(store) ? across : along).ForEach(code => code.Store(store));
        }
    }

    private static void SetVectors(List<LaneCode> codes, Value original, IReadOnlyList<Value> vectors)
    {
        for (var i = 0; i < codes.Count; i++) codes[i].SetVector(original, vectors[i]);
    }

    private List<T> Each<T>(Func<int, T> one) => [.. Enumerable.Range(0, Lanes).Select(one)];
}
