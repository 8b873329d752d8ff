using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Nests that are contractions but for what must be done between their turns, as factorisations and triangular products are: cut into
/// blocks of the output, each of which gets all products of finished elements at once, which is a contraction, and the rest before or
/// behind it, in the order of the source.
/// </summary>
internal sealed class ContractionBlocks
{
    private const int Width = 3;

    private readonly LoopTree _tree;
    private readonly TileBand _band;
    private readonly IReadOnlyList<TreeDependence> _dependences;
    private readonly IReadOnlyList<TreeStatement> _products;
    private readonly BlockEdges _edges;
    private readonly Builder _builder;
    private readonly List<AffineForOp> _parts = [];
    private readonly List<AffineForOp> _rests = [];
    private AffineForOp? _written;

    private ContractionBlocks(
        LoopTree tree, TileBand band, IReadOnlyList<TreeDependence> dependences, IReadOnlyList<TreeStatement> products, long size)
    {
        (_tree, _band, _dependences, _products) = (tree, band, dependences, products);
        _builder = Builder.At(tree.Root);
        _edges = new(band, size, _builder);
    }

    /// <summary>The nests, one for each statement that joins products, that are contractions with factors apart from their outputs.
    /// </summary>
    public IReadOnlyList<AffineForOp> Products => _parts;

    /// <summary>The nests of what is left in a block.</summary>
    public IReadOnlyList<AffineForOp> Rests => _rests;

    /// <summary>The outermost loop.</summary>
    public AffineForOp Root => _written!;

    /// <summary>Writes the blocks of a nest in its place; null where it is no such nest, which stays then. Different arrays are taken to be
    /// apart.</summary>
    /// <param name="size">Rows and columns of a block.</param>
    public static ContractionBlocks? Write(AffineForOp root, long size)
    {
        if (LoopTree.Of(root) is not { } tree || tree.Depth != Width) return null;
        var products = tree.Statements.Where(s => s.Loops.Count == Width && s.JoinsTurns).ToList();
        if (products.Count == 0 || TreeDependences.Of(tree) is not { } dependences) return null;
        var band = new TileBandFinder(tree, dependences, maxSkew: 0).Find(Width);
        if (band.Width < Width || products.Exists(s => Enumerable.Range(0, Width).Any(d => ShiftOf(band, s, d) is null))) return null;
        var blocks = new ContractionBlocks(tree, band, dependences, products, size);
        return blocks.TryWrite() ? blocks : null;
    }

    // How far the place is from the counter of a statement's loop; null where it is not along that.
    private static long? ShiftOf(TileBand band, TreeStatement statement, int direction) =>
        direction < statement.Loops.Count
        && band.Places[statement][direction] - AffineSum.Of(statement.Counters[direction]) is { IsConstant: true, Offset: var shift }
            ? shift : null;

    private bool TryWrite()
    {
        var isWhole = true;
        TileLoops.Write(_tree, _band, [_edges.Size, _edges.Size], _builder, (origins, limits) => isWhole = TryWrite(origins, limits));
        _written = (AffineForOp)_tree.Root.Previous!;
        (isWhole ? _tree.Root : _written).Erase();
        return isWhole;
    }

    private bool TryWrite(IReadOnlyList<Value> origins, IReadOnlyDictionary<TreeStatement, IReadOnlyList<AffineSum>> limits)
    {
        var others = _tree.Statements.Except(_products).ToList();
        var starts = _products.SelectMany(s => Ends(s, AffineSum.Of(s.Loops[^1].LowerBound)!, origins, isGreatest: true)).ToList();
        var ends = _products.SelectMany(s => Ends(s, AffineSum.Of(s.Loops[^1].UpperBound)!, origins, isGreatest: false)).ToList();
        var first = others.ConvertAll(s => _edges.Extreme(s, _band.Places[s][^1], origins, isGreatest: false));
        var last = others.ConvertAll(s => _edges.Extreme(s, _band.Places[s][^1], origins, isGreatest: true) is { } place ? place + 1 : null);
        // What is not a product goes behind the products, or else before them.
        return TryWrite(starts, [.. ends, .. first], limits) || TryWrite([.. starts, .. last], ends, limits);
    }

    // Bounds of its innermost loop as places that all turns of a tile have in common.
    private IEnumerable<AffineSum?> Ends(
        TreeStatement product, IReadOnlyList<AffineSum> bounds, IReadOnlyList<Value> origins, bool isGreatest) =>
        bounds.Select(bound => _edges.Extreme(product, bound + ShiftOf(_band, product, Width - 1)!.Value, origins, isGreatest));

    private bool TryWrite(
        IReadOnlyList<AffineSum?> starts, IReadOnlyList<AffineSum?> ends,
        IReadOnlyDictionary<TreeStatement, IReadOnlyList<AffineSum>> limits)
    {
        if (starts.Contains(null) || ends.Contains(null) || !CanHaveTurns(starts!, ends!)) return false;
        var (block, before) = (_builder.Block, _builder.Block.Last);
        var isApart = true;
        _edges.Greatest(starts!, start => _edges.Least(ends!, end =>
        {
            List<AffineSum> known = [.. starts.Select(s => start - s!), .. ends.Select(e => e! - end)];
            isApart = AreApart(limits, start, end, known);
            if (!isApart) return;
            Rest(s => [start + -1 - Place(s)]);
            foreach (var product in _products)
                if (TreeScanner.Write(_tree, With(limits, s => [Place(s) - start, end + -1 - Place(s)], product), _builder) is { } nest)
                    _parts.Add(nest);
            Rest(s => [Place(s) - start, Place(s) - end]);
        }));
        if (isApart) return true;
        while (block.Last != before) block.Last!.Erase();
        return false;

        void Rest(Func<TreeStatement, IEnumerable<AffineSum>> where)
        {
            if (TreeScanner.Write(_tree, With(limits, where), _builder) is { } rest) _rests.Add(rest);
        }
    }

    private AffineSum Place(TreeStatement statement) => _band.Places[statement][^1];

    private static Dictionary<TreeStatement, IReadOnlyList<AffineSum>> With(
        IReadOnlyDictionary<TreeStatement, IReadOnlyList<AffineSum>> limits, Func<TreeStatement, IEnumerable<AffineSum>> more,
        TreeStatement? only = null) =>
        limits.Where(l => only is null || l.Key == only)
            .ToDictionary(l => l.Key, IReadOnlyList<AffineSum> (l) => [.. l.Value, .. more(l.Key)]);

    private static bool CanHaveTurns(IEnumerable<AffineSum> starts, IReadOnlyList<AffineSum> ends)
    {
        var places = new ConstraintSystem([], []);
        foreach (var start in starts)
            foreach (var end in ends) places.Require(end - start + -1);
        return !places.IsEmpty();
    }

    // No product in a tile needs what another makes, but for the element that it is joined to.
    private bool AreApart(
        IReadOnlyDictionary<TreeStatement, IReadOnlyList<AffineSum>> limits, AffineSum start, AffineSum end, IReadOnlyList<AffineSum> known)
    {
        return _dependences.Where(d => _products.Contains(d.Source) && _products.Contains(d.Target) && !IsJoin(d))
            .All(d => !d.ExistsWhere([.. Turns(d.Source), .. known], Turns(d.Target)));

        IEnumerable<AffineSum> Turns(TreeStatement s) => [.. limits[s], Place(s) - start, end + -1 - Place(s)];

        static bool IsJoin(TreeDependence d) =>
            d.Source == d.Target && d.Source.IsAtItsPlace(d.First) && d.Source.IsAtItsPlace(d.Second);
    }
}
