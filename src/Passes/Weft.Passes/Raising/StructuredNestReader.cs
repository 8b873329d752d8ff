using Weft.IR;

namespace Weft.Passes;

/// <summary>Finds out whether a nest is a structured operation.</summary>
internal static class StructuredNestReader
{
    public static Attempt<StructuredNest> Read(Operation root)
    {
        if (ElementNest.Read(root).Plan is not { } nest) return Obstacle.NoElement(root);
        if (nest.Carried is not null) return Obstacle.Waits(root);
        if (BoxOf(nest) is not { } box) return Obstacle.NoBox;
        if (BoxArray.Of(nest.Store, box) is not { } output || !box.Loops.Take(box.ParallelCount).All(loop => IsAlone(loop, output)))
            return Obstacle.NoOutput(nest.Store);
        if (nest.Store.Value.Type is VectorType) return Obstacle.Type((Operation)nest.Store, nest.Store.Value.Type);
        var body = new ElementSlice(nest);
        if (body.Wrong is { } wrong) return wrong;
        if (box.ParallelCount < box.Loops.Length && !body.Loads.Exists(load => nest.IsElement(load.Result)))
            return Obstacle.OneElement(nest.Store, isInner: false);
        var inputs = new List<(AffineLoadOp, BoxArray)>();
        foreach (var load in body.Loads.Where(load => !nest.IsElement(load.Result)))
            if (BoxArray.Of(load, box) is { } array) inputs.Add((load, array));
            else return Obstacle.NoSum(load);
        var arrays = inputs.ConvertAll(input => input.Item2);
        if (box.Loops.FirstOrDefault(loop => !body.Values.Contains(loop.Counter) && !IsMoved(loop, [.. arrays, output])) is { } idle)
            return Obstacle.Repeats(idle.Counter.ParentBlock!.ParentOp!);
        return new StructuredNest(nest, box, [.. inputs], output, [.. body.Ops]);
    }

    private static bool IsMoved(BoxLoop loop, List<BoxArray> arrays) =>
        arrays.Exists(array => array.Map.Results.Any(result => result.DependsOn(AffineExpr.Dim(array.Box.IndexOf(loop.Counter)))));

    // Each counter of the output moves one dimension by 1, and no other counter does.
    private static bool IsAlone(BoxLoop loop, BoxArray output) => output.Dimensions.Count(d =>
        d is { Stride: 1, Subscript: AffineDim { Position: var at } } && at == output.Box.IndexOf(loop.Counter)) == 1
        && output.Map.Results.All(result => result is AffineDim) && output.Map.Results.Count == output.Box.ParallelCount;

    private static TurnBox? BoxOf(ElementNest nest)
    {
        var (counters, place) = (nest.Counters.ToList(), nest.Store.ComposedMap);
        var loops = new List<BoxLoop>();
        foreach (var loop in nest.Loops)
            if (loop.IsIndependentOf(counters) && AffineSum.Of(loop.Lower) is [var first] && AffineSum.Of(loop.Upper) is [var end]
                && first.Values.Concat(end.Values).All(((ILoopLike)nest.Root).IsDefinedOutside))
                loops.Add(new(loop.Counter, first, end));
            else return null;
        // The output's dimensions in their order.
        var parallel = place.Map.Results.SelectMany(result => place.Operands.Where((_, i) => result.DependsOn(InputOf(place, i))))
            .Distinct().Select(value => loops.Find(loop => loop.Counter == value)).OfType<BoxLoop>().ToList();
        return new(nest.Root, [.. parallel, .. loops.Except(parallel)], parallel.Count);
    }

    private static AffineExpr InputOf(AffineValueMap map, int operand) =>
        operand < map.Map.DimCount ? AffineExpr.Dim(operand) : AffineExpr.Symbol(operand - map.Map.DimCount);
}
