using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Who calls whom, and where; a cycle is reported once, at the call that closes it.</summary>
internal sealed class CallGraph
{
    private readonly Dictionary<CallableSymbol, List<(CallableSymbol Callee, NameSyntax At, BindingDiagnostics Diagnostics)>> _calls = [];

    public void Add(CallableSymbol caller, CallableSymbol callee, NameSyntax at, BindingDiagnostics diagnostics)
    {
        if (!_calls.TryGetValue(caller, out var calls)) _calls[caller] = calls = [];
        calls.Add((callee, at, diagnostics));
    }

    /// <summary>Adds the calls in bodies that were bound apart.</summary>
    /// <param name="home">Where what is wrong with a call is reported.</param>
    public void Add(CallGraph later, Func<BindingDiagnostics, BindingDiagnostics> home)
    {
        foreach (var (caller, calls) in later._calls)
            foreach (var (callee, at, diagnostics) in calls)
                Add(caller, callee, at, home(diagnostics));
    }

    public void ReportCycles()
    {
        HashSet<CallableSymbol> done = [];
        List<CallableSymbol> path = [];
        foreach (var caller in _calls.Keys) Visit(caller);

        void Visit(CallableSymbol caller)
        {
            if (!done.Add(caller)) return;
            path.Add(caller);
            foreach (var (callee, at, diagnostics) in _calls.GetValueOrDefault(caller) ?? [])
            {
                if (path.IndexOf(callee) is >= 0 and var start)
                    diagnostics.Report(DslDiagnostics.Recursion, at.Span, callee, string.Join(" -> ", path.Skip(start).Append(callee)));
                else
                    Visit(callee);
            }

            path.RemoveAt(path.Count - 1);
        }
    }
}
