using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Loops that sweep over the same arrays again and again, as those over time steps do, go over a part of the arrays for several steps
/// before they come to the next: tiles of steps and of the loops inside, skewed so that each has what it needs.
/// </summary>
/// <param name="Steps">Turns of the outermost loop in a tile; 0, here and below, for what fits the caches.</param>
/// <param name="Extent">Turns of each loop in it that is cut.</param>
[Pass("tile-time-loops", "Makes several sweeps over a part of arrays before the next part.")]
public sealed record TileTimeLoops(uint Steps = 0, uint Extent = 0) : IPass
{
    // Beyond this a skew makes tiles that are mostly edges.
    private const long MostSkew = 4;

    public void Run(Operation root, PassContext context) =>
        OutermostNests.Offer(
            root, nest => ScheduledOrder.IsFixed(nest) || (nest is AffineForOp loop && TryTile(loop, context)));

    // The order that parallel loops may have is a loop's. What has vectors already was made by a pass, and shared among threads.
    private bool TryTile(AffineForOp nest, PassContext context)
    {
        if (nest.HasVectors) return false;
        if (!nest.Walk().Any(op => op is AffineParallelOp)) return TryTileCounted(nest, context);
        var counted = (AffineForOp)Builder.At(nest).Insert(new IrMapping().Clone(nest));
        counted.MakeSerial();
        var isTiled = TryTileCounted(counted, context);
        (isTiled ? nest : counted).Erase();
        return isTiled;
    }

    private bool TryTileCounted(AffineForOp nest, PassContext context)
    {
        if (LoopTree.Of(nest) is not { } tree || !IsSweep(tree)) return false;
        var dependences = TreeDependences.Of(tree);
        var band = dependences is null ? null : new TileBandFinder(tree, dependences, MostSkew).Find(Math.Max(2, tree.Depth - 1));
        if (band is null || band.Width < 2 || band.Skews.All(skew => skew == 0))
        {
            context.Remarks.Not("tile-time-loops", nest, Obstacle.Sweep(isKnown: dependences is not null, MostSkew));
            return false;
        }

        if (!Enumerable.Range(1, band.Width - 1).All(direction => WritesAlong(tree, band, direction))) return false;
        var plan = TimeTilePlan.For(tree, band, context.Machine).With(context.Plan).With(Steps, Extent);
        context.Remarks.Chosen(
            "tile-time-loops", nest, "tiled",
            $"a sweep over the same arrays, again and again: {plan.Sizes[0]} steps over parts of {string.Join(" x ", plan.Sizes.Skip(1))} "
            + $"that stay in a cache, skewed by {string.Join(", ", band.Skews.Skip(1))}");
        ApartMemory.Require(nest, context.Remarks);
        var builder = Builder.At(nest);
        TileLoops.Write(tree, band, plan.Sizes, builder, (_, limits) => TreeScanner.Write(tree, limits, builder));
        nest.Erase();
        return true;
    }

    // Loops along which nothing else is written sum up: of a part of them nothing stays.
    private static bool WritesAlong(LoopTree tree, TileBand band, int direction) => tree.Statements.Any(s =>
        band.Places[s][direction].Values.Any(value => value != tree.Root.InductionVariable && s.Store.MovesWith(value)));

    // Every turn writes to the same places.
    private static bool IsSweep(LoopTree tree) => tree.Depth > 1
        && tree.Statements.All(s => !s.Store.ComposedMap.Operands.Contains(tree.Root.InductionVariable));
}

/// <summary>How large tiles of several sweeps are.</summary>
/// <param name="Sizes">In each direction of the band, steps first.</param>
internal sealed record TimeTilePlan(IReadOnlyList<long> Sizes)
{
    // Turns of the loops in it that are not cut, where nobody knows how many they have: arrays of more dimensions are shorter in each.
    private static double Row(TileBand band) => band.Width == 2 ? 1024 : 128;

    /// <summary>Tiles whose part of all arrays takes half of a cache: the second one, or the first where all loops but that over the steps
    /// are cut.</summary>
    public static TimeTilePlan For(LoopTree tree, TileBand band, CpuModel machine)
    {
        var places = tree.Statements.SelectMany(s => s.Accesses).DistinctBy(access => access.Memref);
        var bytes = places.Sum(access => CpuModel.BytesOf(((MemRefType)access.Memref.Type).Element));
        var isCutWhole = tree.Depth == band.Width;
        var points = isCutWhole ? machine.L1 / 2.0 / bytes : machine.L2 / 2.0 / bytes / Row(band);
        // A part moves on with the steps: half of its extent is the tile's, half what it moves.
        var extent = Math.Max(4, (long)(Math.Pow(points, 1.0 / (band.Width - 1)) / 2));
        return new([Math.Max(2, extent / Math.Max(1, band.Skews.Max())), .. Enumerable.Repeat(extent, band.Width - 1)]);
    }

    /// <summary>With what is asked of plans.</summary>
    public TimeTilePlan With(PlanSettings asked) =>
        With(PlanSettings.Scaled(Sizes[0], asked.TimeSteps), PlanSettings.Scaled(Sizes[^1], asked.TimeExtent));

    /// <summary>With sizes that somebody asks for; 0 asks for none.</summary>
    public TimeTilePlan With(long steps, long extent) =>
        new([steps > 0 ? steps : Sizes[0], .. Sizes.Skip(1).Select(size => extent > 0 ? extent : size)]);
}
