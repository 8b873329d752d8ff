using Weft.IR;

namespace Weft.Passes;

/// <summary>One structured operation of a scheduled kernel, and the loops that it is to become. Its points may be visited in any order, as
/// long as each element's reduction keeps its own; so results stay what they are.</summary>
internal sealed class ScheduledNest(IStructuredOp op, IReadOnlyList<string> names)
{
    private readonly LoopPlan _unscheduled = LoopPlan.Of(op);
    private readonly HashSet<int> _onThreads = [];
    private LoopPlan _plan = LoopPlan.Of(op);
    private bool _isOrdered;

    /// <summary>Whether it has become loops that bear its names.</summary>
    public bool IsWritten { get; private set; }

    public bool Has(string name) => names.Contains(name);

    public bool IsTiled(string name) => PointsOf(name).TileSize is not null;

    public bool Uses(string array) => op.Self.Operands.Any(operand => KernelAttributes.SubjectOf(operand) == array);

    /// <summary>Loops over tiles come outside of all that run over points.</summary>
    public string? Tile(string name, long size)
    {
        var points = PointsOf(name);
        _isOrdered = true;
        if (points.Copies > 1) return "the loop is unrolled already";
        var tiles = points with { Step = size };
        var split = _plan.With(points, points with { IsParallel = false, TileSize = size }).Loops;
        _plan = new(split.Insert(split.Count(loop => loop.IsOverTiles), tiles));
        return null;
    }

    public string? Interchange(IReadOnlyList<string> order)
    {
        var moved = order.Select(PointsOf).ToList();
        var places = moved.Select(loop => _plan.Loops.IndexOf(loop)).Order().ToList();
        var loops = _plan.Loops.ToBuilder();
        foreach (var (place, loop) in places.Zip(moved)) loops[place] = loop;
        _plan = new(loops.ToImmutable());
        _isOrdered = true;
        return null;
    }

    /// <summary>The loops that are named run on threads, and no others.</summary>
    public string? Parallelize(string name)
    {
        if (op.IteratorTypes[DimensionOf(name)] != IteratorType.Parallel) return "its turns are joined";
        _onThreads.Add(DimensionOf(name));
        _plan = new([.. _plan.Loops.Select(loop =>
            loop with { IsParallel = loop.TileSize is null && _onThreads.Contains(loop.Dimension) })]);
        return null;
    }

    public string? Unroll(string name, long copies)
    {
        var loop = PointsOf(name);
        if (loop.TileSize is not null) return "the last tile may be smaller";
        if (loop == _plan.Loops.FirstOrDefault(each => each.IsParallel)) return "its turns run on several threads";
        _plan = _plan.With(loop, loop with { IsParallel = false, Copies = copies });
        return null;
    }

    /// <summary>Makes loops of it, one turn after the other but for those that are on threads by now; false where it stays.</summary>
    public bool Write()
    {
        if (_onThreads.Count == 0) _plan = new([.. _plan.Loops.Select(loop => loop with { IsParallel = false })]);
        return IsWritten = Replace();
    }

    public void Finish()
    {
        if (!IsWritten && !_plan.Loops.SequenceEqual(_unscheduled.Loops)) Replace();
    }

    private bool Replace()
    {
        if (_isOrdered) ScheduledOrder.Fix(op.Self);
        if (KernelLoops.TryReplace(op, _plan)) return true;
        op.Self.SetAttribute(KernelAttributes.Scheduled, null);
        return false;
    }

    private int DimensionOf(string name) => names.ToList().IndexOf(name);

    private PlannedLoop PointsOf(string name) =>
        _plan.Loops.First(loop => loop.Dimension == DimensionOf(name) && !loop.IsOverTiles);
}
