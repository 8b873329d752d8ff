using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// One kernel of a contraction: some rows of some vectors of columns, which stay in registers while the sum's turns are joined to them. At
/// the edges of the output it makes as much, and stores what is in there.
/// </summary>
internal sealed record ContractionKernel(
    Contraction Contraction, ContractionPlan Plan, IReadOnlyDictionary<Value, Value> Around, Builder Builder)
{
    public required LoopSpan Rows { get; init; }

    public required LoopSpan Columns { get; init; }

    public required LoopSpan Sums { get; init; }

    public PackedFactor? PackedRows { get; init; }

    public PackedFactor? PackedColumns { get; init; }

    /// <summary>The kernel for what is left of the rows, which are not packed.</summary>
    public ContractionKernel OneRow => this with { Plan = Plan with { Rows = 1 } };

    private VectorType Vector => new([Plan.Lanes], Contraction.Element);

    /// <summary>Writes the kernel of a piece of the rows and one of the columns.</summary>
    public void Write(Value rowPiece, Value columnPiece)
    {
        Builder.Location = Contraction.Output.Location;
        var row = Rows.PieceAt(Builder, rowPiece, Plan.Rows);
        var column = Columns.PieceAt(Builder, columnPiece, Plan.Columns);
        var tile = new OutputTile(Contraction, Plan, Around, Builder, row, column, Rows, Columns);
        if (tile.Exists is { } exists) Builder.If(exists, Fill);
        else Fill();

        void Fill()
        {
            var before = tile.Load(Sums.Start);
            if (Plan.Packs) tile.PrefetchNext();
            tile.Store(Plan.Group is { } group
                ? Groups(group, tile, rowPiece, columnPiece, before)
                : Builder.Loop(
                    AffineValueMap.Of(Sums.Start), Sums.End, before, (sum, joined) => Turn(tile, rowPiece, columnPiece, sum, joined)));
        }
    }

    private List<Value> Turn(OutputTile tile, Value rowPiece, Value columnPiece, Value sum, IReadOnlyList<Value> joined)
    {
        var vectors = Enumerable.Range(0, Plan.Vectors).Select(v => ColumnVector(tile, columnPiece, v, sum)).ToList();
        var results = new List<Value>();
        for (var r = 0; r < Plan.Rows; r++)
        {
            var factor = Builder.Add(new VectorBroadcastOp(RowFactor(tile, rowPiece, r, sum), FactorType(Contraction.RowFactor)));
            foreach (var vector in vectors)
            {
                var product = Insert(Contraction.Product, Contraction.RowSide == 0 ? [factor, vector] : [vector, factor]);
                var before = joined[results.Count];
                results.Add(Insert(Contraction.Join, Contraction.Joined == 0 ? [before, product] : [product, before]));
            }
        }

        return results;
    }

    // Both factors are packed, in words.
    private IReadOnlyList<Value> Groups(
        ProductGroup group, OutputTile tile, Value rowPiece, Value columnPiece, IReadOnlyList<Value> before)
    {
        var none = new ConstantOp(DenseElementsAttr.Splat(Zeros.Of(Contraction.Element), Vector));
        List<Value> offsets = group.FlipsRow ? [.. Enumerable.Repeat(Builder.Add(none), Plan.Vectors)] : [];
        var words = WordFormat.Of(Plan.Lanes);
        var sums = Builder.Loop(AffineValueMap.Constant(0), Sums.Pieces(group.Turns), [.. before, .. offsets], (turn, joined) =>
        {
            var columns = Enumerable.Range(0, Plan.Vectors).Select(v => ColumnVector(tile, columnPiece, v, turn)).ToList();
            var rows = Enumerable.Range(0, Plan.Rows).Select(
                r => Builder.Add(new VectorBroadcastOp(RowFactor(tile, rowPiece, r, turn), words))).ToList();
            if (group.FlipsRow) rows.Add(group.RowWords.FirstBits(Builder, columns[0]));
            return [.. joined.Select((sum, i) => group.Dot(Builder, rows[i / Plan.Vectors], columns[i % Plan.Vectors], sum))];
        });
        return !group.FlipsRow ? sums
            : [.. sums.SkipLast(Plan.Vectors).Select((sum, i) => Builder.Add(new SubIOp(sum, sums[before.Count + (i % Plan.Vectors)])))];
    }

    private Value ColumnVector(OutputTile tile, Value columnPiece, int vector, Value sum)
    {
        var into = vector * Plan.Lanes;
        if (PackedColumns is { } packed)
            return VectorAccess.Load(
                Builder, packed.Memory, packed.Place(columnPiece, sum, into), new VectorType([Plan.Lanes], packed.Element), null);
        var code = new LaneCode(Contraction.Root, Contraction.Column.Counter, Plan.Lanes, Builder)
        {
            Mask = tile.MaskOf(vector), Present = Columns.Start,
        };
        Set(code, Contraction.Column.Counter, tile.ColumnAt(vector), sum);
        return code.Vector(Contraction.ColumnFactor);
    }

    private Value RowFactor(OutputTile tile, Value rowPiece, int ahead, Value sum)
    {
        if (PackedRows is { } packed)
            return Builder.Add(new AffineLoadOp(
                packed.Memory, packed.IsCutAcross ? packed.PlaceInLine(rowPiece, ahead, sum) : packed.Place(rowPiece, sum, ahead)));
        var code = new LaneCode(Contraction.Root, Contraction.Column.Counter, Plan.Lanes, Builder);
        Set(code, Contraction.Row.Counter, tile.RowAt(ahead), sum);
        return code.Scalar(Contraction.RowFactor);
    }

    private void Set(LaneCode code, Value counter, Value here, Value sum)
    {
        foreach (var (original, copy) in Around) code.Set(original, copy);
        code.Set(counter, here);
        code.Set(Contraction.Sum.Counter, sum);
    }

    private VectorType FactorType(Value factor) => new([Plan.Lanes], factor.Type);

    private Value Insert(Operation op, IReadOnlyList<Value> operands) => Builder.Add(op.CopyWith(operands, [Vector]));
}
