using Weft.IR;

namespace Weft.Passes;

/// <summary>The function that one workflow becomes.</summary>
internal sealed class WorkflowFunction
{
    private static readonly AnalysisOptions Options = new(MayWrite, AnalysisHeuristic.BottomUp, CheckParallelRegions: true);

    // What others call, without a body at first; and the workflow's body on values.
    private readonly FuncOp _function;
    private readonly FuncOp _values;
    private readonly int _stateCount;

    public WorkflowFunction(GraphOp graph)
    {
        _stateCount = graph.StateCount;
        var outputs = graph.Type.Results.Skip(_stateCount).ToList();
        _function = new(graph.SymName, new([.. graph.Type.Inputs.Concat(outputs).Select(Memory)], []))
        {
            Location = graph.Location, Visibility = graph.Visibility, ArgumentAttributes = Attributes(graph, outputs),
        };
        foreach (var attribute in graph.Attributes) _function.SetAttribute(attribute.Name, attribute.Value);
        _function.SetAttribute(KernelAttributes.Kernel, UnitAttr.Instance);
        _values = new($"{graph.SymName}.values", graph.Type) { Location = graph.Location, ArgumentAttributes = graph.ArgumentAttributes };
        graph.Body.MoveBlocksTo(_values.Body);
        graph.Parent!.InsertBefore(graph, _function);
        graph.Parent!.InsertBefore(graph, _values);
        graph.Erase();

        // A number that is changed comes in a cell.
        IrType Memory(IrType type, int index) => type is RankedTensorType ? Buffers.Dense(type)
            : index >= graph.Type.Inputs.Count || KernelAttributes.AccessOf(graph, index) == Access.InOut ? new MemRefType([], type)
            : type;
    }

    public void Lower(ConstantBuffers constants, DiagnosticBag diagnostics)
    {
        foreach (var exit in _values.Walk().OfType<WorkflowReturnOp>().ToList())
        {
            Builder.At(exit).Insert(new ReturnOp(exit.Values.ToArray()));
            exit.Erase();
        }

        var boundary = new FunctionBoundary(BoundaryLayout.IdentityLayoutMap);
        FunctionBuffers.Rewrite(_values, new(InPlaceAnalysis.Of(_values, Options), constants, boundary, diagnostics));
        if (diagnostics.HasErrors) return;
        var entry = _values.Body.Entry;
        LoadStates(entry);
        foreach (var type in _function.Type.Inputs.Skip(entry.Arguments.Count)) entry.AddArgument(type, _function.Location);
        _values.Body.MoveBlocksTo(_function.Body);
        _values.Erase();
        BranchBuffers.Hoist(_function);
        new WorkflowResults(_function, _stateCount).Deliver();
        FanOut.MakeLoops(_function);
        TurnBuffers.Reuse(_function);
        LastUses.Free(_function);
    }

    // Inputs are the caller's, which needs them as they are.
    private static bool MayWrite(BlockArgument argument) =>
        argument.Owner.ParentOp is IFunction function && KernelAttributes.AccessOf(function, argument.Index) == Access.InOut;

    private void LoadStates(Block entry)
    {
        for (var i = 0; i < entry.Arguments.Count; i++)
        {
            if (entry.Arguments[i].Type == _function.Type.Inputs[i]) continue;
            var cell = entry.InsertArgument(i, _function.Type.Inputs[i], entry.Arguments[i].Location);
            entry.Arguments[i + 1].ReplaceAllUsesWith(Builder.AtStart(entry, _function.Location).Add(new LoadOp(cell, [])));
            entry.EraseArgument(i + 1);
        }
    }

    private static ArrayAttr Attributes(GraphOp graph, List<IrType> outputs)
    {
        var inputs = graph.ArgumentAttributes?.Elements ?? graph.Type.Inputs.Select(IR.Attribute (_) => DictionaryAttr.Empty);
        return new([.. inputs, .. outputs.Select((type, i) => Output(graph, type, graph.StateCount + i))]);
    }

    // An output about which the workflow says nothing is known by its number.
    private static DictionaryAttr Output(GraphOp graph, IrType type, int index)
    {
        if (KernelAttributes.ParameterOf(graph.ResultAttributes, index) is not null)
            return (DictionaryAttr)graph.ResultAttributes!.Elements[index];
        var element = Enum.GetValues<ElementType>().FirstOrDefault(e => e.IrType == TypeRules.ElementOf(type));
        var shape = type is RankedTensorType array ? array.Shape : [];
        var extents = shape.Select((extent, d) => extent == ShapedType.Dynamic
            ? (ShapeExpr)new ShapeExpr.Symbol($"result{index}_{d}") : new ShapeExpr.Literal(extent));
        var spelling = new ParameterSpelling($"result{index}", Access.Out, element, [.. extents]);
        return (DictionaryAttr)KernelAttributes.Signature($"{spelling}").Elements[0];
    }
}
