using Weft.IR;

namespace Weft.Passes;

/// <summary>Two loops of a block, the second somewhere behind the first.</summary>
internal sealed record NeighbourLoops(LoopSite First, LoopSite Then)
{
    // Each pair of accesses to an array is a question about dependences.
    private const int MostPairs = 256;

    /// <summary>Whether counters and bounds are the same.</summary>
    public bool HaveSameTurns => OfFirst.Count == OfThen.Count && HaveSameOuterTurns;

    /// <summary>Whether the first has a counter more, and the same but for that.</summary>
    public bool IsFirstDeeper => OfFirst.Count == OfThen.Count + 1 && HaveSameOuterTurns;

    /// <summary>Whether what stands between them may as well stand before them.</summary>
    public bool AreNextToEachOther => Between.All(CanMove);

    /// <summary>Whether both touch an array along their turns.</summary>
    public bool ShareArrays => Arrays(First.Loop).Overlaps(Arrays(Then.Loop));

    /// <summary>Makes one loop of both; says why where it does not.</summary>
    public bool TryFuse(PassContext context)
    {
        var remarks = context.Remarks;
        if (Obstacle is { } obstacle)
        {
            remarks.Not(FuseLoops.Name, Then.Loop, obstacle);
            return false;
        }

        var gain = FusionGain.Of(First.Loop, Then.Loop, context);
        var message = $"in one loop with that at {Reversal.At(First.Loop)}: {gain.Describe()}";
        if (!gain.Pays)
        {
            remarks.Rejected(FuseLoops.Name, Then.Loop, message, gain.Saved);
            return false;
        }

        remarks.Chosen(FuseLoops.Name, Then.Loop, "fused", message, gain.Saved);
        Fuse(remarks);
        return true;
    }

    private IReadOnlyList<NestLoop> OfFirst => NestLoop.Of(First.Loop)!;

    private IReadOnlyList<NestLoop> OfThen => NestLoop.Of(Then.Loop)!;

    private bool HaveSameOuterTurns => OfFirst.Zip(OfThen, (a, b) =>
        a.IsParallel == b.IsParallel && a.Lower.IsSameAs(b.Lower) && a.Upper.IsSameAs(b.Upper)).All(same => same);

    private Obstacle? Obstacle
    {
        get
        {
            if (!(Nest is { } nest ? ApartMemory.CanRequire(nest) : new[] { First.Loop, Then.Loop }.All(ApartMemory.CanRequire)))
                return Passes.Obstacle.Overlap;
            var accesses = Accesses(First.Loop).ToLookup(access => access.Memref);
            if (Accesses(Then.Loop).Sum(access => accesses[access.Memref].Count()) > MostPairs)
                return Passes.Obstacle.ManyAccesses(First.Loop);
            return TurnOrder.Joined(First.Loop, Then.Loop) is { IsKept: false } verdict ? Passes.Obstacle.NotJoined(First.Loop, verdict)
                : null;
        }
    }

    private IEnumerable<Operation> Between
    {
        get
        {
            for (var op = First.Whole.Next!; op != Then.Whole; op = op.Next!) yield return op;
        }
    }

    // The outermost loop around both.
    private Operation? Nest => LoopsAround.Counters(First.Loop) is [BlockArgument { Owner.ParentOp: { } outermost }, ..] ? outermost : null;

    // Before the first loop. Within a nest, different arrays are apart.
    private bool CanMove(Operation op) => (op.IsSpeculatable && op.MemoryEffects == MemoryEffects.None)
        || (Nest is not null && op is AffineForOp or AffineParallelOp
            && op.Walk().Concat(First.Loop.Walk()).All(CarriedElement.HasOnlyAffineEffects)
            && !Accesses(op).Any(access => Accesses(First.Loop).Any(other =>
                AliasAnalysis.Underlying(access.Memref) == AliasAnalysis.Underlying(other.Memref)
                && (access is IAffineWrite || other is IAffineWrite))));

    private void Fuse(RemarkLog remarks)
    {
        foreach (var op in Between.ToList()) op.MoveBefore(First.Whole);
        if (Nest is { } nest) ApartMemory.Require(nest, remarks);
        else RequireApart(remarks);
        LoopFusion.Join(First.Loop, Then.Loop);
        if (Nest is null && First.Loop.ParentOp is IfOp version) LocalMemory.MoveInto(version);
        AffineScalarReplacement.Run(First.Loop);
    }

    // Both in one version.
    private void RequireApart(RemarkLog remarks)
    {
        foreach (var site in Versioned) site.Loop.MoveBefore(site.Whole);
        var both = LoopFusion.Gather(First.Loop, Then.Loop);
        var around = both.ParentOp;
        ApartMemory.Require(both, remarks);
        if (both.ParentOp != around && both.ParentOp is IfOp { ElseRegion.Entry.First: AffineForOp copies })
        {
            var (first, then) = (copies.Body.First!, copies.Body.First!.Next!);
            First.Restore(first);
            Then.Restore(then);
            copies.PromoteIfSingleTurn();
        }

        both.PromoteIfSingleTurn();
        foreach (var site in Versioned) site.Whole.Erase();
    }

    private IEnumerable<LoopSite> Versioned => new[] { First, Then }.Where(site => site.Whole != site.Loop);

    private static HashSet<Value> Arrays(Operation loop) => [.. Accesses(loop)
        .Where(access => NestLoop.CountersOf(loop).Any(access.MovesWith)).Select(access => access.Memref)];

    private static IEnumerable<IAffineAccess> Accesses(Operation loop) => loop.Walk().OfType<IAffineAccess>();
}
