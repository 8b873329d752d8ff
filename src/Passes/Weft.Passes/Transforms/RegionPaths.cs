using Weft.IR;

namespace Weft.Passes;

/// <summary>How control goes through a region. Holds for all its slots: to promote one changes no branch's ways.</summary>
internal sealed class RegionPaths
{
    private readonly Region _region;
    private readonly Dominance _dominance = new();
    private readonly Dictionary<Block, HashSet<Block>> _frontiers = [];

    public RegionPaths(Region region)
    {
        _region = region;
        var children = region.Blocks.ToLookup(_dominance.ImmediateDominator);
        var work = new Stack<(Block Block, int Dominator)>([(region.Entry, -1)]);
        while (work.TryPop(out var next))
        {
            foreach (var child in children[next.Block].Reverse()) work.Push((child, DownTree.Count));
            DownTree.Add(next);
        }

        FindFrontiers();
    }

    /// <summary>The blocks that control can get to, each behind its immediate dominator, whose place stands with it.</summary>
    public List<(Block Block, int Dominator)> DownTree { get; } = [];

    public bool IsReachable(Block block) => _dominance.IsReachable(block);

    /// <summary>The blocks to which one leads, itself or through blocks it dominates, but which it does not dominate.</summary>
    public IReadOnlyCollection<Block> Frontier(Block block) => _frontiers.TryGetValue(block, out var frontier) ? frontier : [];

    private void FindFrontiers()
    {
        foreach (var block in _region.Blocks.Where(b => b.PredecessorTerminators.Count > 1))
            foreach (var predecessor in block.PredecessorTerminators)
                for (var at = predecessor.Parent; at is not null && at != _dominance.ImmediateDominator(block);
                     at = _dominance.ImmediateDominator(at))
                {
                    if (!_frontiers.TryGetValue(at, out var frontier)) _frontiers.Add(at, frontier = []);
                    frontier.Add(block);
                }
    }
}
