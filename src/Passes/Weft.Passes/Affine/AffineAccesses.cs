using Weft.IR;

namespace Weft.Passes;

/// <summary>What affine accesses have in common.</summary>
internal static class AffineAccesses
{
    extension(IAffineAccess access)
    {
        /// <summary>The subscripts in terms of loop counters and symbols.</summary>
        public AffineValueMap ComposedMap => access.ValueMap.Normalized();

        /// <summary>Whether both surely touch the same element of the same memory.</summary>
        public bool IsSamePlaceAs(IAffineAccess other) => access.Memref == other.Memref
            && access.ComposedMap.Minus(other.ComposedMap).Map.Results.All(r => r is AffineConstant { Value: 0 });
    }
}
