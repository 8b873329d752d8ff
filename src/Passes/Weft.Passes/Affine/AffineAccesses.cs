using Weft.IR;

namespace Weft.Passes;

/// <summary>What affine accesses have in common.</summary>
internal static class AffineAccesses
{
    extension(IAffineAccess access)
    {
        /// <summary>The subscripts in terms of loop counters and symbols.</summary>
        public AffineValueMap ComposedMap => (access is ClampedLoadOp clamped ? clamped.Subscripts : access.ValueMap).Normalized();

        /// <summary>Whether what it touches depends on a counter.</summary>
        public bool MovesWith(Value counter) => access.ValueMap.Normalized().Operands.Contains(counter);

        /// <summary>How many elements it touches in each dimension, from its subscripts on; null where nobody can tell.</summary>
        public IReadOnlyList<long>? Extents
        {
            get
            {
                var rank = ((MemRefType)access.Memref.Type).Rank;
                var vector = access switch
                {
                    AffineVectorLoadOp load => load.Result.Type as VectorType,
                    AffineVectorStoreOp store => store.Value.Type as VectorType,
                    _ => null,
                };
                if (access is ClampedLoadOp || vector is { HasScalableDimension: true } || vector?.Rank > rank) return null;
                return [.. Enumerable.Repeat(1L, rank - (vector?.Rank ?? 0)), .. vector?.Shape ?? default];
            }
        }

        /// <summary>How far from its subscripts the elements lie that it may touch, in each dimension; null where nobody can
        /// tell.</summary>
        public IReadOnlyList<(long Low, long High)>? Reach => access is ClampedLoadOp clamped
            ? clamped.Reach : access.Extents?.Select(size => (0L, size - 1)).ToList();

        /// <summary>Whether both surely begin at the same element of the same memory.</summary>
        public bool IsSamePlaceAs(IAffineAccess other) => access.Memref == other.Memref && access is not ClampedLoadOp
            && other is not ClampedLoadOp && access.ComposedMap.IsSameAs(other.ComposedMap);

        /// <summary>Whether it surely touches all that the other does.</summary>
        public bool Covers(IAffineAccess other) => access.IsSamePlaceAs(other) && access.Extents is { } sizes
            && other.Extents is { } others && sizes.Zip(others, (size, inner) => size >= inner).All(holds => holds);

        /// <summary>Whether both write one and the same number into all their elements.</summary>
        public bool BringsSameNumberAs(IAffineAccess other) => access is IAffineWrite write && other is IAffineWrite otherWrite
            && ConstantOp.ValueOf(write.Value) is DenseElementsAttr { SplatValue: { } number }
            && ConstantOp.ValueOf(otherWrite.Value) is DenseElementsAttr { SplatValue: { } otherNumber } && number.Equals(otherNumber);
    }
}
