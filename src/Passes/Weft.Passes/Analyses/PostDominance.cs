using Weft.IR;

namespace Weft.Passes;

/// <summary>What comes on every way to the end of a region.</summary>
public static class PostDominance
{
    /// <summary>Whether no way from an operation to the end of the region that holds both goes around this one.</summary>
    public static bool AlwaysFollows(this Operation later, Operation first)
    {
        if (later.Parent == first.Parent) return first.IsBefore(later);
        var (seen, open) = (new HashSet<Block> { later.Parent! }, new Stack<Block>([first.Parent!]));
        while (open.TryPop(out var block))
        {
            if (!seen.Add(block)) continue;
            if (block.Last is not { Successors: { Count: > 0 } successors }) return false;
            foreach (var successor in successors) open.Push(successor);
        }

        return true;
    }
}
