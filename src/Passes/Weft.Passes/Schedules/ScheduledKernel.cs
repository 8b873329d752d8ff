using Weft.IR;

namespace Weft.Passes;

/// <summary>The index notation of one kernel by the names that its loops have in the source.</summary>
internal sealed class ScheduledKernel
{
    private readonly FuncOp _kernel;
    private readonly List<ScheduledNest> _nests = [];

    public ScheduledKernel(FuncOp kernel)
    {
        _kernel = kernel;
        foreach (var op in kernel.Walk().OfType<IStructuredOp>().ToList())
            if (op.Self.Attribute(KernelAttributes.Loops) is ArrayAttr { Elements: var elements })
                _nests.Add(new(op, [.. elements.Select(name => ((StringAttr)name).Value)]));
    }

    /// <summary>Why a directive has no effect on each nest, and each loop on threads, that it names; null where it has.</summary>
    public IReadOnlyList<string?> Apply(IDirective directive)
    {
        if (ScheduledArray.Of(directive) is { } asked) return ScheduledArray.Mark(_kernel, asked) ? [] : [ScheduledArray.NotMade(asked)];
        var nests = _nests.FindAll(nest => !nest.IsWritten
            && (directive.Array is { } array ? nest.Uses(array) : directive.Names.All(nest.Has)));
        var threads = _kernel.Walk().Where(op => op is ParallelOp or AffineParallelOp && directive.Names.Any(name => Has(op, name)));
        return
        [
            .. nests.Where(nest => !Delays(nest)).Select(nest => Apply(directive, nest)),
            .. threads.Select(_ => directive is ScheduleParallelizeOp ? null : "its turns run on several threads"),
        ];

        // What only loops can have makes the nest one of loops, as do tiles of tiles.
        bool Delays(ScheduledNest nest) =>
            (directive is not (ScheduleTileOp or ScheduleInterchangeOp or ScheduleParallelizeOp or ScheduleUnrollOp)
                || (directive is ScheduleTileOp tile && nest.IsTiled(tile.Loop))) && nest.Write();
    }

    /// <summary>Whether there is a loop, one turn after the other, that a directive speaks of.</summary>
    public bool HasLoopFor(IDirective directive) => ScheduledArray.Of(directive) is { } asked
        ? ScheduledArray.Find(_kernel, _kernel.SymName, asked).Count > 0 : _kernel.Walk().Any(op => op is ForOp or AffineForOp
        && op.Attribute(KernelAttributes.Loops) is not null
        && (directive.Array is { } array ? Uses(op, array) : directive.Names.Any(name => Has(op, name))));

    /// <summary>Writes down the loops of index notation that are not what they would be without a schedule.</summary>
    public void Finish()
    {
        foreach (var nest in _nests) nest.Finish();
    }

    private static string? Apply(IDirective directive, ScheduledNest nest) => directive switch
    {
        ScheduleTileOp tile => nest.Tile(tile.Loop, tile.Size),
        ScheduleInterchangeOp order => nest.Interchange([.. order.Names]),
        ScheduleParallelizeOp parallel => nest.Parallelize(parallel.Loop),
        ScheduleUnrollOp unroll => nest.Unroll(unroll.Loop, unroll.Size),
        _ => "an extent is not known where the kernel begins",
    };

    private static bool Uses(Operation loop, string array) =>
        loop.Walk().OfType<IAffineAccess>().Any(access => KernelAttributes.SubjectOf(access.Memref) == array);

    private static bool Has(Operation loop, string name) =>
        loop.Attribute(KernelAttributes.Loops) is ArrayAttr names && names.Elements.Contains(new StringAttr(name));
}
