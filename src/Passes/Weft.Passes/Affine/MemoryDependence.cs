using Weft.IR;

namespace Weft.Passes;

/// <summary>Whether two accesses may touch one element, the first before the second.</summary>
internal enum Dependence
{
    No,
    Yes,

    /// <summary>It cannot be told.</summary>
    Unknown,
}

/// <summary>A dependence between affine accesses: turns of the loops around both that touch the same element.</summary>
internal sealed class MemoryDependence
{
    private static readonly MemoryDependence s_none = new(Dependence.No, null, 0);
    private static readonly MemoryDependence s_unknown = new(Dependence.Unknown, null, 0);

    private MemoryDependence(Dependence kind, ConstraintSystem? turns, int sourceCounters) =>
        (Kind, Turns, SourceCounters) = (kind, turns, sourceCounters);

    public Dependence Kind { get; }

    /// <summary>The turns that depend on each other, where some do: dimensions are the counters around the source, then those around the
    /// target.</summary>
    public ConstraintSystem? Turns { get; }

    /// <summary>The number of counters around the source.</summary>
    public int SourceCounters { get; }

    /// <summary>Whether the target depends on the source; see <see cref="Find"/>.</summary>
    public static Dependence Check(IAffineAccess source, IAffineAccess target, int depth) => Find(source, target, depth).Kind;

    /// <summary>How the target depends on the source.</summary>
    /// <param name="depth">The loop, counted from 1 for the outermost that both are in, that goes on from the source to the target while
    /// those around it stay; one more than there are loops for a dependence within one turn of all.</param>
    /// <param name="ofReads">Takes two reads of one element for a dependence, whichever comes first.</param>
    public static MemoryDependence Find(IAffineAccess source, IAffineAccess target, int depth, bool ofReads = false)
    {
        if (source.Memref != target.Memref || (!ofReads && source is not IAffineWrite && target is not IAffineWrite)) return s_none;
        var (first, second) = ((Operation)source, (Operation)target);
        if (first.AffineScope != second.AffineScope || CommonBlock(first, second) is not { } common) return s_unknown;
        try
        {
            if (source.Reach is not { } from || target.Reach is not { } to) return s_unknown;
            (long Low, long High)[] offsets = [.. from.Zip(to, (s, t) => (s.Low - t.High, s.High - t.Low))];
            // Vectors that meet only as a whole, or bring the same number, are like elements.
            var meetInPart = !source.BringsSameNumberAs(target) && PartsOf(offsets).Any(part => Meeting(part).Kind != Dependence.No);
            return Meeting(meetInPart ? offsets : new (long, long)[offsets.Length]);
        }
        catch (OverflowException)
        {
            return s_unknown;
        }

        // Where the target begins so far behind the source.
        MemoryDependence Meeting((long Low, long High)[] offsets)
        {
            var (zero, rank) = (new (long, long)[offsets.Length], offsets.Length);
            if (TouchedElements(source, zero) is not { } from || TouchedElements(target, offsets) is not { } to) return s_unknown;
            var (sourceCounters, targetCounters) = (from.DimCount - rank, to.DimCount - rank);
            var loops = from.Values.Take(sourceCounters).Zip(to.Values.Take(targetCounters)).TakeWhile(p => p.First == p.Second).Count();
            if (!ofReads && depth > loops && !AncestorIn(common, first).IsBefore(AncestorIn(common, second))) return s_none;
            var turns = Joined(from, to, rank);
            for (var i = 0; i < Math.Min(loops, depth); i++)
            {
                var row = turns.NewRow();
                (row[i], row[i + sourceCounters]) = (-1, 1);
                if (i < depth - 1) turns.AddEquality(row);
                else
                {
                    row[^1] = -1;
                    turns.AddInequality(row);
                }
            }

            return turns.IsEmpty() ? s_none : new(Dependence.Yes, turns, sourceCounters);
        }
    }

    // The offsets but zero, one sign of one dimension after the other.
    private static IEnumerable<(long Low, long High)[]> PartsOf((long Low, long High)[] offsets)
    {
        for (var d = 0; d < offsets.Length; d++)
        {
            var (low, high) = offsets[d];
            if (low < 0) yield return [.. offsets[..d], (low, -1), .. offsets[(d + 1)..]];
            if (high > 0) yield return [.. offsets[..d], (1, high), .. offsets[(d + 1)..]];
        }
    }

    /// <summary>How far the target is ahead in each common loop.</summary>
    public List<(long? Lower, long? Upper)> Distances()
    {
        var distances = Turns!.Copy();
        var variables = distances.VariableCount;
        var loops = Turns.Values.Take(SourceCounters).Zip(Turns.Values.Skip(SourceCounters)).TakeWhile(p => p.First == p.Second).Count();
        distances.InsertDims(0, new Value?[loops]);
        for (var i = 0; i < loops; i++)
        {
            var row = distances.NewRow();
            (row[i], row[i + loops], row[i + loops + SourceCounters]) = (1, 1, -1);
            distances.AddEquality(row);
        }

        distances.ProjectOut(loops, variables);
        return [.. Enumerable.Range(0, loops).Select(i =>
            (distances.ConstantBound(BoundKind.Lower, i), distances.ConstantBound(BoundKind.Upper, i)))];
    }

    // The turns around an access and the elements so far before its first one. Dimensions are the counters, then the element's subscripts.
    private static ConstraintSystem? TouchedElements(IAffineAccess access, (long Low, long High)[] offsets)
    {
        if (ConstraintSystem.OfTurnsAround((Operation)access) is not { } domain) return null;
        var map = access.ComposedMap;
        var touched = new ConstraintSystem(map.Dims, map.Symbols);
        var flattener = new AffineFlattener(map.Map.DimCount, map.Map.SymbolCount);
        if (ConstraintSystem.Flatten(map.Map, flattener) is not { } forms) return null;
        touched.InsertLocals(0, flattener.Locals.Count);
        touched.AddQuotients(flattener);
        var rows = forms.ConvertAll(form => touched.RowOf(form, flattener));
        var (dims, subscripts) = (touched.DimCount, new Value?[rows.Count]);
        touched.InsertDims(dims, subscripts);
        for (var i = 0; i < rows.Count; i++)
        {
            long[] row = [.. rows[i][..dims], .. new long[rows.Count], .. rows[i][dims..]];
            row[dims + i] = -1;
            if (offsets[i] == (0, 0)) touched.AddEquality(row);
            else touched.AddRange(row, offsets[i].Low, offsets[i].High);
        }

        for (var i = 0; i < domain.DimCount; i++)
        {
            var counter = domain.Values[i]!;
            var at = touched.Find(counter, i);
            if (at >= 0) touched.Swap(i, at);
            else touched.InsertDims(i, counter);
        }

        domain.InsertDims(domain.DimCount, subscripts);
        ConstraintSystem.MergeSymbols(domain, touched);
        ConstraintSystem.MergeLocals(domain, touched);
        touched.Append(domain);
        return touched;
    }

    // The turns of both that touch the same element.
    private static ConstraintSystem Joined(ConstraintSystem from, ConstraintSystem to, int rank)
    {
        var sourceCounters = from.Values.Take(from.DimCount - rank).ToArray();
        var targetCounters = to.Values.Take(to.DimCount - rank).ToArray();
        to.InsertDims(0, sourceCounters);
        from.InsertDims(sourceCounters.Length, targetCounters);
        ConstraintSystem.MergeSymbols(to, from);
        ConstraintSystem.MergeLocals(to, from);
        var elements = sourceCounters.Length + targetCounters.Length;
        from.MoveDimsToLocals(elements, rank);
        to.MoveDimsToLocals(elements, rank);
        from.Append(to);
        from.RemoveDeterminedLocals();
        return from;
    }

    // The closest block around both, within the affine scope.
    private static Block? CommonBlock(Operation a, Operation b)
    {
        var around = new HashSet<Block>();
        for (var block = a.Parent; block is not null; block = Outer(block)) around.Add(block);
        for (var block = b.Parent; block is not null; block = Outer(block))
            if (around.Contains(block))
                return block;
        return null;
    }

    private static Block? Outer(Block block) =>
        block.ParentOp is { } owner && !owner.Info.Has(OpTraits.AffineScope) ? owner.Parent : null;

    /// <summary>The operation directly in the block that is or holds this one.</summary>
    public static Operation AncestorIn(Block block, Operation op)
    {
        while (op.Parent != block) op = op.ParentOp!;
        return op;
    }
}
