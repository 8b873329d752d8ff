using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Puts the loops of a plan in the place of a contraction: blocks of columns and of the sum, whose factors are packed; in them blocks of
/// rows, and in these the kernels. Several threads share the packing, and then the kernels.
/// </summary>
internal sealed class ContractionLoops
{
    private readonly Contraction _contraction;
    private readonly ContractionPlan _plan;
    private readonly Builder _builder;
    private readonly Dictionary<Value, Value> _around = [];

    private ContractionLoops(Contraction contraction, ContractionPlan plan) =>
        (_contraction, _plan, _builder) = (contraction, plan, Builder.At(contraction.Root));

    public static void Replace(Contraction contraction, ContractionPlan plan)
    {
        new ContractionLoops(contraction, plan).Around(0);
        contraction.Root.Erase();
    }

    private void Around(int depth)
    {
        if (depth == _contraction.Around.Count)
        {
            Blocks();
            return;
        }

        var loop = _contraction.Around[depth];
        Action<AffineValueMap, AffineValueMap, long, Action<Value>> write = loop.IsParallel ? _builder.ParallelLoop : _builder.Loop;
        write(Here(loop.Lower), Here(loop.Upper), 1, counter =>
        {
            _around[loop.Counter] = counter;
            Around(depth + 1);
        });
    }

    // Without rows nothing may be packed, either.
    private void Blocks()
    {
        if (!_plan.Packs || _contraction.Row.TripCount > 0) BlocksOfRows();
        else _builder.Loop(Here(_contraction.Row.Lower), Here(_contraction.Row.Upper), RegionWriting.Whole, _ => BlocksOfRows());
    }

    private void BlocksOfRows() =>
        Block(_contraction.Column.InAnyTurnOf(_contraction.Row), _plan.Packs ? _plan.ColumnBlock : null, columns =>
        Block(_contraction.Sum, _plan.Packs ? _plan.SumBlock : null, sums =>
        Block(_contraction.Row, size: null, rows =>
        {
            var kernel = new ContractionKernel(_contraction, _plan, _around, _builder) { Rows = rows, Columns = columns, Sums = sums };
            if (_plan.Packs) Pack(kernel);
            else _builder.Loop(columns.Pieces(_plan.Columns), columnPiece => Kernels(kernel, columnPiece));
        })));

    private void Pack(ContractionKernel kernel)
    {
        var packedColumns = PackColumns(kernel.Columns, kernel.Sums);
        if (_plan.PacksRows) PackedRows(kernel with { PackedColumns = packedColumns });
        else RowsAsTheyAre(kernel with { PackedColumns = packedColumns });
        packedColumns.Free(_builder);
    }

    // Threads pack rows together; then each takes some columns of a block of rows at a time, which keeps that in its own cache.
    private void PackedRows(ContractionKernel kernel)
    {
        var packedRows = PackRows(kernel.Rows, kernel.Sums);
        var packed = kernel with { PackedRows = packedRows };
        var (pieces, block) = (kernel.Rows.Pieces(_plan.Rows), _plan.RowBlock / _plan.Rows);
        _builder.ParallelLoops((pieces, block), (kernel.Columns.Pieces(_plan.Columns), 1), (first, columnPiece) =>
        {
            var start = AffineValueMap.Of(first);
            _builder.Loop(
                start, pieces.And(start.Select(at => at + block)), 1, rowPiece => packed.Write(rowPiece, columnPiece));
        });
        packedRows.Free(_builder);
    }

    // Whole kernels; the few rows behind them come one by one.
    private void RowsAsTheyAre(ContractionKernel kernel)
    {
        var columns = kernel.Columns.Pieces(_plan.Columns);
        var whole = kernel.Rows.WholePieces(_plan.Rows);
        _builder.ParallelLoop(AffineValueMap.Constant(0), whole, 1, rowPiece =>
            _builder.Loop(columns, columnPiece => kernel.Write(rowPiece, columnPiece)));
        _builder.Loop(columns, columnPiece => RowsBehind(kernel, whole, columnPiece));
    }

    // Rows that are not packed and make no whole kernel come one by one.
    private void Kernels(ContractionKernel kernel, Value columnPiece)
    {
        if (_contraction.Row.TripCount % _plan.Rows == 0)
            _builder.Loop(kernel.Rows.Pieces(_plan.Rows), rowPiece => kernel.Write(rowPiece, columnPiece));
        else
            _builder.Single(kernel.Rows.End, BoundKind.Upper, end =>
                WholeAndOthers(kernel with { Rows = kernel.Rows with { End = end } }, columnPiece));
    }

    private void WholeAndOthers(ContractionKernel kernel, Value columnPiece)
    {
        var whole = kernel.Rows.WholePieces(_plan.Rows);
        _builder.Loop(whole, rowPiece => kernel.Write(rowPiece, columnPiece));
        RowsBehind(kernel, whole, columnPiece);
    }

    private void RowsBehind(ContractionKernel kernel, AffineValueMap whole, Value columnPiece) => _builder.Loop(
        whole.Select(count => count * _plan.Rows).And(AffineValueMap.Constant(0)), kernel.Rows.Pieces(1), 1,
        row => kernel.OneRow.Write(row, columnPiece));

    // Blocks of a size, or one for all.
    private void Block(NestLoop loop, long? size, Action<LoopSpan> body)
    {
        var (lower, upper) = (Here(loop.Lower), Here(loop.Upper));
        if (size is { } step && !(loop.TripCount <= step))
            _builder.Loop(lower, upper, step, start => body(new(start, upper.And(
                new(new AffineMap(1, 0, [AffineExpr.Dim(0) + step]), [start])))));
        else if (lower.Map.Results.Count == 1 && (loop != _contraction.Sum || loop.TripCount > 0))
            body(new(_builder.Counter(lower), upper));
        // A counter is a dimension, the greatest of several bounds is none; and a sum without turns touches no element.
        else _builder.Loop(lower, upper, RegionWriting.Whole, start => body(new(start, upper)));
    }

    private PackedFactor PackColumns(LoopSpan columns, LoopSpan sums) =>
        Pack(Factor(_contraction.ColumnFactor), new(
            _contraction.Column.Counter, columns, _plan.Columns, _plan.Lanes, _contraction.Sum.Counter, sums, _plan.SumBlock)
        {
            Words = _plan.Group?.ColumnWords,
        });

    // A row's factors are read one by one: they may lie in either order, so they keep the one that they have. A panel is a kernel's.
    private PackedFactor PackRows(LoopSpan rows, LoopSpan sums)
    {
        var (factor, row, sum) = (Factor(_contraction.RowFactor), _contraction.Row.Counter, _contraction.Sum.Counter);
        PackedLayout layout = PackedFactor.Follows(_contraction.Root, factor, row)
            ? new(row, rows, _plan.Rows, _plan.Rows, sum, sums, _plan.SumBlock)
            : new(sum, sums, _plan.SumBlock, _plan.Lanes * _plan.Turns, row, rows, _plan.Rows, IsCutAcross: true);
        return Pack(factor, layout with { Words = _plan.Group?.RowWords });
    }

    // Groups are of what is not widened yet.
    private Value Factor(Value factor) => _plan.Group is null ? factor : NarrowFactor.Of(factor)!.Value;

    private PackedFactor Pack(Value factor, PackedLayout layout) =>
        PackedFactor.Write(_builder, _around, _contraction.Root, factor, layout);

    private AffineValueMap Here(AffineValueMap map) =>
        map with { Operands = map.Operands.Select(v => _around.TryGetValue(v, out var here) ? here : v) };
}
