using Weft.IR;

namespace Weft.Passes;

/// <summary>Puts one body in the place of one call.</summary>
internal static class Inlining
{
    /// <summary>Whether the body may stand where the call stands: no recursion, known operations, blocks only where there may be some.
    /// </summary>
    public static bool IsLegal(Operation call, Operation callee)
    {
        var body = ((ICallable)callee).CallableRegion!;
        if (call.Info.Has(OpTraits.IsTerminator) || body.Encloses(call.ParentRegion)) return false;
        var takesBlocks = call.ParentOp!.Info == callee.Info
            || (call.ParentOp.Info.IsRegistered && !call.ParentOp.Info.Has(OpTraits.SingleBlock));
        if (body.Blocks.Count > 1 && !takesBlocks) return false;
        return ((ICall)call).Arguments.Types.SequenceEqual(body.Entry.Arguments.Select(a => a.Type))
            && body.Ops.All(op => op.Walk().All(inner => inner.Info.IsRegistered));
    }

    /// <summary>Replaces a call by the body, or by a copy of it. Gives the operations that came.</summary>
    public static IReadOnlyList<Operation> Replace(Operation call, Region body, bool copies)
    {
        var moved = new Region();
        if (copies) new IrMapping().CloneInto(body, moved);
        else body.MoveBlocksTo(moved);
        var arguments = ((ICall)call).Arguments.ToArray();
        for (var i = 0; i < arguments.Length; i++) moved.Entry.Arguments[i].ReplaceAllUsesWith(arguments[i]);
        for (var i = arguments.Length - 1; i >= 0; i--) moved.Entry.EraseArgument(i);
        if (!call.Location.IsUnknown)
            foreach (var op in moved.Ops.SelectMany(o => o.Walk()))
                op.Location = Location.Composed(new CallSiteLocation(op.Location, call.Location));
        return moved.Blocks.Count == 1 ? ReplaceStraight(call, moved.Entry) : ReplaceBranching(call, moved);
    }

    private static IReadOnlyList<Operation> ReplaceStraight(Operation call, Block body)
    {
        var end = body.Last!;
        var values = end.Operands.ToArray();
        end.Erase();
        var came = body.Ops.ToList();
        foreach (var op in came) op.MoveBefore(call);
        call.ReplaceWith(values);
        return came;
    }

    // The block is cut at the call; returns of the body branch to the second half.
    private static IReadOnlyList<Operation> ReplaceBranching(Operation call, Region body)
    {
        var (head, region) = (call.Parent!, call.ParentRegion!);
        var rest = new Block();
        region.Insert(region.IndexOf(head) + 1, rest);
        head.MoveOpsFrom(call.Next, rest);
        var results = call.ResultList.Select(r => (Value)rest.AddArgument(r.Type, call.Location)).ToArray();
        foreach (var block in body.Blocks)
        {
            if (block.Last is not { } exit || !exit.Info.Has(OpTraits.ReturnLike)) continue;
            block.Append(new BranchOp(exit.Operands.ToArray(), rest) { Location = exit.Location });
            exit.Erase();
        }

        var entry = body.Entry;
        var came = body.Ops.ToList();
        body.MoveBlocksTo(region, region.IndexOf(rest));
        call.ReplaceWith(results);
        entry.MoveOpsFrom(entry.First, head);
        entry.Erase();
        return came;
    }
}
