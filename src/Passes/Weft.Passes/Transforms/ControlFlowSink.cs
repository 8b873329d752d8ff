using Weft.IR;

namespace Weft.Passes;

/// <summary>Moves operations without effects into the region that alone uses them, where that runs at most once.</summary>
[Pass("control-flow-sink", "Moves operations into the conditional regions that alone use them.")]
public sealed record ControlFlowSink : IPass
{
    public void Run(Operation root, PassContext context)
    {
        var sunk = 0;
        foreach (var op in root.WalkPostOrder().Where(op => op is IRunsRegionsAtMostOnce).ToList())
            foreach (var region in op.Regions)
                if (!region.IsEmpty) sunk += Sink(region);
        context.Statistics.Add("num-sunk", "Number of operations sunk", sunk);
        context.Analyses.Preserve<Dominance>();
    }

    private static int Sink(Region region)
    {
        var sunk = 0;
        var work = new Stack<Operation>(region.Ops);
        while (work.TryPop(out var user))
        {
            foreach (var operand in user.Operands)
            {
                if (operand.Def is not { } op || op.ParentRegion == region || !CanMove(op, region)) continue;
                op.MoveBefore(region.Entry.First!);
                work.Push(op);
                sunk++;
            }
        }

        return sunk;
    }

    private static bool CanMove(Operation op, Region region) =>
        op.ResultList.All(r => r.Users.All(user => region.Encloses(user.ParentRegion)))
        && op.MemoryEffects == MemoryEffects.None;
}
