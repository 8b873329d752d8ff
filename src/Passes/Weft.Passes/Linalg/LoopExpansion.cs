using Weft.IR;

namespace Weft.Passes;

/// <summary>The loops of a structured operation, some of them split into several.</summary>
internal sealed class LoopExpansion
{
    private readonly Sequence<Sequence<long>> _extents;
    private readonly Sequence<Sequence<int>> _loops;

    private LoopExpansion(Sequence<Sequence<long>> extents)
    {
        _extents = extents;
        var next = 0;
        _loops = extents.Select(group => Enumerable.Range(0, group.Count).Select(_ => next++).ToSequence());
        LoopCount = next;
    }

    /// <summary>How many loops there are afterwards.</summary>
    public int LoopCount { get; }

    /// <summary>
    /// Splits the loops of one operand as a reshape splits its dimensions. Null where a loop would not be known: more than one part of it
    /// is open, or an open part lies inside and the body asks for the loop's variable.
    /// </summary>
    public static LoopExpansion? Of(StructuredOp op, int operand, Reassociation groups, Sequence<long> expanded)
    {
        if (groups.Count == 0) return null;
        var extents = op.StaticLoopRanges!.Select(extent => (Sequence<long>)[extent]).ToArray();
        for (var i = 0; i < groups.Count; i++)
            extents[((AffineDim)op.IndexingMaps[operand].Results[i]).Position] = groups[i].Select(dimension => expanded[dimension]);
        var asksForIndex = op.Body.Ops.Any(inner => inner is LinalgIndexOp);
        foreach (var parts in extents)
            if (parts.Count(IsOpen) > 1 || (asksForIndex && parts.Skip(1).Any(IsOpen)))
                return null;
        return new(extents.ToSequence());
    }

    public IReadOnlyList<int> PartsOf(int loop) => _loops[loop];

    public IReadOnlyList<long> ExtentsOf(int loop) => _extents[loop];

    public AffineMap Expand(AffineMap map) =>
        new(LoopCount, 0, [.. map.Results.SelectMany(result => PartsOf(LoopOf(result))).Select(AffineExpr.Dim)]);

    public Sequence<IteratorType> Expand(Sequence<IteratorType> iterators) =>
        [.. iterators.SelectMany((type, loop) => PartsOf(loop).Select(_ => type))];

    public RankedTensorType Expand(RankedTensorType type, AffineMap map) =>
        type with { Extents = [.. map.Results.SelectMany(result => ExtentsOf(LoopOf(result)))] };

    /// <summary>How the dimensions of an operand are split.</summary>
    public Reassociation Groups(AffineMap map)
    {
        var next = 0;
        return Reassociation.Of([.. map.Results.Select(result => PartsOf(LoopOf(result)).Select(_ => next++).ToList())]);
    }

    private static int LoopOf(AffineExpr result) => ((AffineDim)result).Position;

    private static bool IsOpen(long extent) => extent == ShapedType.Dynamic;
}
