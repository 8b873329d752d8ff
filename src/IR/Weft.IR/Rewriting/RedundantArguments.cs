using System.Collections.Generic;

namespace Weft.IR;

/// <summary>Block arguments that all branches give the same value are that value.</summary>
internal sealed class RedundantArguments(Rewriter rewriter)
{
    public void Run(Region region)
    {
        foreach (var block in region.Blocks)
        {
            if (!block.IsEntry) Drop(block);
            foreach (var op in block.Ops)
                foreach (var inner in op.Regions) Run(inner);
        }
    }

    private void Drop(Block block)
    {
        if (Edges(block) is not { Count: > 0 } edges) return;
        for (var i = block.Arguments.Count - 1; i >= 0; i--)
        {
            if (CommonValue(edges, i) is not { } common || common == block.Arguments[i]) continue;
            rewriter.ReplaceAllUses(block.Arguments[i], common);
            block.EraseArgument(i);
            foreach (var (branch, successor) in edges)
            {
                var kept = new List<Value>(branch.SuccessorOperands(successor));
                kept.RemoveAt(i);
                branch.SetSuccessorOperands(successor, kept);
                rewriter.Note((Operation)branch);
            }
        }
    }

    private static Value? CommonValue(List<(IBranch Branch, int Successor)> edges, int index)
    {
        Value? common = null;
        foreach (var (branch, successor) in edges)
        {
            var operands = branch.SuccessorOperands(successor);
            if (index >= operands.Count || (common ??= operands[index]) != operands[index]) return null;
        }

        return common;
    }

    // Null where something else than a branch leads to the block.
    private static List<(IBranch Branch, int Successor)>? Edges(Block block)
    {
        var edges = new List<(IBranch, int)>();
        foreach (var terminator in new HashSet<Operation>(block.PredecessorTerminators))
        {
            if (terminator is not IBranch branch) return null;
            for (var s = 0; s < terminator.Successors.Count; s++)
                if (terminator.Successors[s] == block) edges.Add((branch, s));
        }

        return edges;
    }
}
