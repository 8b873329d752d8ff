using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Checks the parallel loops of a workflow: a turn writes parts of arrays from outside, each in its own body, and reads none of
/// these arrays; no two turns write the same part.</summary>
internal sealed class FanOutAnalysis(BindingDiagnostics diagnostics) : BoundWalker
{
    private readonly HashSet<VariableSymbol> _locals = [];
    private readonly HashSet<VariableSymbol> _reported = [];
    private BoundFor? _loop;
    private AssignedVariables? _written;

    public void Check(BoundBlock body) => Visit(body);

    public override void Visit(BoundStatement statement)
    {
        if (statement is BoundDeclaration declaration) _locals.Add(declaration.Variable);
        if (statement is BoundKernelCall call) _locals.UnionWith(call.Declared);
        base.Visit(statement);
    }

    protected override void VisitFor(BoundFor loop)
    {
        if (loop.Kind != LoopKind.Parallel || _loop is not null)
        {
            base.VisitFor(loop);
            return;
        }

        VisitAll([loop.Lower, loop.Upper, loop.Step]);
        (_loop, _written) = (loop, AssignedVariables.Of(loop.Body));
        _locals.Clear();
        var errors = diagnostics.Bag.ErrorCount;
        Visit(loop.Body);
        if (diagnostics.Bag.ErrorCount == errors) PartsAnalysis.Check(FanOutNest.Of(loop), _locals, diagnostics);
        (_loop, _written) = (null, null);
    }

    protected override void VisitAssignment(BoundAssignment assignment)
    {
        RefuseOutside(assignment.Variable, assignment);
        base.VisitAssignment(assignment);
    }

    protected override void VisitKernelCall(BoundKernelCall call)
    {
        foreach (var variable in call.Written) RefuseOutside(variable, call);
        base.VisitKernelCall(call);
    }

    protected override void VisitSliceStore(BoundSliceStore store)
    {
        base.VisitSliceStore(store);
        if (_loop is not null && !_locals.Contains(store.Array) && !FanOutNest.Of(_loop).Body.Statements.Contains(store))
            diagnostics.Report(DslDiagnostics.FanOutStore, store.Location, store.Array.Name);
    }

    protected override void VisitVariable(BoundVariable variable) => Read(variable.Variable, variable);

    protected override void VisitSlice(BoundSlice slice)
    {
        base.VisitSlice(slice);
        Read(slice.Array, slice);
    }

    protected override void VisitElement(BoundElement element)
    {
        base.VisitElement(element);
        Read(element.Array, element);
    }

    private void Read(VariableSymbol variable, BoundNode at)
    {
        if (_written is not null && variable.IsArray && _written.Contains(variable) && !_locals.Contains(variable)
            && _reported.Add(variable))
            diagnostics.Report(DslDiagnostics.FanOutRead, at.Location, variable.Name);
    }

    private void RefuseOutside(VariableSymbol variable, BoundNode at)
    {
        if (_loop is not null && !_locals.Contains(variable) && _reported.Add(variable))
            diagnostics.Report(DslDiagnostics.FanOutAssignment, at.Location, variable.Name);
    }
}
