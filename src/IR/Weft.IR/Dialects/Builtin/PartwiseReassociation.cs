using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>How two shapes with one collapsed shape relate directly: group by group. As in MLIR, each group must become smaller.</summary>
internal static class PartwiseReassociation
{
    /// <summary>Which dimensions of the finer shape make up each of the coarser one; null when that is not sure.</summary>
    public static Reassociation? Of(Reassociation fineGroups, Reassociation coarseGroups, Sequence<long> fine, Sequence<long> coarse)
    {
        if (fineGroups.Count == 0) return Collapse([.. fine], [.. coarse]) is { } all ? Reassociation.Of(all) : null;
        var groups = new List<IEnumerable<int>>();
        for (var i = 0; i < fineGroups.Count; i++)
        {
            var (first, from, to) = (
                fineGroups[i][0], fineGroups[i].Select(d => fine[d]).ToArray(), coarseGroups[i].Select(d => coarse[d]).ToArray());
            if (Collapse(from, to) is not { } part) return null;
            groups.AddRange(part.Select(group => group.Select(d => first + d)));
        }

        return Reassociation.Of(groups);
    }

    // Takes dimensions together until they have the next extent; ones at the end belong to the last.
    private static List<List<int>>? Collapse(long[] from, long[] to)
    {
        if (from.Length <= to.Length) return null;
        var (groups, d) = (new List<List<int>>(), 0);
        while (d < from.Length && groups.Count < to.Length)
        {
            var (extent, product, group) = (to[groups.Count], 1L, new List<int>());
            while (d < from.Length - 1 && !Extents.IsOpen(from[d]) && product * from[d] < extent)
            {
                product *= from[d];
                group.Add(d++);
            }

            if (Extents.IsOpen(from[d]) ? !Extents.IsOpen(extent) || product != 1 : product * from[d] != extent) return null;
            group.Add(d++);
            groups.Add(group);
        }

        if (groups.Count != to.Length) return null;
        for (; d < from.Length; d++)
        {
            if (!Extents.IsOpen(from[d]) && from[d] != 1) return null;
            if (groups.Count > 0) groups[groups.Count - 1].Add(d);
        }

        return groups;
    }
}
