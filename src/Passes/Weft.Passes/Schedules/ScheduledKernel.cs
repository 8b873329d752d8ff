using Weft.IR;

namespace Weft.Passes;

/// <summary>The loops of one kernel by the names that they have in the source.</summary>
internal sealed class ScheduledKernel
{
    private readonly List<ScheduledNest> _nests = [];
    private readonly List<(string Name, Operation Loop)> _loops = [];

    public ScheduledKernel(FuncOp kernel)
    {
        foreach (var op in kernel.Walk())
            if (op.Attribute(KernelAttributes.Loops) is ArrayAttr { Elements: var elements })
                Add(op, [.. elements.Select(name => ((StringAttr)name).Value)]);
    }

    /// <summary>Why a directive has no effect; null where it has.</summary>
    public string? Apply(IDirective directive) => directive switch
    {
        ScheduleTileOp tile => Everywhere([tile.Loop], nest => nest.Tile(tile.Loop, tile.Size), _ => "only index notation is tiled"),
        ScheduleInterchangeOp order when order.Loops.Elements.Select(name => ((StringAttr)name).Value).ToList() is var names =>
            Everywhere(names, nest => nest.Interchange(names), _ => "only index notation is reordered"),
        ScheduleParallelizeOp parallel =>
            Everywhere([parallel.Loop], nest => nest.Parallelize(parallel.Loop), WrittenLoops.Parallelize),
        ScheduleUnrollOp unroll => Everywhere(
            [unroll.Loop], nest => nest.Unroll(unroll.Loop, unroll.Size), loop => WrittenLoops.Unroll(loop, unroll.Size)),
        ScheduleVectorizeOp => "the compiler chooses vectors itself",
        SchedulePackOp => "arrays are not packed yet",
        ScheduleFuseOp => "loops are not fused yet",
        _ => "the target does not know it",
    };

    /// <summary>Writes down the loops of index notation that are not what they would be without a schedule.</summary>
    public void Finish()
    {
        foreach (var nest in _nests) nest.Finish();
    }

    private void Add(Operation op, IReadOnlyList<string> names)
    {
        if (op is IStructuredOp structured) _nests.Add(new(structured, names));
        else _loops.Add((names[0], op));
    }

    // A name may stand for several loops; the directive goes for all of them that can have it.
    private string? Everywhere(IReadOnlyList<string> names, Func<ScheduledNest, string?> inNest, Func<Operation, string?> inLoop)
    {
        var nests = _nests.Where(nest => names.All(nest.Has)).Select(inNest);
        var loops = _loops.Where(loop => names.Contains(loop.Name) && loop.Loop.Parent is not null).Select(loop => inLoop(loop.Loop));
        var reasons = nests.Concat(loops).ToList();
        return reasons.Count == 0 ? names.Count > 1 ? "the loops are not one nest" : "no loop has the name any more"
            : reasons.Contains(null) ? null : reasons[0];
    }
}
