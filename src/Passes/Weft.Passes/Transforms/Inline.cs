using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Puts the bodies of callables in the place of calls. Callees come first, so that each body is copied in its final form; what is
/// private goes with its last call. Before each round the passes of a pipeline make the callables simpler.
/// </summary>
/// <param name="DefaultPipeline">The passes, as pipeline text; none when it is empty.</param>
/// <param name="OpPipelines">For the callables of an operation other passes: <c>func.func(cse,canonicalize)</c>.</param>
/// <param name="MaxIterations">How often calls that came with a body are looked at; once at least.</param>
/// <param name="InliningThreshold">How large a callee may be, in percent of its caller.</param>
[Pass("inline", "Inlines calls of functions that have a body.", Title = "Inliner")]
public sealed record Inline(
    string DefaultPipeline = "canonicalize", Sequence<string> OpPipelines = default, uint MaxIterations = 4,
    uint InliningThreshold = uint.MaxValue) : IPass
{
    public void Run(Operation root, PassContext context)
    {
        if (CallablePipelines.Read(DefaultPipeline, OpPipelines, context) is not { } pipelines) return;
        var uses = new SymbolUseCounts(root);
        var graph = new CallGraph(root);
        var symbols = new SymbolTables();
        foreach (var component in graph.Components)
        {
            var callables = component.ToList();
            for (var round = 0; round < Math.Max(MaxIterations, 1) && callables.Count > 0; round++)
            {
                foreach (var callable in callables)
                    if (pipelines.Simplify(callable)) uses.Recount(callable);
                if (!new InlineRound(graph, uses, symbols, InliningThreshold).Run(callables)) break;
            }
        }
    }
}

/// <summary>Inlines all calls that one strongly connected component of the call graph holds.</summary>
internal sealed class InlineRound(CallGraph graph, SymbolUseCounts uses, SymbolTables symbols, uint threshold)
{
    private readonly List<PendingCall> _calls = [];

    /// <param name="From">The callee whose body brought the call, with those that brought that; null for calls of the source.</param>
    private sealed record PendingCall(Operation Call, Operation Caller, History? From);

    private sealed record History(Operation Callee, History? Earlier)
    {
        public bool Includes(Operation callee) => Callee == callee || (Earlier?.Includes(callee) ?? false);
    }

    /// <summary>False when nothing was inlined. Callables without uses go.</summary>
    public bool Run(List<Operation> callables)
    {
        var dead = callables.Where(uses.IsDead).ToHashSet();
        foreach (var callable in callables.Where(c => !dead.Contains(c)))
            Collect(((ICallable)callable).CallableRegion!.Ops, callable, null);
        var inlinedAny = false;
        for (var i = 0; i < _calls.Count; i++)
        {
            var (call, caller, from) = _calls[i];
            if (dead.Contains(caller) || Callee(call) is not { } callee || from?.Includes(callee) == true) continue;
            if (graph.CallsItself(callee) || !Inlining.IsLegal(call, callee) || !IsProfitable(caller, callee)) continue;
            var isLast = uses.IsDiscardable(callee) && uses.Of(callee) == 1;
            var inlined = Inlining.Replace(call, ((ICallable)callee).CallableRegion!, copies: !isLast);
            Collect(inlined, caller, new(callee, from));
            if (isLast)
            {
                uses.Forget(callee);
                dead.Add(callee);
            }

            uses.Recount(caller);
            inlinedAny = true;
        }

        foreach (var callable in dead)
        {
            uses.Forget(callable);
            callables.Remove(callable);
            callable.Erase();
        }

        return inlinedAny;
    }

    private Operation? Callee(Operation call) =>
        ((ICall)call).CalleeSymbol is { } name && symbols.Resolve(call, name) is { } callee
            && callee is ICallable { CallableRegion: not null } ? callee : null;

    private void Collect(IEnumerable<Operation> ops, Operation caller, History? from)
    {
        foreach (var op in ops.SelectMany(o => o.Walk()))
            if (op is ICall) _calls.Add(new(op, caller, from));
    }

    private bool IsProfitable(Operation caller, Operation callee)
    {
        if (threshold is 0 or uint.MaxValue) return threshold > 0;
        var size = caller.Walk().Count() - 1;
        return size == 0 || (callee.Walk().Count() - 1) * 100 / size <= threshold;
    }
}
