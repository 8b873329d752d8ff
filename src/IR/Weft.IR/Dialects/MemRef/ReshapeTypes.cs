using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>The types of memrefs whose dimensions are split or joined.</summary>
public static class ReshapeTypes
{
    /// <summary>The type with split dimensions; null when the source has no strides.</summary>
    public static MemRefType? Expand(MemRefType source, Sequence<long> shape, Reassociation groups)
    {
        var result = source with { Extents = shape, Layout = null };
        if (source.HasIdentityLayout) return result;
        if (source.Strided is not { } layout) return null;
        var strides = Enumerable.Repeat(1L, shape.Count).ToArray();
        var d = shape.Count - 1;
        for (var group = groups.Count - 1; group >= 0; group--)
        {
            var stride = layout.Strides[group];
            for (var i = 0; i < groups[group].Count; i++, d--)
            {
                strides[d] = stride;
                stride = Extents.Multiply(stride, shape[d]);
            }
        }

        return result with { Layout = new StridedLayoutAttr(layout.Offset, new(strides)) };
    }

    /// <summary>The type with joined dimensions; null when the source has no strides, or they are known not to join.</summary>
    /// <param name="mustBeKnown">Dimensions join only if that is sure.</param>
    public static MemRefType? Collapse(MemRefType source, Sequence<long> shape, Reassociation groups, bool mustBeKnown = false)
    {
        var result = source with { Extents = shape, Layout = null };
        if (source.HasIdentityLayout) return result;
        if (source.Strided is not { } layout) return null;
        var strides = new long[groups.Count];
        for (var i = 0; i < strides.Length; i++)
        {
            strides[i] = StrideOf(groups[i], source.Shape, layout.Strides);
            if (!IsContiguous(groups[i], strides[i], source.Shape, layout.Strides, mustBeKnown)) return null;
        }

        return result with { Layout = new StridedLayoutAttr(layout.Offset, new(strides)) };
    }

    // That of the innermost dimension; but the stride of a dimension with one element says nothing, and an open extent may be 1.
    private static long StrideOf(Sequence<int> group, Sequence<long> shape, Sequence<long> strides)
    {
        var last = group.Count - 1;
        while (last > 0 && shape[group[last]] == 1) last--;
        return last > 0 && Extents.IsOpen(shape[group[last]]) ? ShapedType.Dynamic : strides[group[last]];
    }

    private static bool IsContiguous(Sequence<int> group, long stride, Sequence<long> shape, Sequence<long> strides, bool mustBeKnown)
    {
        for (var i = group.Count - 1; i > 0; i--)
        {
            var d = group[i];
            stride = Extents.Multiply(stride, shape[d]);
            var outer = strides[d - 1];
            if (mustBeKnown && (Extents.IsOpen(stride) || Extents.IsOpen(outer))) return false;
            if (shape[d - 1] != 1 && !Extents.Agree(stride, outer)) return false;
        }

        return true;
    }

    /// <summary>Checks that the groups take an expanded shape to a collapsed one.</summary>
    public static bool Verify(
        Operation op, Sequence<long> collapsed, Sequence<long> expanded, Reassociation groups, DiagnosticBag diagnostics)
    {
        if (collapsed.Count != groups.Count)
            return op.Error(diagnostics, $"invalid number of reassociation groups: found {groups.Count}, expected {collapsed.Count}");
        var next = 0;
        for (var i = 0; i < groups.Count; i++)
        {
            foreach (var d in groups[i])
            {
                if (d != next++) return op.Error(diagnostics, "reassociation indices must be contiguous");
                if (d >= expanded.Count) return op.Error(diagnostics, $"reassociation index {d} is out of bounds");
            }

            var size = Extents.Product(groups[i].Select(d => expanded[d]));
            if (Extents.IsOpen(collapsed[i]) != Extents.IsOpen(size))
                return op.Error(
                    diagnostics, $"collapsed dim ({i}) must be dynamic if and only if reassociation group is dynamic");
            if (collapsed[i] != size)
                return op.Error(diagnostics, $"collapsed dim size ({collapsed[i]}) must equal reassociation group size ({size})");
        }

        if (collapsed.IsEmpty)
            return expanded.All(extent => extent == 1)
                || op.Error(diagnostics, "rank 0 memrefs can only be extended/collapsed with/from ones");
        return next == expanded.Count
            || op.Error(
                diagnostics, $"expanded rank ({expanded.Count}) inconsistent with number of reassociation indices ({next})");
    }
}
