using Weft.IR;

namespace Weft.Passes;

/// <summary>Turns of two statements that touch the same element, one of them writing, in the order of the loops as they stand.</summary>
/// <param name="Pairs">Dimensions are the counters around the first access, then those around the second.</param>
internal sealed record TreeDependence(
    TreeStatement Source, TreeStatement Target, IAffineAccess First, IAffineAccess Second, ConstraintSystem Pairs, int SourceCounters)
{
    /// <summary>By how much a sum of the target is above one of the source at least; null where no constant tells.</summary>
    public long? LeastStep(AffineSum ofSource, AffineSum ofTarget)
    {
        var pairs = Pairs.Copy();
        return pairs.LeastOf(Row(pairs, ofTarget, isTarget: true).Zip(Row(pairs, ofSource, isTarget: false), (t, s) => t - s).ToArray());
    }

    /// <summary>Whether any of the turns are among those where sums of both are at least 0.</summary>
    public bool ExistsWhere(IEnumerable<AffineSum> ofSource, IEnumerable<AffineSum> ofTarget)
    {
        var pairs = Pairs.Copy();
        foreach (var sum in ofSource) pairs.AddInequality(Row(pairs, sum, isTarget: false));
        foreach (var sum in ofTarget) pairs.AddInequality(Row(pairs, sum, isTarget: true));
        return !pairs.IsEmpty();
    }

    /// <summary>Only the turns where a sum of the target is one of the source.</summary>
    public TreeDependence WhereSame(AffineSum ofSource, AffineSum ofTarget)
    {
        var pairs = Pairs.Copy();
        pairs.AddEquality([.. Row(pairs, ofTarget, isTarget: true).Zip(Row(pairs, ofSource, isTarget: false), (t, s) => t - s)]);
        return this with { Pairs = pairs };
    }

    private long[] Row(ConstraintSystem pairs, AffineSum sum, bool isTarget)
    {
        foreach (var value in sum.Values)
            if (ColumnOf(pairs, value, isTarget) < 0) pairs.AppendSymbol(value);
        var row = pairs.NewRow();
        foreach (var (value, factor) in sum.Terms) row[ColumnOf(pairs, value, isTarget)] += factor;
        row[^1] = sum.Offset;
        return row;
    }

    private int ColumnOf(ConstraintSystem pairs, Value value, bool isTarget)
    {
        if (isTarget) return pairs.Find(value, SourceCounters);
        var column = pairs.Find(value);
        return column < SourceCounters ? column : pairs.Find(value, pairs.DimCount);
    }
}

/// <summary>What must stay in order within a tree.</summary>
internal static class TreeDependences
{
    /// <summary>All dependences; null where one cannot be told. Different arrays are taken to be apart.</summary>
    public static IReadOnlyList<TreeDependence>? Of(LoopTree tree)
    {
        var outer = LoopsAround.Counters(tree.Root).Count;
        var found = new List<TreeDependence>();
        foreach (var (source, target) in from s in tree.Statements from t in tree.Statements select (s, t))
            foreach (var (first, second) in from a in source.Accesses from b in target.Accesses select (a, b))
            {
                if (first.Memref != second.Memref || !(first is IAffineWrite || second is IAffineWrite)) continue;
                var common = source.Loops.Zip(target.Loops).TakeWhile(pair => pair.First == pair.Second).Count();
                for (var depth = outer + 1; depth <= outer + common + 1; depth++)
                {
                    var dependence = MemoryDependence.Find(first, second, depth);
                    if (dependence.Kind == Dependence.Unknown) return null;
                    if (dependence.Turns is { } pairs)
                        found.Add(new(source, target, first, second, pairs, outer + source.Loops.Count));
                }
            }

        return found;
    }
}
