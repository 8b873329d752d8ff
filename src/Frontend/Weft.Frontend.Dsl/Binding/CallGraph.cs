using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Who calls whom, and where; a cycle is reported once, at the call that closes it.</summary>
internal sealed class CallGraph
{
    private readonly Dictionary<CallableSymbol, List<(CallableSymbol Callee, SourceSpan Span)>> _calls = [];

    public void Add(CallableSymbol caller, CallableSymbol callee, SourceSpan span)
    {
        if (!_calls.TryGetValue(caller, out var calls)) _calls[caller] = calls = [];
        calls.Add((callee, span));
    }

    public void ReportCycles(BindingDiagnostics diagnostics)
    {
        HashSet<CallableSymbol> done = [];
        List<CallableSymbol> path = [];
        foreach (var caller in _calls.Keys) Visit(caller);

        void Visit(CallableSymbol caller)
        {
            if (!done.Add(caller)) return;
            path.Add(caller);
            foreach (var (callee, span) in _calls.GetValueOrDefault(caller) ?? [])
            {
                if (path.IndexOf(callee) is >= 0 and var start)
                    diagnostics.Report(DslDiagnostics.Recursion, span, callee, string.Join(" -> ", path.Skip(start).Append(callee)));
                else
                    Visit(callee);
            }

            path.RemoveAt(path.Count - 1);
        }
    }
}
