using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>The types that a part of a memref has.</summary>
public static class SubViewTypes
{
    /// <summary>The type of a part of all dimensions; null when the source has no strides.</summary>
    public static MemRefType? Infer(MemRefType source, Sequence<long> offsets, Sequence<long> sizes, Sequence<long> strides)
    {
        if (source.Strided is not { } layout) return null;
        var offset = layout.Offset;
        var steps = new long[layout.Strides.Count];
        for (var d = 0; d < steps.Length; d++)
        {
            offset = Extents.Add(offset, Extents.Multiply(offsets[d], layout.Strides[d]));
            steps[d] = Extents.Multiply(strides[d], layout.Strides[d]);
        }

        return source with { Extents = sizes, Layout = new StridedLayoutAttr(offset, new(steps)) };
    }

    /// <summary>As <see cref="Infer"/>, without the dimensions of extent 1 that <paramref name="reduced"/> does not have.</summary>
    public static MemRefType? InferReduced(
        Sequence<long> reduced, MemRefType source, Sequence<long> offsets, Sequence<long> sizes, Sequence<long> strides)
    {
        if (Infer(source, offsets, sizes, strides) is not { } full) return null;
        if (full.Rank == reduced.Count) return full;
        return RankReduction.Dropped(full.Shape, reduced) is { } dropped ? Without(full, dropped) : null;
    }

    /// <summary>The type of a part without the dimensions that are left out, which have the extent 1.</summary>
    public static MemRefType Without(MemRefType full, bool[] dropped)
    {
        var layout = (StridedLayoutAttr)full.Layout!;
        return full with
        {
            Extents = RankReduction.Keep(full.Extents, dropped),
            Layout = new StridedLayoutAttr(layout.Offset, RankReduction.Keep(layout.Strides, dropped)),
        };
    }

    /// <summary>How a result type relates to the type of the whole part.</summary>
    public static SliceFit Compare(MemRefType full, MemRefType result, IReadOnlyList<MixedIndex> sizes)
    {
        if (RankReduction.Compare(full, result) is var fit and not SliceFit.Fits) return fit;
        if (full.MemorySpace != result.MemorySpace) return SliceFit.MemorySpaceMismatch;
        if (full.Strided is not { } from || result.Strided is not { } to || from.Offset != to.Offset) return SliceFit.LayoutMismatch;
        return Dropped(full, result, sizes) is { } dropped && RankReduction.Keep(from.Strides, dropped) == to.Strides
            ? SliceFit.Fits : SliceFit.LayoutMismatch;
    }

    /// <summary>For each dimension whether the reduced type leaves it out. Of several that may be, those are left out whose strides are
    /// missing, too. Null when none fit.</summary>
    public static bool[]? Dropped(MemRefType full, MemRefType reduced, IReadOnlyList<MixedIndex> sizes)
    {
        var dropped = new bool[full.Rank];
        if (full.Rank == reduced.Rank) return dropped;
        for (var d = 0; d < dropped.Length; d++) dropped[d] = sizes[d].Number == 1;
        if (IsDone()) return dropped;
        if (full.Strided is not { } from || reduced.Strided is not { } to) return null;
        var unaccounted = from.Strides.ToList();
        for (var d = 0; d < dropped.Length; d++)
        {
            if (!dropped[d]) continue;
            var stride = from.Strides[d];
            var (have, need) = (unaccounted.Count(s => s == stride), to.Strides.Count(s => s == stride));
            if (have < need) return null;
            if (have == need) dropped[d] = false;
            else unaccounted.Remove(stride);
        }

        return IsDone() ? dropped : null;

        bool IsDone() => dropped.Count(d => d) + reduced.Rank == full.Rank;
    }
}
