using Weft.IR;

namespace Weft.Passes;

/// <summary>The loops of one kernel, wherever it has been inlined.</summary>
internal sealed class KernelLoopSchedule(Operation root, string kernel, LoopDirectives directives, RemarkLog remarks)
{
    /// <summary>What became of a directive at each loop that it names.</summary>
    public IReadOnlyList<Outcome> Apply(IDirective directive) => directive switch
    {
        ScheduleTileOp tile => Each(tile.Loop, loop => directives.Tile(loop, tile.Size)),
        ScheduleInterchangeOp order => Interchange([.. order.Loops.Elements.Select(name => ((StringAttr)name).Value)]),
        ScheduleParallelizeOp parallel => Each(parallel.Loop, directives.Parallelize, isOutermost: true),
        ScheduleUnrollOp unroll => Each(unroll.Loop, loop => directives.Unroll(loop, unroll.Size)),
        ScheduleJamOp jam => Each(jam.Loop, loop => directives.Jam(loop, jam.Size)),
        ScheduleSplitOp split => Each(split.Loop, loop => directives.Split(loop, split.Size)),
        ScheduleSkewOp skew => Each(skew.Loop, loop =>
            LoopsAround.Of(loop).FindLast(outer => Named(skew.By).Contains(outer)) is { } outer
                ? directives.Skew(loop, outer, skew.Factor) : new Outcome.Ignored($"no loop '{skew.By}' is around it")),
        ScheduleDistributeOp distribute => Each(distribute.Loop, directives.Distribute),
        ScheduleVectorizeOp vectorize => Each(vectorize.Loop, loop => directives.Vectorize(loop, vectorize.Size)),
        ScheduleFuseOp fuse => Fuse(fuse.Array),
        SchedulePackOp pack => Pack(pack.Array),
        ScheduleLayoutOp layout => Lay(layout.Array, _ => new Layout([.. layout.Dimensions])),
        SchedulePadOp pad => Lay(pad.Array, rank => Layout.RowMajor(rank) with { Padding = pad.Size }),
        ScheduleBlockOp block => Lay(block.Array, _ => new BlockedLayout([.. block.Extents])),
        ScheduleCopyOp copy => Copy(copy.Array, new([.. copy.Dimensions])),
        SchedulePromoteOp promote => Promote(promote.Array),
        SchedulePrefetchOp ahead => Around(ahead.Array, loop => LoopDirectives.Prefetch(loop, ahead.Array, ahead.Size)),
        ScheduleStreamOp stream => Around(stream.Array, loop => LoopDirectives.Stream(loop, stream.Array)),
        _ => [new Outcome.Ignored("the target does not know it")],
    };

    private List<Operation> Named(params IReadOnlyCollection<string> names) => NamedLoops.Find(root, kernel, names);

    // Those that are there before the first is changed.
    private List<Outcome> Each(string name, Func<AffineForOp, Outcome> apply, bool isOutermost = false) =>
        Named(name).Where(isOutermost ? NamedLoops.IsOutermost : NamedLoops.IsOverPoints).ToList().ConvertAll(op =>
            op is AffineForOp loop ? loop.Parent is null ? new Outcome.Ignored("it is gone") : apply(loop)
                : new Outcome.Ignored("its bounds are not affine"));

    // The last name is of one loop in each nest.
    private List<Outcome> Interchange(IReadOnlyList<string> names)
    {
        var outcomes = new List<Outcome>();
        foreach (var last in Named(names).Where(op => op is AffineForOp && op.Parent is not null && NamedLoops.IsOverPoints(op)).ToList())
        {
            if (last.Parent is null) continue;
            var chain = LoopsAround.Of(last).Append((AffineForOp)last).Where(NamedLoops.IsOverPoints).ToList();
            var loops = names.Select(name => chain.Find(loop => NamedLoops.NameOf(loop.InductionVariable) == name)).ToList();
            if (loops.Contains(null) || !loops.Contains((AffineForOp)last)) continue;
            outcomes.Add(directives.Interchange(loops!));
        }

        return outcomes.Count > 0 ? outcomes : [new Outcome.Ignored("the loops are not one nest")];
    }

    // One loop that makes the array, or uses it, and the next one.
    private List<Outcome> Fuse(string array)
    {
        var outcomes = new List<Outcome>();
        for (var pair = Next(null); pair is { } loops; pair = Next(outcomes[^1] == Outcome.Applied ? null : loops.Then))
            outcomes.Add(LoopFusion.Fuse(loops.First, loops.Then, remarks));
        return outcomes.Count > 0 ? outcomes : [new Outcome.Ignored("no two loops behind each other have it")];

        (AffineForOp First, AffineForOp Then)? Next(AffineForOp? after)
        {
            var loops = Using(array);
            foreach (var first in after is null ? loops : loops.SkipWhile(loop => loop != after))
                if (loops.Find(loop => loop.Parent == first.Parent && first.IsBefore(loop)) is { } then) return (first, then);
            return null;
        }
    }

    // In the outermost loop over points within each nest of loops over tiles.
    private List<Outcome> Pack(string array)
    {
        var points = Using(array).FindAll(loop => NamedLoops.IsOverPoints(loop)
            && LoopsAround.Of(loop) is { Count: > 0 } around && around.TrueForAll(outer => !NamedLoops.IsOverPoints(outer)));
        var outcomes = points.ConvertAll(loop => PackedTile.Pack(loop, loop.Walk().OfType<IAffineAccess>()
            .Select(access => access.Memref).First(memory => KernelAttributes.SubjectOf(memory) == array), remarks));
        return outcomes.Count > 0 ? outcomes : [new Outcome.Ignored("no loop over tiles is around all others where it is read")];
    }

    // Wherever the kernel has been inlined.
    private List<Outcome> Lay(string array, Func<int, IArrayLayout> asked)
    {
        var made = ScheduledArray.Find(root, kernel, array);
        return made.Count == 0 ? [new Outcome.Ignored("the array is gone")] : made.ConvertAll(allocation =>
        {
            var layout = asked(((MemRefType)allocation.Memref.Type).Rank);
            if (LocalArray.ObstacleTo(allocation, layout) is { } obstacle) return new Outcome.Ignored(obstacle);
            LocalArray.Change(allocation, layout);
            return Outcome.Applied;
        });
    }

    // Inner loops first.
    private List<Outcome> Promote(string array)
    {
        var outcomes = Using(array).AsEnumerable().Reverse().Select(loop => directives.Promote(loop, array)).ToList();
        return outcomes.Count > 0 ? outcomes : [NoAccess];
    }

    // The loops that accesses stand in.
    private List<Outcome> Around(string array, Func<Operation, Outcome> apply)
    {
        var loops = Using(array).SelectMany(loop => loop.Walk()).OfType<IAffineAccess>()
            .Where(access => KernelAttributes.SubjectOf(access.Memref) == array)
            .Select(access => LoopsAround.Nearest((Operation)access)).Distinct().ToList();
        return loops.Count > 0 ? loops.ConvertAll(loop => apply(loop!)) : [NoAccess];
    }

    // In front of the outermost loops in which it is only read.
    private List<Outcome> Copy(string array, Layout layout)
    {
        var (outcomes, copied) = (new List<Outcome>(), new List<AffineForOp>());
        foreach (var loop in Using(array).Where(loop => !copied.Exists(outer => outer.IsAncestorOf(loop))))
        {
            var memory = loop.Walk().OfType<IAffineAccess>().Select(access => access.Memref)
                .First(memory => KernelAttributes.SubjectOf(memory) == array);
            outcomes.Add(ArrayCopy.Make(loop, memory, layout, remarks));
            if (outcomes[^1] == Outcome.Applied) copied.Add(loop);
        }

        return outcomes.Count > 0 ? outcomes : [NoAccess];
    }

    private static Outcome NoAccess => new Outcome.Ignored("no loop touches it at affine subscripts");

    private List<AffineForOp> Using(string array) => [.. root.Walk().OfType<AffineForOp>().Where(loop =>
        NamedLoops.IsOf(loop, kernel) && !Versions.IsRare(loop)
        && loop.Walk().OfType<IAffineAccess>().Any(access => KernelAttributes.SubjectOf(access.Memref) == array))];
}
