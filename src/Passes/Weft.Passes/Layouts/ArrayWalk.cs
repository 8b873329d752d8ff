using Weft.IR;

namespace Weft.Passes;

/// <summary>The accesses that stand in one loop, and the loops of which one will be the innermost around them, or the one whose turns are
/// lanes.</summary>
internal sealed class ArrayWalk
{
    /// <summary>Turns of a loop, or elements of a dimension, of which nobody knows how many.</summary>
    public const double SomeTurns = 256;

    /// <summary>Lines so far apart have the same place in the first cache.</summary>
    public const int PageBytes = 4096;

    private readonly Operation _loop;
    private readonly List<IAffineAccess> _accesses;
    private readonly List<(Value Counter, Lazy<bool> IsPossible)> _counters;
    private readonly Dictionary<(IAffineAccess, Value), IReadOnlyList<long?>> _strides = [];

    private ArrayWalk(Operation loop, IEnumerable<IAffineAccess> accesses)
    {
        _loop = loop;
        _accesses = [.. accesses.DistinctBy(access => new Place(access.Memref, access.ComposedMap))];
        _counters = [.. CountersOf(loop)];
        IsApart = _accesses.Exists(access => access.StepInMemory(_counters[0].Counter) is not (0 or 1 or -1));
        Turns = TurnsAround(loop) * TurnsOf(loop);
    }

    /// <summary>All in a function that count.</summary>
    public static IReadOnlyList<ArrayWalk> In(Operation function) =>
    [
        .. from access in function.Walk().OfType<IAffineAccess>()
           where access is IAffineRead or IAffineWrite
           group access by LoopsAround.Nearest((Operation)access) into together
           where together.Key is not null && !Versions.IsRare(together.Key)
           select new ArrayWalk(together.Key!, together),
    ];

    public IEnumerable<Value> Arrays => _accesses.Select(access => access.Memref).Distinct();

    /// <summary>Of its loop, in all of those around it.</summary>
    public double Turns { get; }

    /// <summary>Whether neighbouring turns of its loop touch what lies apart.</summary>
    public bool IsApart { get; }

    public bool IsIn(Operation nest) => nest == _loop || nest.IsAncestorOf(_loop);

    /// <summary>The nest of loops, if its turns are free and are to be in another order, and the counter that goes to the inside.</summary>
    public (AffineParallelOp Nest, int Counter)? Reordered(IReadOnlyDictionary<Value, Layout> layouts) =>
        _loop is AffineParallelOp nest && !nest.HasInnerLoops
        && nest.InductionVariables.ToList<Value>().IndexOf(Innermost(layouts)) is >= 0 and var best && best < nest.Steps.Count - 1
            ? (nest, best) : null;

    /// <summary>Lines of the cache that all turns touch which their last ones did not, more or less.</summary>
    public double Cost(IReadOnlyDictionary<Value, Layout> layouts) => Turns * LinesOf(Innermost(layouts), layouts);

    /// <summary>Whether it goes from row to row of an array in so many turns that their lines drive each other out of a cache, where
    /// they all have the same place there.</summary>
    public bool GoesAcross(Value array, IReadOnlyDictionary<Value, Layout> layouts)
    {
        const int ways = 8;
        var counter = Innermost(layouts);
        return TurnsOf(((BlockArgument)counter).Owner.ParentOp!) > ways && _accesses.Exists(access =>
            access.Memref == array && (StepOf(access, counter, layouts) is not { } step
                || Math.Abs(step) >= PageBytes / CpuModel.BytesOf(((MemRefType)array.Type).Element)));
    }

    private Value Innermost(IReadOnlyDictionary<Value, Layout> layouts)
    {
        var own = _counters[0].Counter;
        return _counters.Skip(1).Select(choice => (choice.Counter, choice.IsPossible, Lines: LinesOf(choice.Counter, layouts)))
            .Where(choice => choice.Lines > 0 && choice.Lines < LinesOf(own, layouts)).OrderBy(choice => choice.Lines)
            .FirstOrDefault(choice => choice.IsPossible.Value) is { Counter: { } best } ? best : own;
    }

    private double LinesOf(Value counter, IReadOnlyDictionary<Value, Layout> layouts) =>
        _accesses.Sum(access => WalkCost.Lines(access, StepOf(access, counter, layouts)));

    // Elements in memory; null where that is as many as an extent says which nobody knows.
    private long? StepOf(IAffineAccess access, Value counter, IReadOnlyDictionary<Value, Layout> layouts)
    {
        if (!layouts.TryGetValue(access.Memref, out var layout)) return access.StepInMemory(counter);
        if (!_strides.TryGetValue((access, counter), out var strides))
            _strides[(access, counter)] = strides = access.ComposedMap.StridesOf(counter);
        var (step, apart) = ((long?)0, (long?)1);
        foreach (var (stride, extent) in layout.Of(strides).Zip(layout.Of(((MemRefType)access.Memref.Type).Shape)).Reverse())
        {
            if (stride != 0) step += stride * apart;
            apart = extent == ShapedType.Dynamic ? null : apart * extent;
        }

        return step;
    }

    // Its own, and those that may take its place.
    private static IEnumerable<(Value, Lazy<bool>)> CountersOf(Operation loop)
    {
        foreach (var counter in NestLoop.CountersOf(loop).Reverse())
        {
            yield return (counter, new(() => true));
            if (ScheduledOrder.IsFixedAround(loop)) yield break;
        }

        var inBand = loop is AffineForOp last && BandOrder.Around(last) is var (band, place) && place == band.Loops.Count - 1 ? band : null;
        for (var at = LoopsAround.Nearest(loop); at is not null; at = LoopsAround.Nearest(at))
            if (at is AffineParallelOp nest) yield return (nest.InductionVariables[^1], new(() => true));
            else if (at is AffineForOp { Inits.Count: 0 } outer)
                yield return (outer.InductionVariable, new(() => inBand?.Loops.ToList().IndexOf(outer) is >= 0 and var moved
                    ? inBand.MayBeInnermost(moved) : outer.IsMemoryParallel));
    }

    /// <summary>How often an operation is done.</summary>
    public static double TurnsAround(Operation op)
    {
        var turns = 1.0;
        for (var at = op.ParentOp; at is not null and not FuncOp; at = at.ParentOp)
            if (at is ILoopLike) turns *= TurnsOf(at);
        return turns;
    }

    private static double TurnsOf(Operation loop) => loop switch
    {
        AffineForOp counted => counted.TripCountMap?.Map.Results.OfType<AffineConstant>().Select(count => (double?)count.Value).Min()
            ?? Math.Max(1, SomeTurns / counted.Step),
        AffineParallelOp => NestLoop.Of(loop)?.Aggregate(1.0, (all, one) => all * (one.TripCount ?? SomeTurns)) ?? SomeTurns,
        _ => SomeTurns,
    };

    private sealed record Place(Value Memref, AffineValueMap Subscripts);
}
