using Weft.IR;

namespace Weft.Passes;

/// <summary>Where vectors begin so that most of them lie in one line of the cache each, as far as rows of arrays begin at lines: others are
/// in two, and cost two accesses.</summary>
internal static class AlignedStart
{
    // Accesses of a turn that must be spared for a vector more that is there in part; with fewer vectors in a row it is too much.
    private const int Worth = 2;
    private const int ShortRow = 4;

    /// <summary>What a counter's distance from multiples of the lanes is where what is stored is aligned; null where nothing is won, or
    /// it is not known.</summary>
    public static long? Of(VectorLoop plan, CpuModel machine)
    {
        if (!machine.HasMasks || plan.Loop.TripCount < ShortRow * plan.Lanes) return null;
        var accesses = NestLoop.BodyOf(plan.Root).Ops.OfType<IAffineAccess>()
            .Where(access => access is AffineLoadOp or AffineStoreOp && access.FollowsInMemory(plan.Loop.Counter)
                && plan.Lanes * CpuModel.BytesOf(((MemRefType)access.Memref.Type).Element) == CpuModel.LineBytes).ToList();
        if (accesses.Find(access => access is AffineStoreOp)?.AheadOf(plan.Loop.Counter) is not { } stored) return null;
        var start = AffineSum.Of(plan.Loop.Lower) is [var first] ? Remainder(first, plan.Lanes) : null;
        var spared = 0;
        foreach (var access in accesses)
        {
            var ahead = access.AheadOf(plan.Loop.Counter);
            if (start is null || (start + ahead) % plan.Lanes != 0) spared++;
            if (ahead is null || (ahead - stored) % plan.Lanes != 0) spared--;
        }

        return spared >= Worth ? -stored : null;
    }

    // By so many lanes: of blocks of a loop all begin as it does.
    private static long? Remainder(AffineSum sum, int lanes) => sum.Terms.Aggregate((long?)sum.Offset, (all, term) =>
        all + (term.Factor * (term.Factor % lanes == 0 ? 0 : StartOf(term.Value, lanes))));

    private static long? StartOf(Value counter, int lanes) => counter is BlockArgument { Owner.ParentOp: var loop, Index: var index }
        ? loop switch
        {
            AffineForOp counted when index == 0 && counted.Step % lanes == 0 => counted.LowerBound.Map.SingleConstant,
            AffineParallelOp nest when nest.Steps[index] % lanes == 0 => nest.LowerBound(index).Map.SingleConstant,
            _ => null,
        } : null;
}
