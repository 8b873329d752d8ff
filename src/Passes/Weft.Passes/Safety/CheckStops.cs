using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Lets a launch be cancelled: whatever can run for long looks at the stop flag. A turn of unknown length looks each time; loops
/// of short turns look once per strip, so that a strip stays a plain loop, which LLVM vectorises.
/// </summary>
/// <param name="Work">Operations between two looks: well below a millisecond, and thousands of times what a look costs.</param>
[Pass("check-stops", "Makes long loops notice that a launch was cancelled.")]
public sealed record CheckStops(long Work = 1 << 18) : IPass
{
    // Operations of a turn beside which a look is nothing.
    private const long LongTurn = 1 << 10;

    // A strip of such steps is far from wrapping around.
    private const long LargestStep = 1L << 20;

    public void Run(Operation root, PassContext context)
    {
        var estimate = new WorkEstimate(Work);
        foreach (var function in root.Walk().OfType<FuncOp>().ToList())
        {
            foreach (var op in function.Walk().ToList())
                if (op is WhileOp endless) Look(endless.After.Entry, op);
                else if (op is ForOp loop) Place(loop, estimate);
            foreach (var region in function.Walk().SelectMany(o => o.Regions).ToList()) PlaceOnCycles(region);
        }
    }

    private void Place(ForOp loop, WorkEstimate estimate)
    {
        if (estimate.Of(loop) is not null) return;
        var step = ConstantOp.IntegerOf(loop.Step);
        if (estimate.Of(loop.Body) is { } turn && turn < LongTurn && step is > 0 and <= LargestStep)
            StripMining.Apply(loop, step.Value * PowerOfTwo(Work / turn));
        else
            Look(loop.Body.Entry, loop);
    }

    // A cycle of branches has an edge that does not lead on.
    private static void PlaceOnCycles(Region region)
    {
        var place = new Dictionary<Block, int>();
        foreach (var block in region.Blocks) place[block] = place.Count;
        foreach (var block in region.Blocks)
            if (block.PredecessorTerminators.Any(p => place[p.Parent!] >= place[block])) Look(block, block.First!);
    }

    private static void Look(Block block, Operation at) => Builder.AtStart(block, at.Location).Insert(new CheckStopOp());

    // Strips then end where vectors end.
    private static long PowerOfTwo(long atMost) => 1L << Logarithm.Of2((ulong)atMost);
}
