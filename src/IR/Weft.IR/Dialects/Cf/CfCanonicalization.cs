using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>Rules on branches.</summary>
public static partial class CfCanonicalization
{
    // assert true -> nothing
    [Rule]
    private static bool KnownAssertion(AssertOp op, Rewriter rewriter)
    {
        if (ConstantOp.IntegerOf(op.Arg) is null or 0) return false;
        rewriter.Erase(op);
        return true;
    }

    // a: br b, and nothing else leads to b -> a; b
    [Rule]
    private static bool OnlyWay(BranchOp op, Rewriter rewriter)
    {
        var (here, next) = (op.Parent!, op.Dest);
        if (next == here || next.IsEntry || next.PredecessorTerminators.Count != 1) return false;
        rewriter.InlineBlockBefore(next, op, op.DestOperands.ToArray());
        rewriter.Erase(op);
        rewriter.Erase(next);
        return true;
    }

    // br a; a: br b -> br b
    [Rule]
    private static Operation? PassThrough(BranchOp op) =>
        Follow(op.Dest, op.DestOperands.ToArray()) is var (end, values) ? new BranchOp(values, end) : null;

    // cond_br true, a, b -> br a
    [Rule]
    private static Operation? ConstantCondition(CondBranchOp op) => ConstantOp.IntegerOf(op.Condition) switch
    {
        null => null,
        0 => new BranchOp(op.FalseDestOperands.ToArray(), op.FalseDest),
        _ => new BranchOp(op.TrueDestOperands.ToArray(), op.TrueDest),
    };

    // cond_br c, a, b; a: br d -> cond_br c, d, b
    [Rule]
    private static Operation? ConditionalPassThrough(CondBranchOp op)
    {
        var trueWay = Follow(op.TrueDest, op.TrueDestOperands.ToArray());
        var falseWay = Follow(op.FalseDest, op.FalseDestOperands.ToArray());
        if (trueWay is null && falseWay is null) return null;
        var (trueEnd, trueValues) = trueWay ?? (op.TrueDest, op.TrueDestOperands.ToArray());
        var (falseEnd, falseValues) = falseWay ?? (op.FalseDest, op.FalseDestOperands.ToArray());
        var branch = new CondBranchOp(op.Condition, trueValues, falseValues, trueEnd, falseEnd);
        foreach (var attribute in op.Attributes) branch.SetAttribute(attribute.Name, attribute.Value);
        return branch;
    }

    // cond_br c, a(x), a(y) -> br a(select(c, x, y)), where nothing else leads to a
    [Rule]
    private static Operation? SameDestination(CondBranchOp op, Rewriter rewriter)
    {
        if (op.TrueDest != op.FalseDest) return null;
        var (then, otherwise) = (op.TrueDestOperands.ToArray(), op.FalseDestOperands.ToArray());
        if (!then.SequenceEqual(otherwise) && op.TrueDest.PredecessorTerminators.Any(p => p != op)) return null;
        var values = then.Zip(otherwise, (a, b) => a == b ? a : rewriter.InsertBefore(op, new SelectOp(op.Condition, a, b)).Result);
        return new BranchOp([.. values], op.TrueDest);
    }

    // c in the block where cond_br c goes alone -> true, false
    [Rule]
    private static bool KnownCondition(CondBranchOp op, Rewriter rewriter)
    {
        var changed = false;
        foreach (var use in op.Condition.Uses)
        {
            var block = use.Owner.Parent!;
            var isOneWay = op.TrueDest != op.FalseDest && (block == op.TrueDest || block == op.FalseDest);
            if (!isOneWay || block.PredecessorTerminators.Count != 1) continue;
            changed |= rewriter.SetOperand(use.Owner, use.Index, rewriter.Constant(op, ConstantOp.Bool(block == op.TrueDest)));
        }

        return changed;
    }

    // switch of a constant, or without cases -> br
    [Rule]
    private static Operation? ConstantSwitch(SwitchOp op)
    {
        if (ConstantOp.ValueOf(op.Flag) is not IntegerAttr flag)
            return op.Destinations.Count == 1 ? new BranchOp(op.DefaultOperands.ToArray(), op.Destinations[0]) : null;
        var taken = op.Cases.ToList().IndexOf(flag) + 1;
        return new BranchOp(op.SuccessorOperands(taken).ToArray(), op.Destinations[taken]);
    }

    // Where a block that only branches on leads in the end; null when it does something, or never ends.
    private static (Block End, Value[] Values)? Follow(Block block, Value[] values)
    {
        var passed = new HashSet<Block>();
        while (Next(block, values) is var (next, nextValues))
        {
            if (!passed.Add(block)) return null;
            (block, values) = (next, nextValues);
        }

        return passed.Count > 0 ? (block, values) : null;
    }

    private static (Block Next, Value[] Values)? Next(Block block, Value[] values)
    {
        if (block.First is not BranchOp branch || block.Arguments.Any(a => a.Users.Any(u => u != branch))) return null;
        Value Passed(Value value) => value is BlockArgument argument && argument.Owner == block ? values[argument.Index] : value;
        return (branch.Dest, [.. branch.DestOperands.Select(Passed)]);
    }
}
