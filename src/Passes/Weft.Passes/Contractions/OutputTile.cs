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
    private readonly Value _columnsLeft;

    // Null where every tile is whole.
    private readonly Value? _isWhole;

    public OutputTile(
        Contraction contraction, ContractionPlan plan, IReadOnlyDictionary<Value, Value> around, Builder builder,
        Value row, Value column, LoopSpan rows, LoopSpan columns)
    {
        (_contraction, _plan, _around, _builder, _row, _column) = (contraction, plan, around, builder, row, column);
        (_rowsLeft, _columnsLeft) = (rows.LeftFrom(builder, row), columns.LeftFrom(builder, column));
        var (wholeRows, wholeColumns) = (contraction.Row.TripCount % plan.Rows == 0, contraction.Column.TripCount % plan.Columns == 0);
        var conditions = new List<Value>();
        if (!wholeRows) conditions.Add(AtLeast(_rowsLeft, plan.Rows));
        if (!wholeColumns) conditions.Add(AtLeast(_columnsLeft, plan.Columns));
        if (conditions.Count > 0) _isWhole = conditions.Aggregate((a, b) => builder.Add(new AndIOp(a, b)));
    }

    private VectorType Vector => new([_plan.Lanes], _contraction.Element);

    public Value RowAt(int ahead) => Ahead(_row, ahead);

    public Value ColumnAt(int vector) => Ahead(_column, vector * _plan.Lanes);

    /// <summary>Which columns of a vector are there; null where all are in every tile.</summary>
    public Value? MaskOf(int vector) => _contraction.Column.TripCount % _plan.Columns == 0 ? null : ColumnMask(vector, _columnsLeft);

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

    private IEnumerable<AffineValueMap> Places()
    {
        var place = _contraction.Output.ComposedMap;
        for (var r = 0; r < _plan.Rows; r++)
        {
            var row = RowAt(r);
            for (var v = 0; v < _plan.Vectors; v++)
            {
                var column = ColumnAt(v);
                yield return place with
                {
                    Operands = place.Operands.Select(operand => operand == _contraction.Row.Counter ? row
                        : operand == _contraction.Column.Counter ? column
                        : _around.TryGetValue(operand, out var here) ? here : operand),
                };
            }
        }
    }

    // Rows behind the end have no columns.
    private List<Value> EdgeMasks()
    {
        var masks = new List<Value>();
        var none = _builder.Add(ConstantOp.Index(0));
        for (var r = 0; r < _plan.Rows; r++)
        {
            var columns = _builder.Add(new SelectOp(AtLeast(_rowsLeft, r + 1), _columnsLeft, none));
            for (var v = 0; v < _plan.Vectors; v++) masks.Add(ColumnMask(v, columns));
        }

        return masks;
    }

    private Value ColumnMask(int vector, Value columns)
    {
        var before = _builder.Add(ConstantOp.Index(vector * _plan.Lanes));
        var here = _builder.Add(new SubIOp(columns, before));
        return _builder.Add(new CreateMaskOp([here], new VectorType([_plan.Lanes], IntegerType.I1)));
    }

    // Whether no product has been joined yet; null where a kernel joins all.
    private Value? First(Value sum)
    {
        var blocks = _contraction.Sum.TripCount <= _plan.SumBlock || !(_plan.PacksRows || _plan.PacksColumns)
            ? [] : new[] { (Counter: sum, _contraction.Sum.Lower) };
        var around = _contraction.Around
            .Where(loop => !_contraction.Output.ComposedMap.Operands.Contains(loop.Counter))
            .Select(loop => (Counter: _around[loop.Counter], loop.Lower));
        var conditions = blocks.Concat(around).Select(loop => _builder.Add(new CmpIOp(
            CmpIPredicate.Eq, loop.Counter, _builder.Add(new AffineApplyOp(loop.Lower))))).ToList();
        return conditions.Count == 0 ? null : conditions.Aggregate((a, b) => _builder.Add(new AndIOp(a, b)));
    }

    // if condition { then } else { otherwise }, which give as many vectors
    private IReadOnlyList<Value> Choose(
        Value condition, int count, Func<IReadOnlyList<Value>> then, Func<IReadOnlyList<Value>> otherwise)
    {
        var choice = _builder.Insert(new IfOp(condition, [.. Enumerable.Repeat<IrType>(Vector, count)]));
        choice.SetAttribute(KernelAttributes.Likely, UnitAttr.Instance);
        var (block, next) = (_builder.Block, _builder.Before);
        foreach (var (region, write) in new[] { (choice.ThenRegion, then), (choice.ElseRegion, otherwise) })
        {
            _builder.MoveToEnd(region.AddBlock());
            _builder.Insert(new YieldOp([.. write()]));
        }

        if (next is null) _builder.MoveToEnd(block);
        else _builder.MoveBefore(next);
        return [.. choice.Results];
    }

    private Value AtLeast(Value left, long count) =>
        _builder.Add(new CmpIOp(CmpIPredicate.Sge, left, _builder.Add(ConstantOp.Index(count))));

    private Value Ahead(Value value, long count) => count == 0 ? value : _builder.Add(new AffineApplyOp(
        new AffineValueMap(new AffineMap(1, 0, [AffineExpr.Dim(0) + count]), [value])));
}
