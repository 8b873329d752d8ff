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

        /// <summary>Whether it joins numbers, and these in any order.</summary>
        public bool IsFreeJoin => op.MayReorder && op.Info.Has(OpTraits.Commutative);

        /// <summary>Whether it is a sum, and free.</summary>
        public bool IsFreeSum => op is AddFOp or AddIOp && op.MayReorder;
    }

    extension(IAffineAccess access)
    {
        /// <summary>Whether both are of statements that join something to what they find, in an order that is free.</summary>
        public bool JoinsInAnyOrderWith(IAffineAccess other) => access.Memref == other.Memref
            && JoinOf((Operation)access) is { } one && JoinOf((Operation)other) is { } another && one.Info == another.Info;
    }

    // What reads the element, and whose result is stored there.
    private static Operation? JoinOf(Operation access)
    {
        var join = access switch
        {
            AffineStoreOp store => store.Value.Def,
            AffineLoadOp { Result.HasOneUse: true } read => read.Result.Users.First(),
            _ => null,
        };
        if (join is not { IsFreeJoin: true } || !join.Results[0].HasOneUse || join.Results[0].Users.First() is not AffineStoreOp end)
            return null;
        // What is joined is no part of the element itself.
        var before = join.Operands.ToArray().Select(v => v.Def).OfType<AffineLoadOp>().Where(load => load.IsSamePlaceAs(end)).ToList();
        return before is [{ Result.HasOneUse: true } element] && (access == end || access == element) ? join : null;
    }
}
