using Weft.IR;

namespace Weft.Passes;

/// <summary>What one loop in the place of two brings, in cycles of a turn.</summary>
/// <param name="Saved">Bytes that it need not bring again.</param>
/// <param name="Share">Of all that both bring.</param>
/// <param name="Brought">What that takes.</param>
/// <param name="Lost">What vectors and threads saved that it has not.</param>
/// <param name="Streams">Rows of arrays that it walks along at once.</param>
internal sealed record FusionGain(Estimate Saved, double Share, double Brought, double Lost, int Streams)
{
    private const double InstructionsPerCycle = 4;

    // Below this, what else a turn does hides it.
    private const double LeastShare = 0.1;

    // Processors follow so many ahead.
    private const int MostStreams = 16;

    // Threads that share a loop at least, where any do.
    private const double Threads = 2;

    public bool Pays => Share >= LeastShare && Brought > Lost && Streams <= MostStreams;

    /// <summary>In words.</summary>
    public string Describe() =>
        FormattableString.Invariant($"{Share:P0} of what both touch need not come again, which takes {Brought:0.##} cycles a turn")
        + (Lost > 0 ? FormattableString.Invariant($"; without their vectors or threads a turn takes {Lost:0.##} more") : "")
        + (Streams > MostStreams ? $"; it would walk along {Streams} rows at once" : "");

    public static FusionGain Of(Operation first, Operation then, PassContext context)
    {
        var (before, behind) = (Footprint(first), Footprint(then));
        var saved = before.Sum(array => Math.Min(array.Value, behind.GetValueOrDefault(array.Key)));
        var all = before.Values.Sum() + behind.Values.Sum();
        var apart = Trial.On([first], block => Cycles(block, context)) + Trial.On([then], block => Cycles(block, context));
        var joined = Trial.On([first, then], block =>
        {
            LoopFusion.Join(block.First!, block.First!.Next!);
            return Cycles(block, context);
        });
        var turns = NestLoop.Of(first)!.Aggregate(1.0, (product, loop) => product * LoopWork.TurnsOf(loop));
        return new(
            new(saved, "bytes a turn"), all == 0 ? 0 : saved / all, saved / BytesPerCycle(all * turns, context.Machine),
            Math.Max(0, joined - apart) / turns, StreamsOf(first, then));
    }

    // Bytes of each array that a turn touches and others do not.
    private static Dictionary<Value, double> Footprint(Operation loop)
    {
        var counters = NestLoop.CountersOf(loop);
        return loop.Walk().OfType<IAffineAccess>().Where(access => counters.Any(access.MovesWith)).GroupBy(access => access.Memref)
            .ToDictionary(array => array.Key, array => array.Max(access => BytesOf(access, loop)));
    }

    private static double BytesOf(IAffineAccess access, Operation loop)
    {
        var bytes = (double)CpuModel.BytesOf(((MemRefType)access.Memref.Type).Element);
        for (var op = ((Operation)access).ParentOp!; op != loop; op = op.ParentOp!)
            if (op is AffineForOp or AffineParallelOp && NestLoop.Of(op) is { } inner)
                bytes = inner.Where(one => access.MovesWith(one.Counter)).Aggregate(bytes, (sum, one) => sum * LoopWork.TurnsOf(one));
        return bytes;
    }

    // From the cache that holds so much.
    private static double BytesPerCycle(double bytes, CpuModel machine) =>
        bytes <= machine.L1 ? 2 * machine.VectorBytes : bytes <= machine.L2 ? machine.VectorBytes / 2.0 : CpuModel.MemoryBytesPerCycle;

    // Of the loop in a block. What turns join they carry then; threads share loops whose turns need nothing of each other.
    private static double Cycles(Block block, PassContext context)
    {
        var threads = FindIndependentTurns.IsShared(block.First!) ? Threads : 1;
        new PromoteAccumulators().Run(block.ParentOp!, context with { Remarks = new() });
        return block.Ops.Sum(op => LoopWork.Of(op, context.Machine)) / InstructionsPerCycle / threads;
    }

    private static int StreamsOf(Operation first, Operation then) =>
        new[] { first, then }.Any(loop => loop.HasInnerLoops) ? 0 : first.Walk().Concat(then.Walk()).OfType<IAffineAccess>()
            .DistinctBy(access => (access.Memref, access.ComposedMap)).Count();
}
