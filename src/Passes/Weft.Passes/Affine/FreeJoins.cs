using Weft.IR;

namespace Weft.Passes;

/// <summary>Joins of numbers that may be done in any order.</summary>
internal static class FreeJoins
{
    extension(Operation op)
    {
        /// <summary>Whether a join is one: all of integers, and of floats those that say so, or that give the same in any order.</summary>
        public bool MayReorder =>
            op is not IFastMath real || op is MaximumFOp or MinimumFOp || real.Fastmath.HasFlag(FastMath.Reassoc);

        /// <summary>Whether it is a sum, and free.</summary>
        public bool IsFreeSum => op is AddFOp or AddIOp && op.MayReorder;
    }
}
