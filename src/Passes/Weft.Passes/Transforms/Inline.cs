using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Puts the bodies of called functions in the place of calls. Kernels cannot recurse, so that in the end no call is left.
/// </summary>
[Pass("inline", "Inlines all calls of functions that have a body.")]
public sealed record Inline : IPass
{
    public void Run(Operation root, PassContext context)
    {
        var active = new HashSet<FuncOp>();
        var done = new HashSet<FuncOp>();
        foreach (var function in root.Walk().OfType<FuncOp>().ToList()) InlineInto(function, active, done, context);
    }

    // Callees first, so that each body is copied in its final form.
    private static void InlineInto(FuncOp function, HashSet<FuncOp> active, HashSet<FuncOp> done, PassContext context)
    {
        if (done.Contains(function)) return;
        active.Add(function);
        foreach (var call in function.Walk().OfType<CallOp>().ToList())
        {
            if (SymbolTable.Resolve(call, call.Callee) is not FuncOp { IsDeclaration: false } callee) continue;
            if (active.Contains(callee))
            {
                context.Diagnostics.Add(PassDiagnostics.RecursiveCall.At(call.Location, callee.SymName));
                continue;
            }

            InlineInto(callee, active, done, context);
            Replace(call, callee);
        }

        active.Remove(function);
        done.Add(function);
    }

    private static void Replace(CallOp call, FuncOp callee)
    {
        var mapping = new IrMapping();
        if (callee.Body.Blocks.Count == 1) ReplaceStraight(call, callee.Body.Entry, mapping);
        else if (call.ParentRegion!.Blocks.Count > 1 || call.ParentOp is FuncOp) ReplaceBranching(call, callee.Body, mapping);
    }

    private static void ReplaceStraight(CallOp call, Block body, IrMapping mapping)
    {
        for (var i = 0; i < body.Arguments.Count; i++) mapping[body.Arguments[i]] = call.Arguments[i];
        foreach (var op in body.Ops)
        {
            if (op == body.Last) break;
            var copy = mapping.Clone(op);
            call.Parent!.InsertBefore(call, copy);
            MarkCallSite(copy, call.Location);
        }

        call.ReplaceWith([.. body.Last!.Operands.Select(v => mapping[v])]);
    }

    // The block is cut at the call; returns of the copy branch to the second half.
    private static void ReplaceBranching(CallOp call, Region body, IrMapping mapping)
    {
        var region = call.ParentRegion!;
        var rest = new Block();
        region.Insert(region.IndexOf(call.Parent!) + 1, rest);
        var results = call.Results.ToArray().Select(r => (Value)rest.AddArgument(r.Type, call.Location)).ToArray();
        var head = call.Parent!;
        head.MoveOpsFrom(call.Next, rest);
        var copy = new Region();
        mapping.CloneInto(body, copy);
        foreach (var op in copy.Ops.SelectMany(o => o.Walk()).ToList())
        {
            if (op is ReturnOp exit && exit.ParentRegion == copy)
            {
                exit.Parent!.Append(new BranchOp(exit.Values.ToArray(), rest) { Location = exit.Location });
                exit.Erase();
            }
            else
            {
                MarkCallSite(op, call.Location);
            }
        }

        var entry = copy.Entry;
        for (var i = 0; i < call.Arguments.Count; i++) entry.Arguments[i].ReplaceAllUsesWith(call.Arguments[i]);
        for (var i = entry.Arguments.Count - 1; i >= 0; i--) entry.EraseArgument(i);
        copy.MoveBlocksTo(region, region.IndexOf(rest));
        head.InsertBefore(call, new BranchOp([], entry) { Location = call.Location });
        call.ReplaceWith(results);
    }

    private static void MarkCallSite(Operation root, Location caller)
    {
        foreach (var op in root.Walk()) op.Location = Location.Composed(new CallSiteLocation(op.Location, caller));
    }
}
