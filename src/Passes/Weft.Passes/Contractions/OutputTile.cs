using Weft.IR;

namespace Weft.Passes;

/// <summary>What one kernel makes of the output. Most tiles are whole; of one at the edge only what is in the output is read and written.
/// </summary>
internal sealed class OutputTile
{
    private readonly Contraction _contraction;
    private readonly ContractionPlan _plan;
    private readonly IReadOnlyDictionary<Value, Value> _around;
    private readonly Builder _builder;
    private readonly Value _row;
    private readonly Value _column;
    private readonly Value _rowsLeft;
    private readonly LoopSpan _columns;

    // Null where every tile is whole.
    private readonly Value? _isWhole;

    public OutputTile(
        Contraction contraction, ContractionPlan plan, IReadOnlyDictionary<Value, Value> around, Builder builder,
        Value row, Value column, LoopSpan rows, LoopSpan columns)
    {
        (_contraction, _plan, _around, _builder, _row, _column) = (contraction, plan, around, builder, row, column);
        (_rowsLeft, _columns) = (rows.LeftFrom(builder, row), columns);
        var conditions = new List<Value>();
        if (contraction.Row.TripCount is not { } rowCount || rowCount % plan.Rows != 0) conditions.Add(AtLeast(_rowsLeft, plan.Rows));
        if (HasEdgeColumns)
        {
            var ends = Ends.Select(ahead => (Left: ColumnsLeft(ahead), Missing: ColumnsMissing(ahead))).ToList();
            conditions.AddRange(ends.Select(end => AtLeast(end.Left, plan.Columns)));
            conditions.AddRange(ends.Select(end => end.Missing).OfType<Value>().Select(missing => IsBelow(missing, 1)));
            if (contraction.IsTriangle)
                Exists = Both(
                    ends.Select(end => AtLeast(end.Left, 1)).Aggregate(Either),
                    ends.Select(end => end.Missing).OfType<Value>().Select(missing => IsBelow(missing, plan.Columns))
                        .Aggregate((Value?)null, (all, next) => all is null ? next : Either(all, next)));
        }

        if (conditions.Count > 0) _isWhole = conditions.Aggregate(Both);
    }

    /// <summary>Whether any of it is in the output; null where all tiles are.</summary>
    public Value? Exists { get; }

    private bool HasEdgeColumns => _contraction.Column.TripCount is not { } count || count % _plan.Columns != 0;

    // Bounds that move with the rows do so in one direction: where the first and the last row agree, all do.
    private int[] Ends => _contraction.IsTriangle && _plan.Rows > 1 ? [0, _plan.Rows - 1] : [0];

    // How many columns there are, in this block, from the first of the tile on.
    private Value ColumnsLeft(int ahead)
    {
        var end = _contraction.IsTriangle ? _columns.End.And(Here(_contraction.Column.Upper, ahead)) : _columns.End;
        return (_columns with { End = end }).LeftFrom(_builder, _column);
    }

    // How many of the tile are before the first; null where none can be.
    private Value? ColumnsMissing(int ahead)
    {
        if (!_contraction.IsTriangle) return null;
        var missing = Here(_contraction.Column.Lower, ahead).With(_column, (first, at) => first - at);
        return _builder.Add(
            missing.Map.Results.Count == 1 ? new AffineApplyOp(missing) : new AffineMaxOp(new(missing.Map), missing.Operands));
    }

    private VectorType Vector => new([_plan.Lanes], _contraction.Element);

    public Value RowAt(int ahead) => _builder.Ahead(_row, ahead);

    public Value ColumnAt(int vector) => _builder.Ahead(_column, vector * _plan.Lanes);

    /// <summary>Which columns of a vector there are in any row; null where all are in every tile.</summary>
    public Value? MaskOf(int vector) => HasEdgeColumns ? FirstLanes(vector, _columns.LeftFrom(_builder, _column)) : null;

    /// <summary>What the elements are before a block of the sum, row by row.</summary>
    public IReadOnlyList<Value> Load(Value sum)
    {
        if (_contraction.Initial is not { } initial) return Read();
        return First(sum) is { } isFirst ? Choose(isFirst, Count, Begin, Read) : Begin();

        IReadOnlyList<Value> Begin()
        {
            var splat = new ConstantOp(DenseElementsAttr.Splat((TypedAttribute)ConstantOp.ValueOf(initial)!, Vector));
            return [.. Enumerable.Repeat(_builder.Add(splat), Count)];
        }
    }

    /// <summary>Asks for the tile behind this one in the same columns, whose rows are so far apart that nobody guesses them.</summary>
    public void PrefetchNext()
    {
        foreach (var place in Places(ahead: _plan.Rows))
            VectorAccess.Prefetch(_builder, _contraction.Output.Memref, place, writes: true);
    }

    public void Store(IReadOnlyList<Value> values)
    {
        if (_isWhole is null) WriteAll(values, mask: null);
        else Choose(_isWhole, 0, () => WriteAll(values, mask: null), () => WriteAll(values, EdgeMasks()));
    }

    private int Count => _plan.Rows * _plan.Vectors;

    private IReadOnlyList<Value> Read() => _isWhole is null
        ? ReadAll(mask: null)
        : Choose(_isWhole, Count, () => ReadAll(mask: null), () => ReadAll(EdgeMasks()));

    private List<Value> ReadAll(IReadOnlyList<Value>? mask) => [.. Places().Select((place, i) =>
        VectorAccess.Load(_builder, _contraction.Output.Memref, place, Vector, mask?[i]))];

    private IReadOnlyList<Value> WriteAll(IReadOnlyList<Value> values, IReadOnlyList<Value>? mask)
    {
        foreach (var (i, place) in Places().Index())
            VectorAccess.Store(_builder, values[i], _contraction.Output.Memref, place, mask?[i]);
        return [];
    }

    private IEnumerable<AffineValueMap> Places(int ahead = 0)
    {
        for (var r = ahead; r < ahead + _plan.Rows; r++)
            for (var v = 0; v < _plan.Vectors; v++)
            {
                var (place, column) = (Here(_contraction.Output.ComposedMap, r), ColumnAt(v));
                yield return place with { Operands = place.Operands.Select(v => v == _contraction.Column.Counter ? column : v) };
            }
    }

    // In a row of the tile.
    private AffineValueMap Here(AffineValueMap map, int ahead)
    {
        var row = map.Operands.Contains(_contraction.Row.Counter) ? RowAt(ahead) : null;
        return map with
        {
            Operands = map.Operands.Select(v => v == _contraction.Row.Counter ? row! : _around.TryGetValue(v, out var here) ? here : v),
        };
    }

    // Rows behind the end have no columns.
    private List<Value> EdgeMasks()
    {
        var masks = new List<Value>();
        var none = _builder.Add(ConstantOp.Index(0));
        for (var r = 0; r < _plan.Rows; r++)
        {
            var columns = _builder.Add(new SelectOp(AtLeast(_rowsLeft, r + 1), ColumnsLeft(r), none));
            var missing = ColumnsMissing(r);
            for (var v = 0; v < _plan.Vectors; v++) masks.Add(ColumnMask(v, columns, missing));
        }

        return masks;
    }

    private Value ColumnMask(int vector, Value left, Value? missing)
    {
        var mask = FirstLanes(vector, left);
        if (missing is null) return mask;
        var all = _builder.Add(new ConstantOp(DenseElementsAttr.Splat(IntegerAttr.Bool(true), (VectorType)mask.Type)));
        return Both(mask, _builder.Add(new XOrIOp(FirstLanes(vector, missing), all)));
    }

    // Of so many columns those that the vector has.
    private Value FirstLanes(int vector, Value columns)
    {
        var before = _builder.Add(ConstantOp.Index(vector * _plan.Lanes));
        var here = _builder.Add(new SubIOp(columns, before));
        return _builder.Add(new CreateMaskOp([here], new VectorType([_plan.Lanes], IntegerType.I1)));
    }

    // Whether no product has been joined yet; null where a kernel joins all.
    private Value? First(Value sum)
    {
        var blocks = _contraction.Sum.TripCount <= _plan.SumBlock || !_plan.Packs
            ? [] : new[] { (Counter: sum, _contraction.Sum.Lower) };
        var around = _contraction.Sums.SkipLast(1).Select(loop => (Counter: _around[loop.Counter], loop.Lower));
        var conditions = blocks.Concat(around).Select(loop => _builder.Add(new CmpIOp(
            CmpIPredicate.Eq, loop.Counter, _builder.Add(new AffineApplyOp(loop.Lower))))).ToList();
        return conditions.Count == 0 ? null : conditions.Aggregate(Both);
    }

    private IReadOnlyList<Value> Choose(
        Value condition, int count, Func<IReadOnlyList<Value>> then, Func<IReadOnlyList<Value>> otherwise) =>
        _builder.IfLikely(condition, [.. Enumerable.Repeat<IrType>(Vector, count)], then, otherwise);

    private Value AtLeast(Value left, long count) =>
        _builder.Add(new CmpIOp(CmpIPredicate.Sge, left, _builder.Add(ConstantOp.Index(count))));

    private Value IsBelow(Value left, long count) =>
        _builder.Add(new CmpIOp(CmpIPredicate.Slt, left, _builder.Add(ConstantOp.Index(count))));

    private Value Both(Value a, Value? b) => b is null ? a : _builder.Add(new AndIOp(a, b));

    private Value Either(Value a, Value b) => _builder.Add(new OrIOp(a, b));
}
