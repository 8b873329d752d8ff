using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Tables that are filled element by element, each of which joins what pairs of earlier elements give, one of its row and one of its
/// column, as programs over the parts of a sequence do: <c>for i down { for j { for k in i+1..j { t[i, j] = max(t[i, j], t[i, k] +
/// t[k + 1, j]) } } }</c>. Cut into blocks, each of which gets at once all that finished blocks give it, which is a contraction, and then
/// the rest in the order of the source: elements are joined in another order, which must be free.
/// </summary>
/// <param name="Root">The outermost loop.</param>
/// <param name="Product">The nest that is a contraction, with factors apart from its output.</param>
internal sealed record TableBlocks(AffineForOp Root, AffineForOp Product)
{
    private const int Width = 3;

    /// <summary>Writes the blocks of a nest before it; null where it is no such nest. Different arrays are taken to be apart.</summary>
    /// <param name="root">A copy, which is changed.</param>
    /// <param name="size">Rows and columns of a block.</param>
    public static TableBlocks? Write(AffineForOp root, long size)
    {
        if (root.Walk().OfType<IAffineWrite>().Select(write => write.Memref).Distinct().Count() != 1) return null;
        FreeConditions.Choose(root);
        if (LoopTree.Of(root) is not { Depth: Width } source || SumsOf(source) is not [var sum]
            || !source.Statements.All(s => s.Store.IsSamePlaceAs(sum.Store) && s.Store.JoinsInAnyOrderWith(sum.Store))) return null;
        // Twice: turns before those that are a contraction, and turns behind them.
        Builder.After(sum.Loops[^1]).Insert(new IrMapping().Clone(sum.Loops[^1]));
        if (LoopTree.Of(root) is not { } tree || SumsOf(tree) is not [var early, var late] || TreeDependences.Of(tree) is not { } all)
            return null;
        var dependences = all.Where(d => !d.First.JoinsInAnyOrderWith(d.Second)).ToList();
        var band = new TileBandFinder(tree, dependences, maxSkew: 0).Find(Width - 1);
        return band.Width < Width - 1 ? null : new TableWriter(tree, band, dependences, early, late, size).Write();
    }

    private static IReadOnlyList<TreeStatement> SumsOf(LoopTree tree) =>
        [.. tree.Statements.Where(statement => statement.Loops.Count == Width && statement.JoinsTurns)];
}

/// <summary>Writes the blocks of a table.</summary>
/// <param name="early">What joins pairs, in its turns before the contraction, of which the tree has all.</param>
/// <param name="late">The same, in its turns behind it.</param>
internal sealed class TableWriter(
    LoopTree tree, TileBand band, IReadOnlyList<TreeDependence> dependences, TreeStatement early, TreeStatement late, long size)
{
    private readonly BlockEdges _edges = new(band, size, Builder.At(tree.Root));

    /// <summary>Writes them before the nest; null where no turns are a contraction.</summary>
    public TableBlocks? Write()
    {
        AffineForOp? product = null;
        TileLoops.Write(tree, band, [size, size], _edges.Builder, (origins, limits) => product = WriteBlock(origins, limits));
        var written = (AffineForOp)tree.Root.Previous!;
        if (product is not null) return new(written, product);
        written.Erase();
        return null;
    }

    // From the first turn to the last that all elements of the block have, as far as nothing in the block makes what these read.
    private AffineForOp? WriteBlock(IReadOnlyList<Value> origins, IReadOnlyDictionary<TreeStatement, IReadOnlyList<AffineSum>> limits)
    {
        var (loop, turn) = (early.Loops[^1], AffineSum.Of(early.Counters[^1]));
        var starts = AffineSum.Of(loop.LowerBound)!.Select(bound => _edges.Extreme(early, bound, origins, isGreatest: true)).ToList();
        var ends = AffineSum.Of(loop.UpperBound)!.Select(bound => _edges.Extreme(early, bound, origins, isGreatest: false)).ToList();
        if (starts.Contains(null) || ends.Contains(null)) return null;
        AffineForOp? product = null;
        _edges.Greatest(starts!, start => _edges.Least(ends!, end =>
        {
            IReadOnlyList<AffineSum> inner = [.. limits[early], turn - start, end + -1 - turn, end + -1 - start];
            if (dependences.Any(d => d.Target == early && d.ExistsWhere(limits[d.Source], inner))) return;
            product = TreeScanner.Write(tree, new Dictionary<TreeStatement, IReadOnlyList<AffineSum>> { [early] = inner }, _edges.Builder);
            TreeScanner.Write(tree, limits.ToDictionary(l => l.Key, l => Rest(l.Key, l.Value, start, end)), _edges.Builder);
        }));
        return product;
    }

    private IReadOnlyList<AffineSum> Rest(TreeStatement statement, IReadOnlyList<AffineSum> limits, AffineSum start, AffineSum end)
    {
        var turn = AffineSum.Of(statement.Counters[^1]);
        return statement == early ? [.. limits, start + -1 - turn]
            : statement == late ? [.. limits, turn - start, turn - end]
            : limits;
    }
}
