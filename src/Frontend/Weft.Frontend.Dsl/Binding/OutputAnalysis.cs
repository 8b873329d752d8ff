using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>
/// Finds reads of outputs that nothing can have written yet, and outputs that nothing writes. The walk follows the first time that
/// each place runs; code that a loop's first iteration may skip can also see what the rest of the loop wrote.
/// </summary>
internal sealed class OutputAnalysis(KernelSymbol kernel, BindingDiagnostics diagnostics) : BoundWalker
{
    private readonly HashSet<VariableSymbol> _written = [];
    private readonly HashSet<VariableSymbol> _reported = [];
    private HashSet<VariableSymbol> _writtenInLoops = [];
    private int _loopDepth;
    private bool _mayBeSkipped;

    public void Check(KernelSyntax syntax, BoundBlock body)
    {
        Visit(body);
        foreach (var output in kernel.Parameters.Where(parameter => parameter.Kind == VariableKind.Output && !_written.Contains(parameter)))
        {
            if (kernel.IsWorkflow) diagnostics.Report(DslDiagnostics.WorkflowMustReturn, syntax.Name.Span, kernel.Name, output.Name);
            else diagnostics.Report(DslDiagnostics.OutputNeverWritten, output.Location, output.Name);
        }
    }

    public override void Visit(BoundStatement statement)
    {
        if (statement is not BoundBlock block)
        {
            base.Visit(statement);
            return;
        }

        var outer = _mayBeSkipped;
        foreach (var inner in block.Statements)
        {
            Visit(inner);
            _mayBeSkipped |= _loopDepth > 0 && (ExitAnalysis.Of(inner) & (Exits.Break | Exits.Continue)) != 0;
        }

        _mayBeSkipped = outer;
    }

    protected override void VisitVariable(BoundVariable variable) => Read(variable.Variable, variable);

    protected override void VisitElement(BoundElement element)
    {
        base.VisitElement(element);
        Read(element.Array, element);
    }

    protected override void VisitAssignment(BoundAssignment assignment)
    {
        base.VisitAssignment(assignment);
        _written.Add(assignment.Variable);
    }

    protected override void VisitStore(BoundStore store)
    {
        base.VisitStore(store);
        _written.Add(store.Array);
    }

    protected override void VisitSlice(BoundSlice slice)
    {
        base.VisitSlice(slice);
        Read(slice.Array, slice);
    }

    protected override void VisitSliceStore(BoundSliceStore store)
    {
        base.VisitSliceStore(store);
        _written.Add(store.Array);
    }

    protected override void VisitKernelCall(BoundKernelCall call)
    {
        foreach (var (parameter, argument) in call.Callee.Parameters.Zip(call.Arguments))
            if (parameter.Kind != VariableKind.Output)
                Visit(argument);
        _written.UnionWith(call.Written);
    }

    protected override void VisitLogical(BoundLogical logical)
    {
        Visit(logical.Left);
        Skippable(() => Visit(logical.Right));
    }

    protected override void VisitConditional(BoundConditional conditional)
    {
        Visit(conditional.Condition);
        Skippable(() => VisitAll([conditional.WhenTrue, conditional.WhenFalse]));
    }

    protected override void VisitIf(BoundIf branch)
    {
        Visit(branch.Condition);
        Skippable(() =>
        {
            Visit(branch.Then);
            if (branch.Else is { } otherwise) Visit(otherwise);
        });
    }

    protected override void VisitFor(BoundFor loop)
    {
        VisitAll([loop.Lower, loop.Upper, loop.Step]);
        var sameEachTime = FixedValue.Is(loop.Lower) && FixedValue.Is(loop.Upper);
        InLoop(loop.Body, mayBeSkipped: !sameEachTime, () => Visit(loop.Body));
    }

    protected override void VisitWhile(BoundWhile loop)
    {
        Visit(loop.Condition);
        InLoop(loop.Body, mayBeSkipped: true, () => Visit(loop.Body));
    }

    private void Read(VariableSymbol variable, BoundExpression at)
    {
        if (variable.Kind != VariableKind.Output || _written.Contains(variable)) return;
        if ((_mayBeSkipped && _writtenInLoops.Contains(variable)) || !_reported.Add(variable)) return;
        var subscripts = variable.Type is ArrayType array ? $"[{Placeholders.Subscripts(array.Rank)}]" : "";
        var start = $"{variable.Name}{subscripts} = 0";
        diagnostics.Report(DslDiagnostics.OutputReadBeforeWritten, at.Location, variable.Name, start);
    }

    private void Skippable(Action visit)
    {
        var outer = _mayBeSkipped;
        _mayBeSkipped |= _loopDepth > 0;
        visit();
        _mayBeSkipped = outer;
    }

    /// <param name="mayBeSkipped">An iteration of an outer loop may not enter this loop although a later one does.</param>
    private void InLoop(BoundBlock body, bool mayBeSkipped, Action visit)
    {
        var (outerSkip, outerWrites) = (_mayBeSkipped, _writtenInLoops);
        var writes = AssignedVariables.Of(body);
        _writtenInLoops = [.. outerWrites, .. writes.Variables, .. writes.Arrays];
        _mayBeSkipped |= mayBeSkipped && _loopDepth > 0;
        _loopDepth++;
        visit();
        _loopDepth--;
        (_mayBeSkipped, _writtenInLoops) = (outerSkip, outerWrites);
    }
}
