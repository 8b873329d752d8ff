using System.Collections.Immutable;
using Weft.IR;

namespace Weft.Passes;

/// <summary>One loop that a structured operation becomes: over all points of a dimension, over its tiles, or over the points of a tile.
/// </summary>
/// <param name="Dimension">Which of the operation's loops it belongs to.</param>
internal sealed record PlannedLoop(int Dimension, bool IsParallel)
{
    /// <summary>Of a loop over tiles, how many points each has; 1 for others.</summary>
    public long Step { get; init; } = 1;

    /// <summary>Of a loop over the points of a tile, how many there are at most.</summary>
    public long? TileSize { get; init; }

    /// <summary>How many turns are written one after the other.</summary>
    public long Copies { get; init; } = 1;

    public bool IsOverTiles => Step > 1;
}

/// <summary>The loops that a structured operation becomes, outside in.</summary>
internal sealed record LoopPlan(ImmutableArray<PlannedLoop> Loops)
{
    /// <summary>What somebody would write: the parallel ones, and in them the reductions.</summary>
    public static LoopPlan Of(IStructuredOp op)
    {
        var kinds = op.IteratorTypes;
        return new([.. Enumerable.Range(0, op.LoopCount)
            .Select(d => new PlannedLoop(d, kinds[d] == IteratorType.Parallel)).OrderBy(loop => !loop.IsParallel)]);
    }

    /// <summary>How many of the innermost loops are reductions: those carry what has been joined.</summary>
    public int CarryingCount(IStructuredOp op) =>
        Loops.Reverse().TakeWhile(loop => op.IteratorTypes[loop.Dimension] == IteratorType.Reduction).Count();

    /// <summary>Puts another loop in the place of one.</summary>
    public LoopPlan With(PlannedLoop old, PlannedLoop next) => new(Loops.Replace(old, next));
}
