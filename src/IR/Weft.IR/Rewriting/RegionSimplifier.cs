using System.Collections.Generic;

namespace Weft.IR;

/// <summary>Keeps the blocks of regions in order: unreachable ones go, dead ones become empty, and the same ones become one.</summary>
internal sealed class RegionSimplifier(Rewriter rewriter, RegionSimplification level)
{
    /// <summary>Simplifies a region and those inside. Returns whether something changed.</summary>
    public bool Run(Region region)
    {
        var before = rewriter.Changes;
        EraseUnreachable(region);
        EraseDead(region);
        if (level == RegionSimplification.Aggressive)
        {
            new BlockMerger(rewriter).Run(region);
            new RedundantArguments(rewriter).Run(region);
        }

        return rewriter.Changes != before;
    }

    private void EraseUnreachable(Region region)
    {
        if (region.Blocks.Count > 1)
        {
            var reached = new HashSet<Block>(region.ReachableBlocks());
            for (var b = region.Blocks.Count - 1; b > 0; b--)
            {
                if (reached.Contains(region.Blocks[b])) continue;
                // Its values may be used by other unreachable blocks, which go, too.
                rewriter.Erase(region.Blocks[b]);
            }
        }

        foreach (var block in region.Blocks)
            foreach (var op in block.Ops)
                foreach (var inner in op.Regions) EraseUnreachable(inner);
    }

    // What a worklist does not find dead: what lost its last use to an operation that changed in place, values that go round between
    // blocks, and the arguments that carry them.
    private void EraseDead(Region region)
    {
        if (region.Blocks.Count > 1)
        {
            new Liveness(rewriter, region).EraseDead();
            return;
        }

        if (region.IsEmpty) return;
        Operation? previous;
        for (var op = region.Entry.Last; op is not null; op = previous)
        {
            previous = op.Previous;
            if (op.IsTriviallyDead) rewriter.Erase(op);
            else
                foreach (var inner in op.Regions) EraseDead(inner);
        }
    }
}
