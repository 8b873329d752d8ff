using Weft.IR;

namespace Weft.Passes;

/// <summary>Ways through the blocks of regions.</summary>
internal static class Branches
{
    /// <summary>Whether two operations of a region are in, or inside of what is in, two blocks.</summary>
    public static bool AreInOtherBlocks(Region region, Operation a, Operation b) => In(region, a)?.Parent != In(region, b)?.Parent;

    /// <summary>Whether branches may lead from one operation to another, with a value as it is.</summary>
    public static bool Lead(Operation from, Operation to, Value value)
    {
        var home = value.ParentBlock?.Parent;
        for (var region = from.ParentRegion; region is not null && home?.Encloses(region) != false; region = region.Parent?.ParentRegion)
        {
            if (region.Blocks.Count > 1 && In(region, from) is { } start && In(region, to) is { } end
                && Lead(start.Parent!, end.Parent!, value.ParentBlock)) return true;
        }

        return false;
    }

    // Whether branches lead to a block, at least one of them, and not over a third.
    private static bool Lead(Block from, Block to, Block? without)
    {
        var (seen, pending) = (new HashSet<Block>(), new Stack<Block>([from]));
        while (pending.TryPop(out var block))
        {
            foreach (var next in block.Last?.Successors ?? [])
            {
                if (next == without || !seen.Add(next)) continue;
                if (next == to) return true;
                pending.Push(next);
            }
        }

        return false;
    }

    // The operation of a region that another is or is inside of.
    private static Operation? In(Region region, Operation op)
    {
        for (var outer = op; outer is not null; outer = outer.ParentOp)
            if (outer.ParentRegion == region) return outer;
        return null;
    }
}
