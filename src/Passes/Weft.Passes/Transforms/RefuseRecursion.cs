using Weft.IR;

namespace Weft.Passes;

/// <summary>Reports functions that call themselves: a kernel becomes one function without calls.</summary>
[Pass("refuse-recursion", "Reports functions that call themselves.")]
public sealed record RefuseRecursion : IPass
{
    public void Run(Operation root, PassContext context)
    {
        var graph = new CallGraph(root);
        var symbols = new SymbolTables();
        foreach (var component in graph.Components)
        {
            if (component.Count == 1 && !graph.CallsItself(component[0])) continue;
            // The call that closes the circle: back to the function that came first.
            foreach (var op in component.SelectMany(callable => callable.Walk()))
                if (op is ICall { CalleeSymbol: { } name } && symbols.Resolve(op, name) is { } callee && callee == component[^1])
                    context.Diagnostics.Add(PassDiagnostics.RecursiveCall.At(op.Location, name.Leaf));
        }

        context.Analyses.PreserveAll();
    }
}
