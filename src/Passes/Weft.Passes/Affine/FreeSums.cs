using Weft.IR;

namespace Weft.Passes;

/// <summary>Sums whose terms may be added in any order.</summary>
internal static class FreeSums
{
    extension(Operation op)
    {
        /// <summary>Whether it is one: of integers, or of floats that say so.</summary>
        public bool MayRegroup => op is AddIOp || (op is AddFOp real && ((IFastMath)real).Fastmath.HasFlag(FastMath.Reassoc));
    }
}
