using Weft.IR;

namespace Weft.Passes;

/// <summary>Structured control flow to branches. Outer operations first: what they hold moves up and is converted next.</summary>
[Pass("convert-scf-to-cf", "Lowers structured control flow to branches between blocks.", Title = "SCFToControlFlow")]
public sealed record ConvertScfToCf : IPass
{
    public void Run(Operation root, PassContext context)
    {
        var target = new ConversionTarget().UnknownIsLegal().Illegal(
            ForallOp.OpInfo, ForOp.OpInfo, IfOp.OpInfo, IndexSwitchOp.OpInfo, ParallelOp.OpInfo, WhileOp.OpInfo, ExecuteRegionOp.OpInfo);
        foreach (var loop in root.Walk().OfType<ForallOp>().Where(loop => loop.Outputs.Count > 0))
            loop.Error(context.Diagnostics, "only fully bufferized scf.forall ops can be lowered to scf.parallel");
        new DialectConversion(context, target, ScfToCf.Rules).Run(root);
    }
}

/// <summary>One rule per structured operation. In the comments, [a; b] are blocks.</summary>
internal static partial class ScfToCf
{
    // [a; for { body }; b] -> [a; br test(lower)] [test(i): cond_br i < upper, body, rest] [body; br test(i + step)] [rest: b]
    [Rule]
    private static bool For(ForOp op, Rewriter rewriter)
    {
        var rest = SplitAfter(op);
        var test = op.Body.Entry;
        var last = op.Body.Blocks[^1];
        var body = new Block();
        op.Body.Insert(1, body);
        test.MoveOpsFrom(test.First, body);
        if (last == test) last = body;
        op.Body.MoveBlocksTo(rest.Parent!, rest.Parent!.IndexOf(rest));

        var yield = last.Last!;
        var next = rewriter.InsertBefore(yield, new AddIOp(test.Arguments[0], op.Step) { Location = op.Location });
        Goto(yield, test, [next.Result, .. yield.Operands], rewriter, op.Location);
        rewriter.InsertBefore(op, new BranchOp([op.LowerBound, .. op.InitArgs], test));
        var builder = Builder.AtEnd(test, op.Location);
        var more = builder.Add(new CmpIOp(CmpIPredicate.Slt, test.Arguments[0], op.UpperBound));
        builder.Insert(new CondBranchOp(more, [], [], body, rest));
        return rewriter.Replace(op, test.Arguments.Skip(1).ToArray<Value>());
    }

    // [a; if c { x } else { y }; b] -> [a; cond_br c, x, y] [x; br end] [y; br end] [end(results): br rest] [rest: b]
    [Rule]
    private static bool If(IfOp op, Rewriter rewriter)
    {
        var rest = SplitAfter(op);
        var end = rest;
        if (op.Results.Length > 0)
        {
            end = InsertBefore(rest, op);
            Builder.AtEnd(end, op.Location).Insert(new BranchOp([], rest));
        }

        var then = Exit(op.ThenRegion, end, op.Location, rewriter);
        var otherwise = op.HasElse ? Exit(op.ElseRegion, end, op.Location, rewriter) : end;
        var branch = rewriter.InsertBefore(op, new CondBranchOp(op.Condition, [], [], then, otherwise));
        if (op.Attribute(KernelAttributes.Likely) is { } likely) branch.SetAttribute(KernelAttributes.Likely, likely);
        IReadOnlyList<Value> results = end == rest ? [] : end.Arguments;
        return rewriter.Replace(op, results);
    }

    // while (x) { test; condition(c) y } do { (y): yield y } -> [br test(x)] [test; cond_br c, test(y), rest]
    [Rule]
    private static bool DoWhile(WhileOp op, Rewriter rewriter)
    {
        var after = op.After.Entry;
        if (after.First is not YieldOp yield || !yield.Values.SequenceEqual(after.Arguments)) return false;
        var rest = SplitAfter(op);
        var condition = op.Condition;
        var before = Move(op.Before, rest);
        rewriter.InsertBefore(op, new BranchOp(op.Inits.ToArray(), before));
        var values = condition.Arguments.ToArray();
        rewriter.InsertBefore(
            condition, new CondBranchOp(condition.Condition, values, [], before, rest) { Location = op.Location });
        rewriter.Erase(condition);
        return rewriter.Replace(op, values);
    }

    // [a; while (x) { test; condition(c) y } do { body }; b] -> [a; br test(x)] [test; cond_br c, body(y), rest] [body; br test] [rest: b]
    [Rule]
    private static bool While(WhileOp op, Rewriter rewriter)
    {
        var rest = SplitAfter(op);
        var (condition, yield) = (op.Condition, op.After.Entry.Last!);
        var before = Move(op.Before, rest);
        var after = Move(op.After, rest);
        rewriter.InsertBefore(op, new BranchOp(op.Inits.ToArray(), before));
        var values = condition.Arguments.ToArray();
        rewriter.InsertBefore(condition, new CondBranchOp(condition.Condition, values, [], after, rest));
        rewriter.Erase(condition);
        Goto(yield, before, yield.Operands.ToArray(), rewriter);
        return rewriter.Replace(op, values);
    }

    // [a; execute_region { x }; b] -> [a; br x] [x; br rest(results)] [rest(results): b]
    [Rule]
    private static bool ExecuteRegion(ExecuteRegionOp op, Rewriter rewriter)
    {
        var rest = SplitAfter(op);
        foreach (var block in op.Body.Blocks)
            if (block.Last is YieldOp yield) Goto(yield, rest, yield.Values.ToArray(), rewriter, op.Location);
        rewriter.InsertBefore(op, new BranchOp([], Move(op.Body, rest)));
        return rewriter.Replace(op, [.. op.ResultList.Select(r => rest.AddArgument(r.Type, op.Location))]);
    }

    // [a; index_switch i { cases }; b] -> [a; switch i, cases] [case; br rest(results)] ... [rest(results): b]
    [Rule]
    private static bool IndexSwitch(IndexSwitchOp op, Rewriter rewriter)
    {
        var rest = SplitAfter(op);
        Value[] results = [.. op.ResultList.Select(r => rest.AddArgument(r.Type, op.Location))];
        var cases = op.CaseRegions.Select(r => Exit(r, rest, null, rewriter)).ToList();
        var otherwise = Exit(op.DefaultRegion, rest, null, rewriter);
        var flag = rewriter.InsertBefore(op, new IndexCastOp(op.Arg, IntegerType.I32));
        rewriter.InsertBefore(op, SwitchOp.Of(flag.Out, op.Cases, cases, otherwise));
        return rewriter.Replace(op, results);
    }

    // parallel (i, j) -> for i { for j }
    [Rule]
    private static bool Parallel(ParallelOp op, Rewriter rewriter)
    {
        foreach (var loop in SequentialLoops.Convert(op)) rewriter.Note(loop);
        return true;
    }

    // forall -> parallel
    [Rule]
    private static bool Forall(ForallOp op, Rewriter rewriter)
    {
        if (op.Outputs.Count > 0) return false;
        Value[] Bounds(IEnumerable<FoldResult> bounds) => [.. bounds.Select(b => b.Value
            ?? rewriter.InsertBefore(op, new ConstantOp((IntegerAttr)b.Constant!)).Result)];
        var ranges = op.LoopRanges;
        var (lower, upper) = (Bounds(ranges.Select(r => r.Lower)), Bounds(ranges.Select(r => r.Upper)));
        var loop = new ParallelOp(lower, upper, Bounds(ranges.Select(r => r.Step)), [], []);
        rewriter.InsertBefore(op, loop);
        op.Body.MoveBlocksTo(loop.Body);
        var end = loop.Body.Entry.Last!;
        rewriter.InsertBefore(end, new ReduceOp());
        rewriter.Erase(end);
        return rewriter.Replace(op, []);
    }

    // What follows an operation becomes a block of its own, right behind.
    private static Block SplitAfter(Operation op)
    {
        var region = op.ParentRegion!;
        var rest = new Block();
        region.Insert(region.IndexOf(op.Parent!) + 1, rest);
        op.Parent!.MoveOpsFrom(op.Next, rest);
        return rest;
    }

    // A block with arguments of the types that an operation's results have.
    private static Block InsertBefore(Block rest, Operation op)
    {
        var end = new Block();
        rest.Parent!.Insert(rest.Parent.IndexOf(rest), end);
        foreach (var result in op.Results) end.AddArgument(result.Type, op.Location);
        return end;
    }

    // Moves a region's blocks before a block; its first one is returned.
    private static Block Move(Region body, Block before)
    {
        var entry = body.Entry;
        body.MoveBlocksTo(before.Parent!, before.Parent!.IndexOf(before));
        return entry;
    }

    // As Move; the region's end goes to the block.
    private static Block Exit(Region region, Block rest, Location? location, Rewriter rewriter)
    {
        var yield = region.Blocks[^1].Last!;
        Goto(yield, rest, yield.Operands.ToArray(), rewriter, location);
        return Move(region, rest);
    }

    private static void Goto(Operation yield, Block target, IReadOnlyList<Value> values, Rewriter rewriter, Location? location = null)
    {
        rewriter.InsertBefore(yield, new BranchOp(values, target) { Location = location ?? yield.Location });
        rewriter.Erase(yield);
    }
}
