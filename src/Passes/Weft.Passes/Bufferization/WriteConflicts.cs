using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Whether of operations that share a buffer one would read what another has replaced: a write that comes after the elements were made,
/// and may come before they are read.
/// </summary>
/// <param name="checksTurns">Whether turns that run at once must not meet in a buffer.</param>
internal sealed class WriteConflicts(InPlaceAnalysis analysis, bool checksTurns)
{
    private readonly Dominance _dominance = new();

    public bool Exist(IReadOnlyCollection<OpOperand> reads, IReadOnlyCollection<OpOperand> writes)
    {
        if (checksTurns && reads.Count > 0 && writes.Any(IsSharedByTurns)) return true;
        foreach (var read in reads)
        {
            var definitions = Definitions(read.Value);
            if (definitions.Count > 0 && writes.Any(write => IsConflict(read, write, definitions))) return true;
        }

        return false;
    }

    private bool IsConflict(OpOperand read, OpOperand write, List<Value> definitions)
    {
        var isOrdered = definitions.TrueForAll(d => OrderCounts(read, write, d) && !Branches.Lead(write.Owner, read.Owner, d));
        if (isOrdered && (read == write || HappensBefore(read.Owner, write.Owner) || AreExclusive(read.Owner, write.Owner))) return false;
        return !IsElementwise(read, write) && !new SubsetConflicts(analysis).AreApart(read, write)
            && definitions.Exists(definition => IsBetween(write, definition));
    }

    // Turns that run at once would meet in a buffer that is there before them.
    private static bool IsSharedByTurns(OpOperand write) => Definitions(write.Value, withEmpty: true)
        .Exists(definition => !ReferenceEquals(Turns(definition.ParentBlock?.Parent), Turns(write.Owner.ParentRegion)));

    private static Region? Turns(Region? region)
    {
        while (region is { Parent: { } parent } && !parent.Info.Has(OpTraits.ParallelRegion)) region = parent.ParentRegion;
        return region?.Parent is null ? null : region;
    }

    // A write before the elements were made, one in or outside of what gives them, and the one that makes them, do no harm.
    private bool IsBetween(OpOperand write, Value definition)
    {
        if (definition is OpResult { Owner: var maker })
        {
            if (HappensBefore(write.Owner, maker) || (maker != write.Owner && maker.IsAncestorOf(write.Owner))) return false;
        }
        else if (definition is BlockArgument { Owner.Parent: { } region } && !region.Encloses(write.Owner.ParentRegion))
        {
            return false;
        }

        return !InPlaceAnalysis.AliasesOf(write).Any(alias => ReferenceEquals(alias.Value, definition));
    }

    // Where the elements come from: back over what only shows them, to what makes or changes them, or to a buffer without any.
    private static List<Value> Definitions(Value value, bool withEmpty = false)
    {
        var (found, seen, pending) = (new List<Value>(), new HashSet<Value> { value }, new Stack<Value>([value]));
        while (pending.TryPop(out var next))
        {
            var sources = InPlaceAnalysis.SourcesOf(next).ToList();
            if (next is not OpResult result || sources.Exists(use => InPlaceAnalysis.Writes(use) || IsMadeIn(result.Owner, use.Value)))
            {
                found.Add(next);
            }
            else if (sources.Count == 0)
            {
                if (withEmpty || (BufferRules.Of(result.Owner)?.GivesContents ?? true)) found.Add(next);
            }
            else
            {
                foreach (var source in sources)
                    if (seen.Add(source.Value)) pending.Push(source.Value);
            }
        }

        return found;
    }

    // Whether an operation's regions make or change a tensor, or choose it.
    private static bool IsMadeIn(Operation op, Value value)
    {
        if (value.ParentBlock is not { ParentOp: { } home } || !(home == op || op.IsAncestorOf(home))) return false;
        if (value is BlockArgument) return true;
        var sources = InPlaceAnalysis.SourcesOf(value).ToList();
        return sources.Exists(InPlaceAnalysis.Writes) || sources.Exists(use => IsMadeIn(op, use.Value));
    }

    // In a loop that does not make the elements anew in each turn, what stands later may come first: in the turn before.
    private static bool OrderCounts(OpOperand read, OpOperand write, Value definition)
    {
        var (home, repeated) = (RepeatedRegion(definition.ParentBlock?.Parent), RepeatedRegion(read.Owner.ParentRegion));
        if (ReferenceEquals(home, repeated)) return true;
        while (repeated is not null && RepeatedRegion(repeated.Parent?.ParentRegion) is var next && !ReferenceEquals(next, home))
        {
            if (next is null) break;
            repeated = next;
        }

        return repeated is null || !repeated.Encloses(write.Owner.ParentRegion);
    }

    private static Region? RepeatedRegion(Region? region)
    {
        for (; region is not null; region = region.Parent?.ParentRegion)
            if (region.Parent is ILoopLike) return region;
        return null;
    }

    private bool HappensBefore(Operation a, Operation b)
    {
        for (var outer = a; outer is not null; outer = outer.ParentOp)
        {
            if (outer.IsAncestorOf(b)) return false;
            if (_dominance.Dominates(outer, b)) return true;
        }

        return false;
    }

    // Of two blocks, or two regions, from which no way leads to the other.
    private static bool AreExclusive(Operation a, Operation b)
    {
        for (var outer = a; outer is not null; outer = outer.ParentOp)
        {
            if (outer.ParentOp?.IsAncestorOf(b) != true) continue;
            var region = outer.ParentRegion!;
            return region.Encloses(b.ParentRegion) ? Branches.AreInOtherBlocks(region, a, b) : outer.ParentOp is IRunsRegionsAtMostOnce;
        }

        return false;
    }

    // Each element is read before it is written, at the same place.
    private bool IsElementwise(OpOperand read, OpOperand write) =>
        read.Owner == write.Owner && read.Owner is IStructuredOp { IsAllParallel: true } op
        && op.IndexingMaps[read.Index] == op.IndexingMaps[write.Index] && op.IndexingMaps[read.Index].IsIdentity
        && analysis.AreEquivalent(read.Value, write.Value);
}
