using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Whether of operations that share a buffer one would read what another has replaced: a write that comes after the elements were made,
/// and may come before they are read.
/// </summary>
internal sealed class WriteConflicts(InPlaceAnalysis analysis)
{
    private readonly Dominance _dominance = new();

    public bool Exist(IEnumerable<OpOperand> reads, IReadOnlyCollection<OpOperand> writes)
    {
        foreach (var read in reads)
        {
            var definitions = Definitions(read.Value);
            if (definitions.Count > 0 && writes.Any(write => IsConflict(read, write, definitions))) return true;
        }

        return false;
    }

    private bool IsConflict(OpOperand read, OpOperand write, List<Value> definitions)
    {
        var isOrdered = definitions.TrueForAll(definition => OrderCounts(read, write, definition));
        if (isOrdered && (read == write || HappensBefore(read.Owner, write.Owner) || AreExclusive(read.Owner, write.Owner))) return false;
        return !IsElementwise(read, write) && !new SubsetConflicts(analysis).AreApart(read, write)
            && definitions.Exists(definition => IsBetween(write, definition));
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

    // Where the elements come from: back over what only shows them, to what makes or changes them.
    private static List<Value> Definitions(Value value)
    {
        var (found, seen, pending) = (new List<Value>(), new HashSet<Value> { value }, new Stack<Value>([value]));
        while (pending.TryPop(out var next))
        {
            var sources = InPlaceAnalysis.SourcesOf(next).ToList();
            if (next is not OpResult result || sources.Exists(InPlaceAnalysis.Writes))
            {
                found.Add(next);
            }
            else if (sources.Count == 0)
            {
                if (BufferRules.Of(result.Owner)?.GivesContents ?? true) found.Add(next);
            }
            else
            {
                foreach (var source in sources)
                    if (seen.Add(source.Value)) pending.Push(source.Value);
            }
        }

        return found;
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

    private static bool AreExclusive(Operation a, Operation b)
    {
        for (var outer = a.ParentOp; outer is not null; outer = outer.ParentOp)
            if (outer is IfOp choice && outer.IsAncestorOf(b))
                return Of(choice, a) is var first && Of(choice, b) is var second && first != second;
        return false;

        static Region? Of(IfOp choice, Operation op) => choice.Regions.FirstOrDefault(region => region.Encloses(op.ParentRegion));
    }

    // Each element is read before it is written, at the same place.
    private bool IsElementwise(OpOperand read, OpOperand write) =>
        read.Owner == write.Owner && read.Owner is IStructuredOp { IsAllParallel: true } op
        && op.IndexingMaps[read.Index] == op.IndexingMaps[write.Index] && op.IndexingMaps[read.Index].IsIdentity
        && analysis.AreEquivalent(read.Value, write.Value);
}
