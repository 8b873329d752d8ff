using Weft.IR;

namespace Weft.Passes;

/// <summary>What affine accesses have in common.</summary>
internal static class AffineAccesses
{
    extension(IAffineAccess access)
    {
        /// <summary>The subscripts in terms of loop counters and symbols.</summary>
        public AffineValueMap ComposedMap => access.ValueMap.Normalized();

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
                if (vector is { HasScalableDimension: true } || vector?.Rank > rank) return null;
                return [.. Enumerable.Repeat(1L, rank - (vector?.Rank ?? 0)), .. vector?.Shape ?? default];
            }
        }

        /// <summary>Whether both surely begin at the same element of the same memory.</summary>
        public bool IsSamePlaceAs(IAffineAccess other) => access.Memref == other.Memref
            && access.ComposedMap.IsSameAs(other.ComposedMap);

        /// <summary>Whether it surely touches all that the other does.</summary>
        public bool Covers(IAffineAccess other) => access.IsSamePlaceAs(other) && access.Extents is { } sizes
            && other.Extents is { } others && sizes.Zip(others, (size, inner) => size >= inner).All(holds => holds);

        /// <summary>Whether both write one and the same number into all their elements.</summary>
        public bool BringsSameNumberAs(IAffineAccess other) => access is IAffineWrite write && other is IAffineWrite otherWrite
            && ConstantOp.ValueOf(write.Value) is DenseElementsAttr { SplatValue: { } number }
            && ConstantOp.ValueOf(otherWrite.Value) is DenseElementsAttr { SplatValue: { } otherNumber } && number.Equals(otherNumber);
    }
}
