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
            var reached = new HashSet<Block>(Order(region));
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

    /// <summary>The reachable blocks of a region, successors before the blocks that lead to them unless they lead back.</summary>
    internal static List<Block> Order(Region region)
    {
        var (order, seen) = (new List<Block>(), new HashSet<Block>());
        var path = new Stack<(Block Block, int Next)>();
        if (!region.IsEmpty && seen.Add(region.Entry)) path.Push((region.Entry, 0));
        while (path.Count > 0)
        {
            var (block, next) = path.Pop();
            // The last operation may be one of an unknown dialect.
            if (block.Last is not { } terminator || next == terminator.Successors.Count)
            {
                order.Add(block);
                continue;
            }

            path.Push((block, next + 1));
            if (seen.Add(terminator.Successors[next])) path.Push((terminator.Successors[next], 0));
        }

        return order;
    }
}
