using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>A slice of the destination that another tensor is put into.</summary>
public interface ISliceInsertion : IOffsetSizeAndStride
{
    Value Source { get; }

    Value Dest { get; }

    RankedTensorType DestType { get; }

    /// <summary>An insertion of the same kind.</summary>
    ISliceInsertion With(
        Value source, Value dest, IReadOnlyList<MixedIndex> offsets, IReadOnlyList<MixedIndex> sizes, IReadOnlyList<MixedIndex> strides);
}

/// <summary>The types of parts of tensors.</summary>
internal static class TensorSlices
{
    public static bool Verify(Operation op, RankedTensorType whole, RankedTensorType part, Sequence<long> sizes, DiagnosticBag diagnostics)
    {
        var full = whole with { Extents = sizes };
        return RankReduction.Compare(full, part) switch
        {
            SliceFit.Fits => true,
            SliceFit.RankTooLarge => op.ErrorAsIs(diagnostics, "expected rank to be smaller or equal to the other rank. "),
            SliceFit.SizeMismatch => op.ErrorAsIs(
                diagnostics, $"expected type to be '{full}' or a rank-reduced version. (size mismatch) "),
            _ => op.ErrorAsIs(diagnostics, $"expected element type to be '{full.Element}'"),
        };
    }

    /// <summary>The type of a part of all dimensions, without the first ones of extent 1 that are too many for the rank.</summary>
    public static RankedTensorType Reduced(RankedTensorType whole, IReadOnlyList<MixedIndex> sizes, int rank)
    {
        var shape = MixedIndex.Split(sizes).Numbers.ToList();
        if (shape.Count == rank) return whole with { Extents = new([.. shape]) };
        for (var surplus = shape.Count - rank; surplus > 0 && shape.IndexOf(1) is >= 0 and var one; surplus--) shape.RemoveAt(one);
        return new(new([.. shape]), whole.Element);
    }

    /// <summary>For each size whether the reduced shape does without it: from the end, ones that it has not.</summary>
    public static bool[] Dropped(Sequence<long> sizes, Sequence<long> reduced)
    {
        var dropped = new bool[sizes.Count];
        var next = reduced.Count - 1;
        for (var d = sizes.Count - 1; d >= 0; d--)
        {
            var isOne = sizes[d] == 1;
            if (isOne && (next < 0 || reduced[next] != 1)) dropped[d] = true;
            else next--;
        }

        return dropped;
    }
}
