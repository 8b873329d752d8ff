using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Turns workflows into functions: each invocation becomes a call whose outputs are new arrays, and results are written to
/// arguments behind the inputs. A whole workflow is then one native program whose intermediate arrays nobody copies.
/// </summary>
[Pass("lower-workflows", "Turns workflow graphs into functions that call kernels.")]
public sealed record LowerWorkflows : IPass
{
    public void Run(Operation root, PassContext context)
    {
        var graphs = root.Walk().OfType<GraphOp>().ToList();
        // Signatures first: a workflow may invoke another one.
        var functions = graphs.Select(MakeFunction).ToList();
        foreach (var function in functions) new WorkflowBody(function, context).Lower();
    }

    private static FuncOp MakeFunction(GraphOp graph)
    {
        var function = new FuncOp(graph.SymName, new FunctionType([.. graph.Type.Inputs, .. graph.Type.Results], []))
        {
            Location = graph.Location,
            Visibility = graph.Visibility,
            ArgumentAttributes = Attributes(graph),
        };
        foreach (var attribute in graph.Attributes) function.SetAttribute(attribute.Name, attribute.Value);
        function.SetAttribute(KernelAttributes.Kernel, UnitAttr.Instance);
        graph.Body.MoveBlocksTo(function.Body);
        foreach (var type in graph.Type.Results) function.Body.Entry.AddArgument(type, graph.Location);
        graph.Parent!.InsertBefore(graph, function);
        graph.Erase();
        return function;
    }

    private static ArrayAttr? Attributes(GraphOp graph)
    {
        if (graph.ArgumentAttributes is null && graph.ResultAttributes is null) return null;
        IEnumerable<IR.Attribute> Of(ArrayAttr? given, int count) =>
            given?.Elements ?? Enumerable.Repeat<IR.Attribute>(DictionaryAttr.Empty, count);
        return new([.. Of(graph.ArgumentAttributes, graph.Type.Inputs.Count), .. Of(graph.ResultAttributes, graph.Type.Results.Count)]);
    }
}

/// <summary>Lowers the operations of one workflow.</summary>
internal sealed class WorkflowBody(FuncOp function, PassContext context)
{
    public void Lower()
    {
        foreach (var op in function.Walk().ToList())
        {
            if (op is InvokeOp invoke) Lower(invoke);
            else if (op is WorkflowReturnOp exit) Lower(exit);
        }
    }

    private void Lower(InvokeOp invoke)
    {
        var callee = (IFunction)SymbolTable.Resolve(invoke, invoke.Callee)!;
        var builder = Builder.At(invoke);
        var arguments = new Value?[callee.Type.Inputs.Count];
        var given = 0;
        for (var i = 0; i < arguments.Length; i++)
            if (KernelAttributes.AccessOf(callee, i) != Access.Out) arguments[i] = invoke.Arguments[given++];
        var extents = new ExtentFormulas(callee, arguments, builder);
        var results = new List<Value>();
        for (var i = 0; i < arguments.Length; i++)
        {
            var access = KernelAttributes.AccessOf(callee, i);
            if (access == Access.In) continue;
            var array = access == Access.InOut ? Copy(arguments[i]!, builder) : Allocate(callee, i, extents, builder);
            if (array is null) return;
            arguments[i] = array;
            results.Add(array);
        }

        builder.Insert(new CallOp(invoke.Callee, arguments!, []));
        invoke.ReplaceWith([.. results]);
    }

    private Value? Allocate(IFunction callee, int index, ExtentFormulas extents, Builder builder)
    {
        var type = (MemRefType)callee.Type.Inputs[index];
        var sizes = new List<Value>();
        var shape = KernelAttributes.ShapeOf(callee, index);
        for (var d = 0; d < type.Rank; d++)
        {
            if (type.Shape[d] != ShapedType.Dynamic) continue;
            if (d < shape.Count && extents.Emit(shape[d]) is { } extent)
            {
                sizes.Add(extent);
                continue;
            }

            context.Diagnostics.Add(PassDiagnostics.UnboundExtent.At(
                builder.Location, d < shape.Count ? shape[d] : "?", KernelAttributes.NameOf(callee, index), callee.SymName));
            return null;
        }

        return builder.Add(new AllocOp(sizes, [], type));
    }

    // An array that only this call uses may be changed in place.
    private static Value Copy(Value array, Builder builder)
    {
        if (array is OpResult { Owner: AllocOp } && array.HasOneUse) return array;
        var type = (MemRefType)array.Type;
        var sizes = new List<Value>();
        for (var d = 0; d < type.Rank; d++)
            if (type.Shape[d] == ShapedType.Dynamic) sizes.Add(DimOp.Of(builder, array, d));
        var copy = builder.Add(new AllocOp(sizes, [], type));
        builder.Insert(new CopyOp(array, copy));
        return copy;
    }

    // A result that was made here goes straight to the caller's memory; others are copied there.
    private void Lower(WorkflowReturnOp exit)
    {
        var outputs = function.Body.Entry.Arguments.Skip(function.Type.Inputs.Count - exit.Values.Count).ToList();
        var builder = Builder.At(exit);
        for (var i = 0; i < outputs.Count; i++)
        {
            var value = exit.Values[i];
            if (value.Def is AllocOp alloc && alloc.Parent == exit.Parent && exit.Values.Count(v => v == value) == 1)
            {
                CheckExtents(value, outputs[i], Builder.At(alloc));
                value.ReplaceAllUsesWith(outputs[i]);
                alloc.Erase();
            }
            else
            {
                CheckExtents(value, outputs[i], builder);
                builder.Insert(new CopyOp(value, outputs[i]));
            }
        }

        builder.Insert(new ReturnOp([]));
        exit.Erase();
    }

    // The caller made room by the workflow's signature; the kernel's own says what it will write.
    private void CheckExtents(Value value, BlockArgument output, Builder builder)
    {
        var (shape, formulas) = (((MemRefType)value.Type).Shape, KernelAttributes.ShapeOf(function, output.Index));
        for (var d = 0; d < shape.Count; d++)
        {
            if (shape[d] != ShapedType.Dynamic) continue;
            var made = (value.Def as AllocOp)?.SizeOf(d) ?? DimOp.Of(builder, value, d);
            var same = builder.Add(new CmpIOp(CmpIPredicate.Eq, DimOp.Of(builder, output, d), made));
            var (name, formula) = (KernelAttributes.NameOf(function, output.Index), d < formulas.Count ? $"{formulas[d]}" : "?");
            builder.Insert(new AssertOp($"dimension {d} of '{name}' is not '{formula}', which the workflow's signature says", same));
        }
    }
}
