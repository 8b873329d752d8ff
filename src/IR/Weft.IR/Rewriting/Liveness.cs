using System.Collections.Generic;

namespace Weft.IR;

/// <summary>Finds what in a region of several blocks nothing depends on: operations, also if they use each other in a circle, and
/// block arguments.</summary>
internal sealed class Liveness(Rewriter rewriter, Region root)
{
    private readonly HashSet<Operation> _live = [];
    private readonly HashSet<Value> _liveArguments = [];
    private bool _grew;

    public void EraseDead()
    {
        do
        {
            _grew = false;
            Visit(root);
        }
        while (_grew);
        Erase(root);
    }

    private void Visit(Region region)
    {
        foreach (var block in region.ReachableBlocks())
        {
            for (var op = block.Last; op is not null; op = op.Previous) Visit(op);
            if (block.IsEntry) continue;
            foreach (var argument in block.Arguments)
                if (!_liveArguments.Contains(argument) && IsUsed(argument)) _grew |= _liveArguments.Add(argument);
        }
    }

    private void Visit(Operation op)
    {
        foreach (var region in op.Regions) Visit(region);
        if (op.Info.Has(OpTraits.IsTerminator))
        {
            _grew |= _live.Add(op);
            if (op is IBranch) return;
            foreach (var successor in op.Successors)
                foreach (var argument in successor.Arguments) _grew |= _liveArguments.Add(argument);
        }
        else if (!_live.Contains(op) && (!op.WouldBeDead || IsUsed(op)))
        {
            _grew |= _live.Add(op);
        }
    }

    private bool IsUsed(Operation op)
    {
        foreach (var result in op.Results)
            if (IsUsed(result)) return true;
        return false;
    }

    private bool IsUsed(Value value)
    {
        for (var use = value.FirstUse; use is not null; use = use.NextUse)
            if (_live.Contains(use.Owner) && (Receiver(use) is not { } argument || _liveArguments.Contains(argument)))
                return true;
        return false;
    }

    // The argument to which a branch passes an operand; null for an operand that the branch itself needs.
    private static BlockArgument? Receiver(OpOperand use)
    {
        if (use.Owner is not IBranch branch) return null;
        for (var s = 0; s < use.Owner.Successors.Count; s++)
        {
            var operands = branch.SuccessorOperands(s);
            if (use.Index >= operands.Start && use.Index < operands.Start + operands.Count)
                return use.Owner.Successors[s].Arguments[use.Index - operands.Start];
        }

        return null;
    }

    private void Erase(Region region)
    {
        foreach (var block in region.ReachableBlocks())
        {
            if (region.Blocks.Count > 1 && block.Terminator is IBranch branch) DropDeadOperands(block.Terminator, branch);
            for (var op = block.Last; op is not null;)
            {
                var previous = op.Previous;
                if (!_live.Contains(op)) rewriter.Erase(op);
                else
                    foreach (var inner in op.Regions) Erase(inner);
                op = previous;
            }
        }

        // The entry's arguments belong to the operation around.
        for (var b = 1; b < region.Blocks.Count; b++)
            for (var a = region.Blocks[b].Arguments.Count - 1; a >= 0; a--)
                if (!_liveArguments.Contains(region.Blocks[b].Arguments[a])) region.Blocks[b].EraseArgument(a);
    }

    private void DropDeadOperands(Operation terminator, IBranch branch)
    {
        for (var s = 0; s < terminator.Successors.Count; s++)
        {
            var kept = new List<Value>();
            var operands = branch.SuccessorOperands(s);
            for (var i = 0; i < operands.Count; i++)
                if (_liveArguments.Contains(terminator.Successors[s].Arguments[i])) kept.Add(operands[i]);
            if (kept.Count == operands.Count) continue;
            branch.SetSuccessorOperands(s, kept);
            rewriter.Note(terminator);
        }
    }
}
