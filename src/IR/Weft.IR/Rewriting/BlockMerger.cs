using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>Makes one block of blocks that do the same and go to the same places. Where they differ only in values from outside,
/// these become arguments.</summary>
internal sealed class BlockMerger(Rewriter rewriter)
{
    public void Run(Region region)
    {
        while (region.Blocks.Count > 1 && MergeOnce(region)) { }
        foreach (var block in region.Blocks)
            foreach (var op in block.Ops)
                foreach (var inner in op.Regions) Run(inner);
    }

    private bool MergeOnce(Region region)
    {
        var merged = false;
        foreach (var cluster in Clusters(region))
        {
            var same = new List<Block> { cluster[0] };
            var differences = new SortedSet<int>();
            foreach (var block in cluster.Skip(1))
            {
                // Since the clusters were made, others may have got arguments.
                if (Differences(cluster[0], block) is not { } found) continue;
                differences.UnionWith(found);
                same.Add(block);
            }

            if (same.Count > 1) merged |= Merge(same, [.. differences]);
        }

        return merged;
    }

    // Blocks that are like the first of them, in the order of the firsts.
    private static List<List<Block>> Clusters(Region region)
    {
        var clusters = new List<List<Block>>();
        var byOutline = new Dictionary<int, List<List<Block>>>();
        foreach (var block in region.Blocks.Skip(1).Where(CanMerge))
        {
            var outline = Outline(block);
            if (!byOutline.TryGetValue(outline, out var alike)) byOutline.Add(outline, alike = []);
            if (alike.Find(c => Differences(c[0], block) is not null) is { } cluster)
            {
                cluster.Add(block);
                continue;
            }

            clusters.Add([block]);
            alike.Add(clusters[clusters.Count - 1]);
        }

        return clusters;
    }

    // Equal for blocks that are alike.
    private static int Outline(Block block)
    {
        var hash = block.Arguments.Count;
        foreach (var op in block.Ops)
        {
            hash = unchecked((hash * 31) + op.Info.GetHashCode());
            foreach (var successor in op.Successors) hash = unchecked((hash * 31) + successor.GetHashCode());
            foreach (var property in op.Properties) hash = unchecked((hash * 31) + (property?.GetHashCode() ?? 0));
        }

        return hash;
    }

    // What a block computes for others depends on which one it is.
    private static bool CanMerge(Block block) => block.Arguments.All(a => IsLocal(a, block))
        && block.Ops.All(op => op.Regions.All(r => r.IsEmpty) && op.ResultList.All(r => IsLocal(r, block)));

    private static bool IsLocal(Value value, Block block) => value.Users.All(u => u.Parent == block);

    // The operands (counted through the block) in which two blocks differ; null when they differ in more.
    private static List<int>? Differences(Block left, Block right)
    {
        if (left.Arguments.Count != right.Arguments.Count) return null;
        for (var i = 0; i < left.Arguments.Count; i++)
            if (left.Arguments[i].Type != right.Arguments[i].Type) return null;
        var (found, place, inside) = (new List<int>(), 0, new Dictionary<Value, Value>());
        for (var i = 0; i < left.Arguments.Count; i++) inside.Add(left.Arguments[i], right.Arguments[i]);
        var (a, b) = (left.First, right.First);
        for (; a is not null && b is not null; (a, b) = (a.Next, b.Next))
        {
            if (!AreAlike(a, b)) return null;
            for (var i = 0; i < a.OperandSlots.Length; i++, place++)
            {
                var (x, y) = (a.Operands[i], b.Operands[i]);
                if (inside.TryGetValue(x, out var expected) ? expected == y : x == y) continue;
                if (x.Type != y.Type || IsIn(x, left) || IsIn(y, right)) return null;
                found.Add(place);
            }

            for (var i = 0; i < a.Results.Length; i++) inside.Add(a.Results[i], b.Results[i]);
        }

        return a is null && b is null ? found : null;
    }

    private static bool IsIn(Value value, Block block) => value.ParentBlock == block;

    private static bool AreAlike(Operation a, Operation b) =>
        a.Info == b.Info && a.OperandSlots.Length == b.OperandSlots.Length && a.Successors.SequenceEqual(b.Successors)
        && a.Properties.SequenceEqual(b.Properties) && a.Attributes.SequenceEqual(b.Attributes)
        && a.ResultList.Select(r => r.Type).SequenceEqual(b.ResultList.Select(r => r.Type));

    private bool Merge(List<Block> same, List<int> differences)
    {
        var leader = same[0];
        if (differences.Count > 0)
        {
            // All ways in must be able to pass the values; places that get the same ones on all ways share an argument.
            foreach (var way in same.SelectMany(b => b.PredecessorTerminators))
                if (way is not IBranch) return false;
            var groups = differences.GroupBy(d => same.Select(b => At(b, d).Value).ToSequence()).ToList();
            foreach (var group in groups)
            {
                var slots = group.Select(d => At(leader, d)).ToList();
                var argument = leader.AddArgument(group.Key[0].Type, slots[0].Owner.Location);
                foreach (var slot in slots) rewriter.SetOperand(slot.Owner, slot.Index, argument);
            }

            for (var i = 0; i < same.Count; i++)
            {
                var values = groups.ConvertAll(g => g.Key[i]);
                foreach (var way in same[i].PredecessorTerminators.Distinct().ToList()) Pass(way, same[i], values);
            }
        }

        foreach (var block in same.Skip(1))
        {
            foreach (var way in block.PredecessorTerminators.Distinct().ToList())
                for (var s = 0; s < way.Successors.Count; s++)
                    if (way.Successors[s] == block) way.SetSuccessor(s, leader);
            rewriter.Erase(block);
        }

        return true;
    }

    private void Pass(Operation way, Block target, List<Value> values)
    {
        for (var s = 0; s < way.Successors.Count; s++)
            if (way.Successors[s] == target) ((IBranch)way).SetSuccessorOperands(s, [.. ((IBranch)way).SuccessorOperands(s), .. values]);
        rewriter.Note(way);
    }

    private static OpOperand At(Block block, int place)
    {
        foreach (var op in block.Ops)
        {
            if (place < op.OperandSlots.Length) return op.OperandSlots[place];
            place -= op.OperandSlots.Length;
        }

        throw new System.ArgumentOutOfRangeException(nameof(place));
    }
}
