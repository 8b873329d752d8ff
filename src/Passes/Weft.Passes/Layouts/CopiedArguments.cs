using Weft.IR;

namespace Weft.Passes;

/// <summary>Which arrays of others the loops of a nest better read from a copy, which lies as they walk through it: lists of records, whose
/// rows are fields, that they read often, and all of. Of other rows each turn touches lines that the next ones use, and copying would touch
/// them so, too; copies of boxes of records were slower than what they are copies of.</summary>
/// <param name="walks">Of the function.</param>
internal sealed class CopiedArguments(FuncOp function, IReadOnlyList<ArrayWalk> walks)
{
    // Fields are few, and not all need be read.
    private const long FewElements = 16;

    // What a loop may leave out at the ends of a dimension.
    private const long Border = 16;

    /// <summary>The layouts of an array in a nest that were looked at: as it is, and the best for a copy, whose cost has that of copying
    /// with it; null where none is cheaper.</summary>
    public (LayoutChoice Now, LayoutChoice Copied)? Find(Operation nest, Value array)
    {
        var type = (MemRefType)array.Type;
        if (type is not { Rank: 2, HasIdentityLayout: true } || type.Shape[^1] is ShapedType.Dynamic or > FewElements) return null;
        var here = walks.Where(walk => walk.IsIn(nest) && walk.Arrays.Contains(array)).ToList();
        var now = LayoutChoice.Unchanged([array], here);
        var best = now.Improved(here);
        var copied = best with { Cost = best.Cost + (ArrayWalk.TurnsAround(nest) * CostOfCopy(type)) };
        return best != now && copied.Pays(now) && ArrayCopy.ObstacleTo(nest, array, best.Layouts[array]) is null
            && IsReadWholly(nest, array) ? (now, copied) : null;
    }

    // Lines that are read, and written.
    private static double CostOfCopy(MemRefType type) => type.Shape
        .Aggregate(2.0 * CpuModel.BytesOf(type.Element) / CpuModel.LineBytes, (all, extent) =>
            all * (extent == ShapedType.Dynamic ? ArrayWalk.SomeTurns : extent));

    private bool IsReadWholly(Operation nest, Value array)
    {
        var reads = nest.Walk().OfType<IAffineElementRead>().Where(read => read.Memref == array).ToList();
        var type = (MemRefType)array.Type;
        var extents = new ArrayExtents(function);
        return Enumerable.Range(0, type.Rank).All(d => type.Shape[d] is not ShapedType.Dynamic and <= FewElements
            || reads.Exists(read => GoesThrough(read, d, type.Shape[d] is not ShapedType.Dynamic and var extent
                ? AffineSum.Constant(extent) : AffineSum.Of(extents.Of(array, d, nest)))));
    }

    // One of the loops around goes through a dimension from its one end to the other.
    private static bool GoesThrough(IAffineElementRead read, int dimension, AffineSum extent)
    {
        for (var at = ((Operation)read).ParentOp; at is not null; at = at.ParentOp)
            foreach (var loop in at is AffineForOp or AffineParallelOp ? NestLoop.Of(at) ?? [] : [])
                if (read.ComposedMap.StridesOf(loop.Counter)[dimension] is 1 or -1
                    && AffineSum.Of(loop.Lower) is [{ IsConstant: true, Offset: <= Border }]
                    && AffineSum.Of(loop.Upper) is [var end] && extent - end is { IsConstant: true, Offset: <= Border })
                    return true;
        return false;
    }
}
