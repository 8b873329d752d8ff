using Weft.IR;

namespace Weft.Passes;

/// <summary>Structured control flow to branches. Outer operations first: what they hold moves up and is converted next.</summary>
[Pass("convert-scf-to-cf", "Lowers structured control flow to branches between blocks.")]
public sealed record ConvertScfToCf : IPass
{
    public void Run(Operation root, PassContext context)
    {
        foreach (var function in root.Walk().OfType<FuncOp>().ToList())
        {
            // Blocks made by a conversion come later in the list, so one pass over it meets everything.
            for (var i = 0; i < function.Body.Blocks.Count; i++)
                if (function.Body.Blocks[i].Ops.FirstOrDefault(op => op.Info.Dialect == "scf") is { } structured)
                {
                    Convert(structured, context);
                    i--;
                }
        }
    }

    private static void Convert(Operation op, PassContext context)
    {
        switch (op)
        {
            case ForOp loop: Convert(loop); break;
            case IfOp branch: Convert(branch); break;
            case WhileOp loop: Convert(loop); break;
            case ExecuteRegionOp region: Convert(region); break;
            case IndexSwitchOp choice: Convert(choice); break;
            case ParallelOp parallel: SequentialLoops.Convert(parallel); break;
            default:
                context.Diagnostics.Add(PassDiagnostics.CannotLower.At(op.Location, op.Name, "branches", "there is no lowering for it"));
                op.Erase();
                break;
        }
    }

    /// <summary>
    /// Cuts the block behind an operation; the rest becomes a block of its own with the operation's results as arguments.
    /// </summary>
    private static Block SplitAfter(Operation op, bool takesResults)
    {
        var region = op.ParentRegion!;
        var rest = new Block();
        region.Insert(region.IndexOf(op.Parent!) + 1, rest);
        if (takesResults)
            foreach (var result in op.Results) result.ReplaceAllUsesWith(rest.AddArgument(result.Type, op.Location));
        op.Parent!.MoveOpsFrom(op.Next, rest);
        return rest;
    }

    /// <summary>Moves a region's blocks before a block; its first one is returned.</summary>
    private static Block Move(Region body, Block before)
    {
        var entry = body.Entry;
        body.MoveBlocksTo(before.Parent!, before.Parent!.IndexOf(before));
        return entry;
    }

    private static void Branch(Operation at, Operation branch)
    {
        branch.Location = at.Location;
        at.Parent!.InsertBefore(at, branch);
    }

    private static void Convert(ForOp op)
    {
        var rest = SplitAfter(op, takesResults: false);
        var test = new Block();
        rest.Parent!.Insert(rest.Parent.IndexOf(rest), test);
        var body = Move(op.Body, rest);
        // The test block takes over the body's arguments: counter and carried values.
        var carried = body.Arguments.Select(a => test.AddArgument(a.Type, a.Location)).ToList();
        for (var i = 0; i < carried.Count; i++) body.Arguments[i].ReplaceAllUsesWith(carried[i]);
        for (var i = carried.Count - 1; i >= 0; i--) body.EraseArgument(i);
        for (var i = 0; i < op.Results.Length; i++) op.Results[i].ReplaceAllUsesWith(carried[i + 1]);

        Branch(op, new BranchOp([op.LowerBound, .. op.InitArgs], test));
        var builder = Builder.AtEnd(test, op.Location);
        var more = builder.Add(new CmpIOp(CmpIPredicate.Slt, carried[0], op.UpperBound));
        builder.Insert(new CondBranchOp(more, [], [], body, rest));

        var yield = LastYield(body, rest);
        var next = new AddIOp(carried[0], op.Step) { Location = op.Location };
        yield.Parent!.InsertBefore(yield, next);
        Branch(yield, new BranchOp([next.Result, .. yield.Operands], test));
        yield.Erase();
        op.Erase();
    }

    // A body that itself branches ends in its last block.
    private static Operation LastYield(Block body, Block rest)
    {
        var region = body.Parent!;
        for (var i = region.IndexOf(rest) - 1; ; i--)
            if (region.Blocks[i].Last is YieldOp yield)
                return yield;
    }

    private static void Convert(IfOp op)
    {
        var rest = SplitAfter(op, takesResults: true);
        var then = Exit(op.ThenRegion, rest);
        var otherwise = op.HasElse ? Exit(op.ElseRegion, rest) : rest;
        var branch = new CondBranchOp(op.Condition, [], [], then, otherwise);
        if (op.Attribute(KernelAttributes.Likely) is { } likely) branch.SetAttribute(KernelAttributes.Likely, likely);
        Branch(op, branch);
        op.Erase();
    }

    private static Block Exit(Region region, Block rest)
    {
        var entry = Move(region, rest);
        var yield = LastYield(entry, rest);
        Branch(yield, new BranchOp(yield.Operands.ToArray(), rest));
        yield.Erase();
        return entry;
    }

    private static void Convert(WhileOp op)
    {
        var rest = SplitAfter(op, takesResults: false);
        var condition = op.Condition;
        var before = Move(op.Before, rest);
        var after = Move(op.After, rest);
        for (var i = 0; i < op.Results.Length; i++) op.Results[i].ReplaceAllUsesWith(condition.Arguments[i]);
        Branch(op, new BranchOp(op.Inits.ToArray(), before));
        Branch(condition, new CondBranchOp(condition.Condition, condition.Arguments.ToArray(), [], after, rest));
        condition.Erase();
        var yield = LastYield(after, rest);
        Branch(yield, new BranchOp(yield.Operands.ToArray(), before));
        yield.Erase();
        op.Erase();
    }

    private static void Convert(ExecuteRegionOp op)
    {
        var rest = SplitAfter(op, takesResults: true);
        var yields = op.Body.Ops.OfType<YieldOp>().ToList();
        var entry = Move(op.Body, rest);
        foreach (var yield in yields)
        {
            Branch(yield, new BranchOp(yield.Values.ToArray(), rest));
            yield.Erase();
        }

        Branch(op, new BranchOp([], entry));
        op.Erase();
    }

    private static void Convert(IndexSwitchOp op)
    {
        var rest = SplitAfter(op, takesResults: true);
        var targets = op.CaseRegions.Select(r => Exit(r, rest)).ToList();
        var otherwise = Exit(op.DefaultRegion, rest);
        // A chain of tests; the last one falls to the default.
        var at = op.Parent!;
        for (var i = 0; i < targets.Count; i++)
        {
            var builder = i == 0 ? Builder.At(op) : Builder.AtEnd(at, op.Location);
            var value = builder.Add(ConstantOp.Index(op.Cases[i]));
            var equal = builder.Add(new CmpIOp(CmpIPredicate.Eq, op.Arg, value));
            var next = i + 1 < targets.Count ? new Block() : otherwise;
            if (next != otherwise) rest.Parent!.Insert(rest.Parent.IndexOf(rest), next);
            builder.Insert(new CondBranchOp(equal, [], [], targets[i], next));
            at = next;
        }

        if (targets.Count == 0) Branch(op, new BranchOp([], otherwise));
        op.Erase();
    }
}
