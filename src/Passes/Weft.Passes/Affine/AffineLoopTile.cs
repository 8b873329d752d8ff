using Weft.IR;

namespace Weft.Passes;

/// <summary>Perfect nests of affine loops whose bounds do not depend on each other, cut into tiles: loops over tiles around loops over
/// the points of one.</summary>
/// <param name="TileSize">The extent of a tile in each dimension, in turns; 0 where it is not given.</param>
/// <param name="TileSizes">The extents in the dimensions, if there is no single one.</param>
/// <param name="CacheSize">How many KiB the memory of a tile may take where no extent is given.</param>
/// <param name="Separate">Gives tiles that are full a nest of their own.</param>
[Pass("affine-loop-tile", "Tiles nests of affine loops.")]
public sealed record AffineLoopTile(
    uint TileSize = 0, Sequence<long> TileSizes = default, uint CacheSize = 512, bool Separate = false) : IPass
{
    public void Run(Operation root, PassContext context)
    {
        foreach (var band in LoopNests.Bands(root))
        {
            if (!KeepsDependences(band))
            {
                context.Remarks.Add("affine-loop-tile", band[0].Location, "invalid", "tiling nest is invalid due to dependences");
                continue;
            }

            var sizes = new TileExtents(TileSize, TileSizes, CacheSize).For(band);
            if (band.Any(loop => loop.Values.Count > 0) || !IsRectangular(band)) continue;
            var points = Tile(band, sizes);
            if (Separate) FullTiles.Separate(points);
        }
    }

    // No element is used in a tile before the one where it is made.
    private static bool KeepsDependences(IReadOnlyList<AffineForOp> band)
    {
        var accesses = band[0].WalkPostOrder().Where(op => op is IAffineRead or IAffineWrite).Cast<IAffineAccess>().ToList();
        return Enumerable.Range(1, band.Count + 1).All(depth => accesses.TrueForAll(source => accesses.TrueForAll(target =>
            MemoryDependence.Find(source, target, depth) is not { Kind: Dependence.Yes } dependence
            || !dependence.Distances().Exists(distance => distance.Upper < 0 && (distance.Lower ?? long.MinValue) < distance.Upper))));
    }

    // No bound depends on a counter of the nest.
    private static bool IsRectangular(IReadOnlyList<AffineForOp> band)
    {
        if (band.Count == 1) return true;
        var counters = band.Select(Value (loop) => loop.InductionVariable).ToHashSet();
        return band.All(loop => new[] { loop.LowerBound, loop.UpperBound }.All(bound => IsIndependent(bound.FullyComposed(), counters)));
    }

    private static bool IsIndependent(AffineValueMap bound, HashSet<Value> counters)
    {
        var flattener = new AffineFlattener(bound.Map.DimCount, bound.Map.SymbolCount);
        foreach (var result in bound.Map.Results)
            if (!result.IsPureAffine || flattener.Flatten(result) is not { } form || Count(form) > 0) return false;
        return flattener.Locals.All(local => Count(local.Dividend!) == 0);

        int Count(LinearForm form) => bound.Operands.Where((v, i) => counters.Contains(v) && form.Inputs[i] != 0).Count();
    }

    // Gives the loops over the points.
    private static IReadOnlyList<AffineForOp> Tile(IReadOnlyList<AffineForOp> band, IReadOnlyList<long> sizes)
    {
        var (root, width) = (band[0], band.Count);
        var loops = new AffineForOp[2 * width];
        Block? outer = null;
        for (var i = 0; i < loops.Length; i++)
        {
            loops[i] = AffineForOp.WithBody(AffineValueMap.Constant(0), AffineValueMap.Constant(0), 1);
            loops[i].Location = root.Location;
            loops[i].Body.Append(new AffineYieldOp { Location = root.Location });
            if (outer is null) Builder.At(root).Insert(loops[i]);
            else outer.InsertBefore(outer.First, loops[i]);
            outer = loops[i].Body;
        }

        var innermost = band[^1].Body;
        foreach (var op in innermost.Ops)
            if (op != innermost.Last) op.MoveBefore(outer!.Last!);
        for (var i = 0; i < width; i++) SetTileBounds(band[i], loops[i], sizes[i]);
        for (var i = 0; i < width; i++) SetPointBounds(band[i], loops[i], loops[width + i], sizes[i]);
        for (var i = 0; i < width; i++) band[i].InductionVariable.ReplaceAllUsesWith(loops[width + i].InductionVariable);
        root.Erase();
        return loops[width..];
    }

    private static void SetTileBounds(AffineForOp loop, AffineForOp tiles, long size)
    {
        (tiles.LowerBound, tiles.UpperBound) = (loop.LowerBound, loop.UpperBound);
        tiles.Step = size * loop.Step;
    }

    // From the tile's first point to its last, or to where the loop ends.
    private static void SetPointBounds(AffineForOp loop, AffineForOp tiles, AffineForOp points, long size)
    {
        var start = tiles.InductionVariable;
        points.LowerBound = AffineValueMap.Of(start);
        points.Step = loop.Step;
        var span = size * loop.Step;
        if (loop.ConstantTripCount is { } count && count < (ulong)size) points.UpperBound = EndAt((long)count * loop.Step);
        else if (loop.TripCountDivisor % (ulong)size == 0) points.UpperBound = EndAt(span);
        else
        {
            var end = loop.UpperBound;
            var dims = end.Map.DimCount;
            var map = new AffineMap(
                dims + 1, end.Map.SymbolCount, end.Map.Results.Prepend(AffineExpr.Dim(dims) + span).ToSequence());
            points.UpperBound = new(map, end.Dims.Append(start).Concat(end.Symbols));
        }

        AffineValueMap EndAt(long offset) => new(new AffineMap(1, 0, [AffineExpr.Dim(0) + offset]), [start]);
    }
}
