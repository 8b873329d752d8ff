using System.Collections.Generic;

namespace Weft.IR;

/// <summary>
/// Which blocks and operations are passed on every path to others. Computed per region by the iterative algorithm of Cooper,
/// Harvey and Kennedy; valid until a branch or block changes.
/// </summary>
public sealed class Dominance
{
    private readonly Dictionary<Region, Tree> _trees = [];

    private sealed class Tree
    {
        // Position in reverse postorder; blocks that cannot be reached have none.
        public Dictionary<Block, int> Order { get; } = [];

        public List<int> ImmediateDominator { get; } = [];

        public List<Block> Blocks { get; init; } = [];

        /// <summary>For each block the first and the last in an order of the tree where what a block dominates stands right behind
        /// it.</summary>
        public (int First, int Last)[] Spans { get; set; } = [];
    }

    /// <summary>Whether control can get to the block.</summary>
    public bool IsReachable(Block block) => block.Parent is not { } region || block.IsEntry || TreeOf(region).Order.ContainsKey(block);

    /// <summary>Whether the value is available at the operation: defined before it on every path.</summary>
    public bool Dominates(Value value, Operation user)
    {
        if (value.ParentBlock is not { Parent: { } region } home) return false;
        // The user's ancestor in the value's region decides: what is nested sees what its owner sees.
        var at = user;
        while (at is not null && at.ParentRegion != region) at = at.ParentOp;
        if (at is null) return false;
        // In a graph region order means nothing; of an operation that is not known nobody can say.
        if (region.Parent is { } owner && (owner.Info.Has(OpTraits.HasOnlyGraphRegion) || !owner.Info.IsRegistered)) return true;
        if (value is BlockArgument) return Dominates(home, at.Parent!);
        var definition = value.Def!;
        if (home != at.Parent) return Dominates(home, at.Parent!);
        // A region inside the defining operation does not see its results.
        return definition != at && definition.IsBefore(at);
    }

    /// <summary>Whether every path to <paramref name="other"/> passes <paramref name="first"/>, or they are the same.</summary>
    public bool Dominates(Operation first, Operation other)
    {
        var at = other;
        while (at is not null && at.ParentRegion != first.ParentRegion) at = at.ParentOp;
        if (at is null) return false;
        return at.Parent != first.Parent ? Dominates(first.Parent!, at.Parent!) : at == first || first.IsBefore(at);
    }

    /// <summary>
    /// Whether every path to <paramref name="block"/> passes <paramref name="dominator"/>. All dominate what cannot be reached.
    /// </summary>
    public bool Dominates(Block dominator, Block block)
    {
        if (dominator == block) return true;
        var region = block.Parent!;
        if (region.Blocks.Count == 1) return false;
        var tree = TreeOf(region);
        if (!tree.Order.TryGetValue(block, out var at)) return true;
        if (!tree.Order.TryGetValue(dominator, out var target)) return false;
        var (first, last) = tree.Spans[target];
        return tree.Spans[at].First >= first && tree.Spans[at].First <= last;
    }

    /// <summary>The closest block that every path to this one passes; null for entry blocks and blocks that cannot be reached.</summary>
    public Block? ImmediateDominator(Block block)
    {
        if (block.Parent is not { } region) return null;
        var tree = TreeOf(region);
        return tree.Order.TryGetValue(block, out var at) && at > 0 ? tree.Blocks[tree.ImmediateDominator[at]] : null;
    }

    private Tree TreeOf(Region region)
    {
        if (_trees.TryGetValue(region, out var known)) return known;
        var blocks = region.ReachableBlocks();
        blocks.Reverse();
        var tree = new Tree { Blocks = blocks };
        for (var i = 0; i < blocks.Count; i++)
        {
            tree.Order[blocks[i]] = i;
            tree.ImmediateDominator.Add(i == 0 ? 0 : -1);
        }

        for (var changed = true; changed;)
        {
            changed = false;
            for (var i = 1; i < blocks.Count; i++)
            {
                var dominator = -1;
                foreach (var predecessor in blocks[i].PredecessorTerminators)
                {
                    if (!tree.Order.TryGetValue(predecessor.Parent!, out var p) || tree.ImmediateDominator[p] < 0) continue;
                    dominator = dominator < 0 ? p : Intersect(tree.ImmediateDominator, p, dominator);
                }

                if (dominator == tree.ImmediateDominator[i]) continue;
                tree.ImmediateDominator[i] = dominator;
                changed = true;
            }
        }

        tree.Spans = Spans(tree.ImmediateDominator);
        return _trees[region] = tree;
    }

    // A block comes behind its dominator in reverse postorder: sizes are summed up from behind, places given from the front.
    private static (int First, int Last)[] Spans(List<int> dominators)
    {
        var sizes = new int[dominators.Count];
        for (var i = sizes.Length - 1; i >= 0; i--)
        {
            sizes[i]++;
            if (i > 0) sizes[dominators[i]] += sizes[i];
        }

        var spans = new (int First, int Last)[sizes.Length];
        var next = new int[sizes.Length];
        for (var i = 0; i < spans.Length; i++)
        {
            var first = i == 0 ? 0 : next[dominators[i]];
            if (i > 0) next[dominators[i]] += sizes[i];
            spans[i] = (first, first + sizes[i] - 1);
            next[i] = first + 1;
        }

        return spans;
    }

    private static int Intersect(List<int> dominators, int a, int b)
    {
        while (a != b)
        {
            while (a > b) a = dominators[a];
            while (b > a) b = dominators[b];
        }

        return a;
    }
}
