using System;
using System.Collections.Generic;

namespace Weft.IR;

/// <summary>An operation on a slice: per dimension an offset, a size and a stride, each a number or a value.</summary>
public interface IOffsetSizeAndStride
{
    OperandRange Offsets { get; }

    OperandRange Sizes { get; }

    OperandRange Strides { get; }

    /// <summary>The offsets that are numbers, open where an operand stands.</summary>
    Sequence<long> StaticOffsets { get; }

    Sequence<long> StaticSizes { get; }

    Sequence<long> StaticStrides { get; }

    /// <summary>How many offsets, sizes and strides there must be.</summary>
    (int Offsets, int Sizes, int Strides) SliceRanks { get; }
}

public static class OffsetsSizesAndStrides
{
    extension(IOffsetSizeAndStride slice)
    {
        public MixedIndex[] MixedOffsets => MixedIndex.Zip(slice.StaticOffsets, slice.Offsets);

        public MixedIndex[] MixedSizes => MixedIndex.Zip(slice.StaticSizes, slice.Sizes);

        public MixedIndex[] MixedStrides => MixedIndex.Zip(slice.StaticStrides, slice.Strides);

        /// <summary>Offsets, sizes and strides with numbers in the place of constants, null when there are none. What is an error only when
        /// it is met (a negative offset or size) stays a value.</summary>
        public (MixedIndex[] Offsets, MixedIndex[] Sizes, MixedIndex[] Strides)? FoldedParts
        {
            get
            {
                var (offsets, sizes, strides) = (slice.MixedOffsets, slice.MixedSizes, slice.MixedStrides);
                return Fold(offsets, 0) | Fold(sizes, 0) | Fold(strides, long.MinValue) ? (offsets, sizes, strides) : null;
            }
        }

        /// <summary>Whether the same part of equal shapes is meant and written the same way: a value is no number, also if it is constant.
        /// </summary>
        public bool IsSameSlice(IOffsetSizeAndStride other) =>
            slice.StaticOffsets == other.StaticOffsets && slice.Offsets.SequenceEqual(other.Offsets)
            && slice.StaticSizes == other.StaticSizes && slice.Sizes.SequenceEqual(other.Sizes)
            && slice.StaticStrides == other.StaticStrides && slice.Strides.SequenceEqual(other.Strides);

        /// <summary>Whether the slice is all of a shape.</summary>
        public bool IsAllOf(Sequence<long> shape)
        {
            var sizes = slice.MixedSizes;
            for (var d = 0; d < shape.Count; d++)
                if (!sizes[d].Is(shape[d]))
                    return false;
            return Array.TrueForAll(slice.MixedOffsets, o => o.Is(0)) && Array.TrueForAll(slice.MixedStrides, s => s.Is(1));
        }

        /// <summary>All strides are the number 1.</summary>
        public bool HasUnitStrides
        {
            get
            {
                foreach (var stride in slice.StaticStrides)
                    if (stride != 1)
                        return false;
                return true;
            }
        }
    }

    private static bool Fold(MixedIndex[] indices, long least)
    {
        var changed = false;
        for (var i = 0; i < indices.Length; i++)
        {
            if (indices[i] is not { Value: not null, Constant: { } constant } || constant < least) continue;
            indices[i] = constant;
            changed = true;
        }

        return changed;
    }

    /// <summary>Checks that the lists fit each other.</summary>
    public static bool Verify<T>(T op, DiagnosticBag diagnostics) where T : Operation, IOffsetSizeAndStride
    {
        var (offsets, sizes, strides) = (op.StaticOffsets, op.StaticSizes, op.StaticStrides);
        var ranks = op.SliceRanks;
        if (!(offsets.Count == 1 && ranks.Offsets == 1) && offsets.Count != sizes.Count)
            return Mismatch("offsets", offsets, "sizes", sizes);
        if (sizes.Count != strides.Count) return Mismatch("sizes", sizes, "strides", strides);
        return Entries("offset", ranks.Offsets, offsets, op.Offsets) && Entries("size", ranks.Sizes, sizes, op.Sizes)
            && Entries("stride", ranks.Strides, strides, op.Strides)
            && NonNegative("offsets", offsets) && NonNegative("sizes", sizes);

        bool Fail(string message) => op.ErrorAsIs(diagnostics, message);

        bool Mismatch(string first, Sequence<long> a, string second, Sequence<long> b) => Fail(
            $"expected mixed {first} rank to match mixed {second} rank ({a.Count} vs {b.Count}) "
            + "so the rank of the result type is well-formed.");

        bool Entries(string name, int count, Sequence<long> numbers, IReadOnlyList<Value> values)
        {
            if (numbers.Count != count) return Fail($"expected {count} {name} values, got {numbers.Count}");
            var open = Extents.CountOpen(numbers);
            return values.Count == open || Fail($"expected {open} dynamic {name} values");
        }

        bool NonNegative(string name, Sequence<long> numbers)
        {
            foreach (var number in numbers)
                if (number < 0 && !Extents.IsOpen(number))
                    return Fail($"expected {name} to be non-negative, but got {number}");
            return true;
        }
    }
}
