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
        op.Dest != op.Parent && Next(op.Dest, op.DestOperands) is var (end, values) ? new BranchOp(values, end) : null;

    // cond_br true, a, b -> br a
    [Rule]
    private static Operation? ConstantCondition(CondBranchOp op) =>
        ConstantOp.IntegerOf(op.Condition) is { } condition ? Taken(op, condition != 0) : null;

    // cond_br c, a, b; a: br d -> cond_br c, d, b
    [Rule]
    private static Operation? ConditionalPassThrough(CondBranchOp op)
    {
        var (then, otherwise) = (Next(op.TrueDest, op.TrueDestOperands), Next(op.FalseDest, op.FalseDestOperands));
        if (then is null && otherwise is null) return null;
        var (trueEnd, trueValues) = then ?? (op.TrueDest, op.TrueDestOperands.ToArray());
        var (falseEnd, falseValues) = otherwise ?? (op.FalseDest, op.FalseDestOperands.ToArray());
        return KernelAttributes.KeepHints(op, new CondBranchOp(op.Condition, trueValues, falseValues, trueEnd, falseEnd));
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

    // cond_br c, a, b; a, to which nothing else leads: cond_br c, d, e -> br d
    [Rule]
    private static Operation? SameCondition(CondBranchOp op) =>
        OnlyWayTo(op.Parent!) is CondBranchOp before && before.Condition == op.Condition ? Taken(op, op.Parent == before.TrueDest) : null;

    // c in the block where cond_br c goes alone -> true, false
    [Rule]
    private static bool KnownCondition(CondBranchOp op, Rewriter rewriter) =>
        Propagate(op, op.TrueDest, true, rewriter) | Propagate(op, op.FalseDest, false, rewriter);

    private static bool Propagate(CondBranchOp op, Block target, bool value, Rewriter rewriter)
    {
        if (OnlyWayTo(target) is null) return false;
        Value? constant = null;
        foreach (var use in op.Condition.Uses)
            if (use.Owner.Parent == target)
                rewriter.SetOperand(use.Owner, use.Index, constant ??= rewriter.Constant(op, ConstantOp.Bool(value)));
        return constant is not null;
    }

    private static BranchOp Taken(CondBranchOp op, bool condition) => condition
        ? new BranchOp(op.TrueDestOperands.ToArray(), op.TrueDest)
        : new BranchOp(op.FalseDestOperands.ToArray(), op.FalseDest);

    /// <summary>The terminator that leads to a block, if there is one way only.</summary>
    internal static Operation? OnlyWayTo(Block block) =>
        block.PredecessorTerminators.Count == 1 ? block.PredecessorTerminators.First() : null;

    /// <summary>Where a block that only branches on leads; null when it does something, or leads nowhere else.</summary>
    internal static (Block Next, Value[] Values)? Next(Block block, OperandRange values)
    {
        if (block.First is not BranchOp branch || GoesRound(block)) return null;
        foreach (var argument in block.Arguments)
            foreach (var user in argument.Users)
                if (user != branch) return null;
        return (branch.Dest, [.. branch.DestOperands.Select(v => v is BlockArgument a && a.Owner == block ? values[a.Index] : v)]);
    }

    // Whether blocks that only branch on lead from here into a circle: there is no end to go to.
    private static bool GoesRound(Block block)
    {
        var (slow, isSecond) = (block, false);
        for (var fast = block; fast.First is BranchOp branch; isSecond = !isSecond)
        {
            fast = branch.Dest;
            if (isSecond) slow = ((BranchOp)slow.First!).Dest;
            if (fast == slow) return true;
        }

        return false;
    }
}
