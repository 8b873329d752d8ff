using Weft.IR;

namespace Weft.Passes;

/// <summary>A loop that copies a row, and one behind it that overwrites the row while it reads the copy, which nobody else does.</summary>
/// <param name="Place">Which element of the row a turn of the sweep overwrites.</param>
/// <param name="Reads">What it reads of the copy.</param>
internal sealed record CopiedRow(
    Operation Copy, Operation Sweep, Value Row, IReadOnlyList<AffineSum> Place, IReadOnlyList<NeighbourRead> Reads)
{
    /// <summary>The turns of the sweep.</summary>
    public NestLoop Turns { get; } = NestLoop.Of(Sweep)![0];

    // How many turns hand an element on.
    private int Behind => (int)-Math.Min(0, Reads.Min(read => read.Ahead));

    /// <summary>That of a loop that copies; null where there is none.</summary>
    public static CopiedRow? Of(Operation copy)
    {
        if (Single(copy) is not { } copied
            || NestLoop.BodyOf(copy).Ops.ToList() is not [AffineLoadOp load, AffineStoreOp store, AffineYieldOp] || store.Value != load.Result
            || LoopBehind(copy) is not { } sweep || Single(sweep) is not { } turns || !IsOnlyFor(sweep, copy, store.Memref)
            || AffineSum.Of(copied.Lower) is not [var lower] || AffineSum.Of(copied.Upper) is not [var upper]) return null;
        var (body, counter) = (NestLoop.BodyOf(sweep), turns.Counter);
        if (!body.Ops.All(op => op.Regions.Count == 0 && CarriedElement.HasOnlyAffineEffects(op))
            || body.Ops.OfType<IAffineWrite>().ToList() is not [AffineStoreOp write] || write.Memref != load.Memref
            || body.Ops.OfType<IAffineRead>().Any(read => read.Memref == load.Memref)) return null;
        if (SumsOf(load) is not { } place || SumsOf(store) is not [var at] || AffineSum.Of(write.ComposedMap) is not { } written
            || !place.Zip(written, (a, b) => a.IsSameAs(b)).All(same => same) || at[counter] != 1
            || place.Count(sum => sum[counter] != 0) != 1 || place.All(sum => sum[counter] != 1)) return null;
        var reads = body.Ops.OfType<IAffineRead>().Where(read => read.Memref == store.Memref)
            .Select(read => NeighbourRead.Of(read, at, counter)).ToList();
        // Elsewhere the copy is what it was.
        if (reads.Exists(read => read?.IsWithin(lower, upper + -1, counter) == false)) return null;
        return reads.Count > 0 && !reads.Contains(null) && NeighbourRead.HaveOneBorder(reads!)
            ? new(copy, sweep, load.Memref, place, reads!) : null;

        // In terms of the sweep's counter.
        List<AffineSum>? SumsOf(IAffineAccess access) =>
            AffineSum.Of(access.ComposedMap)?.Select(sum => sum.With(copied.Counter, AffineSum.Of(counter))).ToList();
    }

    /// <summary>Whether turns of loops around it bring elements that those before have not touched.</summary>
    public bool IsFedAnew => LoopsAround.Counters(Sweep).Any(counter =>
        NestLoop.BodyOf(Sweep).Ops.OfType<IAffineAccess>().Any(access => access.MovesWith(Turns.Counter) && access.MovesWith(counter)));

    /// <summary>In words.</summary>
    public string Describe() => $"'{KernelAttributes.SubjectOf(Row)}' is overwritten without a copy of it, "
        + (Behind > 0 ? "as each turn hands on what the next reads" : "as no turn reads what one before overwrites");

    /// <summary>Leaves the copy out. There are turns.</summary>
    public void Replace()
    {
        var builder = Builder.At(Sweep);
        var (first, border) = (AffineSum.Of(builder.Counter(Turns.Lower)), Reads.FirstOrDefault(read => read.Ahead < 0)?.From);
        var initial = Enumerable.Range(1, Behind).Select(k => Element(builder, first + -k, from: border)).ToList();
        var inPlace = builder.Insert(AffineForOp.WithBody(Turns.Lower, Turns.Upper, 1, initial));
        NestLoop.BodyOf(Sweep).MoveInto(inPlace.Body);
        foreach (var op in new[] { Sweep, Copy }) op.Erase();
        var turn = AffineSum.Of(inPlace.InductionVariable);
        // Before it is overwritten.
        var own = Element(Builder.AtStart(inPlace.Body, inPlace.Location), turn);
        foreach (var read in Reads)
        {
            var op = (Operation)read.Op;
            read.Op.Result.ReplaceAllUsesWith(
                read.Ahead < 0 ? inPlace.LoopArguments[(int)-read.Ahead - 1]
                : read.Ahead == 0 ? own : Element(Builder.At(op), turn + read.Ahead, to: read.To));
            op.Erase();
        }

        if (Behind > 0) inPlace.Body.Last!.SetOperands([own, .. inPlace.IterArgs.Take(Behind - 1)]);
        else if (!own.HasUses) own.Def!.Erase();
    }

    // What a turn overwrites: that of a limit for turns before or behind it.
    private Value Element(Builder builder, AffineSum turn, AffineSum? from = null, AffineSum? to = null)
    {
        var at = In(turn);
        return from is null && to is null ? builder.Add(new AffineLoadOp(Row, at))
            : builder.Add(new ClampedLoadOp(Row, at, from is null ? at : In(from), to is null ? at : In(to)));

        AffineValueMap In(AffineSum of) => AffineSum.ToMap([.. Place.Select(sum => sum.With(Turns.Counter, of))]);
    }

    // A loop that may be done in its order.
    private static NestLoop? Single(Operation loop) =>
        NestLoop.Of(loop) is [{ HasPlainBounds: true } single] && loop is AffineParallelOp or AffineForOp { Inits.Count: 0 } ? single : null;

    private static Operation? LoopBehind(Operation loop)
    {
        var op = loop.Next;
        while (op is { IsSpeculatable: true, Regions.Count: 0 } && op.MemoryEffects == MemoryEffects.None) op = op.Next;
        return op;
    }

    // Of two uses under the same condition, on different sides of it, there is one.
    private static bool IsOnlyFor(Operation sweep, Operation copy, Value memory) => memory.Def is AllocationOp array
        && memory.Users.All(user => user is DeallocOp || copy.IsAncestorOf(user) || sweep.IsAncestorOf(user) || AreApart(copy, user, array));

    private static bool AreApart(Operation one, Operation other, AllocationOp array)
    {
        while (other.ParentOp is { } parent && !parent.IsAncestorOf(one)) other = parent;
        while (one.ParentOp != other.ParentOp) one = one.ParentOp!;
        if (other.ParentOp is not IfOp || one.ParentRegion == other.ParentRegion) return false;
        var choice = other.ParentOp;
        while (choice.Parent != array.Parent && choice.ParentOp is IfOp around) choice = around;
        return choice.Parent == array.Parent;
    }
}
