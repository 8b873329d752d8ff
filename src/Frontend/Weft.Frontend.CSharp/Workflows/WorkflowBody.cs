using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Weft.Frontend.CSharp.Lowering;
using Weft.IR;

namespace Weft.Frontend.CSharp.Workflows;

/// <summary>From the operations of a workflow's body to a <c>wf.graph</c>.</summary>
internal sealed class WorkflowBody(KernelModel model, KernelSource source, Callees callees)
{
    /// <summary>The graph, and the model with what only the body tells; no graph where the body has mistakes.</summary>
    public (KernelModel Model, GraphOp? Graph) Lower(CancellationToken cancellation)
    {
        var (method, operations) = (source.Method, source.Body(cancellation)!);
        var frame = new Frame(method, null, null, new TypeArguments(source.Semantics.Compilation).With(method));
        if (model.Result is { } result) frame.Result = ReturnedArrays.PlaceOf(method.Name, result);
        var graph = Declare(method);
        var body = new BodyLowering(new FunctionBuilder(graph), frame, source.Semantics.Compilation, cancellation);
        body.Workflow = new WorkflowLowering(body, callees, operations);
        frame.Writes = body.Workflow.Writes.Variables;
        var states = Bind(body, graph.Body.Entry.Arguments);
        body.At(operations);
        body.Inlining.RunIn(frame, Jumps.Statements(operations));
        body.At(operations);
        if (body.Failed) return (model with { Diagnostics = body.Diagnostics.Distinct().ToSequence() }, null);

        var changed = states.Where(s => body.Function.Read(s.Name) != s.Before);
        if (states.FirstOrDefault(s => body.Function.Names.StaleBy(s.Name) is not null) is { Name: { } unknown })
        {
            var by = body.Function.Names.StaleBy(unknown)!;
            body.Error(WorkflowDiagnostics.UnknownArray, by, $"{unknown}", SourceText.Of(by));
            return (model with { Diagnostics = body.Diagnostics.Distinct().ToSequence() }, null);
        }

        var finished = Finish(body, graph, [.. changed]);
        return (finished, finished.Diagnostics.IsEmpty ? graph : null);
    }

    // What callers need to make room for the arrays that are returned.
    private KernelModel WithExtents(KernelModel lowered, BodyLowering body, GraphOp graph, Value[] returned)
    {
        if (lowered.Result is not { HasArrays: true } result) return lowered;
        ParameterSpelling[] parameters = [.. lowered.Parameters.SelectMany(p => p.Texts).Select(t => ParameterSpelling.TryParse(t)!)];
        var (extents, shapes) = (new ResultExtents(graph, parameters, callees), new List<string>());
        foreach (var (value, array) in returned.Zip(result.Values, (value, r) => (value, r.Type)))
        {
            if (array is not ArrayType { Rank: var rank }) continue;
            var shape = Enumerable.Range(0, rank).Select(d => extents.Of(value, d)).ToList();
            shapes.Add($"[{string.Join(", ", shape)}]");
            if (shape.FindIndex(extent => extent is null) is >= 0 and var unknown)
                body.Error(WorkflowDiagnostics.ResultExtent, ((MethodDeclarationSyntax)source.Syntax).ReturnType, $"{unknown}", model.Name);
        }

        return lowered with
        {
            Result = result with { Shapes = shapes.ToSequence() }, Diagnostics = body.Diagnostics.Distinct().ToSequence(),
        };
    }

    private GraphOp Declare(IMethodSymbol method)
    {
        var leaves = model.Parameters
            .SelectMany((p, i) => p.Leaves.Select(leaf => (Type: p.Array is { } array ? ArrayHandle.Open(array) : leaf.Type.Ir, Source: i)))
            .ToList();
        var graph = new GraphOp(model.Name, new(leaves.Select(leaf => leaf.Type).ToSequence(), []))
        {
            Location = FunctionBuilder.LocationOf(method.Locations[0]),
        };
        var entry = graph.Body.AddBlock();
        foreach (var (type, parameter) in leaves)
            entry.AddArgument(type, FunctionBuilder.LocationOf(method.Parameters[parameter].Locations[0]));
        return graph;
    }

    // The arrays that come from outside: what they are at the end is a result.
    private List<(Variable Name, Value Before, int Parameter)> Bind(BodyLowering body, IReadOnlyList<BlockArgument> arguments)
    {
        var (next, states) = (0, new List<(Variable, Value, int)>());
        for (var i = 0; i < model.Parameters.Count; i++)
        {
            var (symbol, parameter) = (source.Method.Parameters[i], model.Parameters[i]);
            Value[] values = [.. arguments.Skip(next).Take(parameter.Leaves.Count)];
            next += values.Length;
            if (parameter.Array is { } array) states.Add((body.Workflow!.Arrays.Declare(symbol, array, values[0]), values[0], i));
            else body.Frame.Bind(symbol, body.Places.Keep(parameter.Type, values, symbol.Name));
        }

        return states;
    }

    private KernelModel Finish(BodyLowering body, GraphOp graph, (Variable Name, Value Before, int Parameter)[] changed)
    {
        var written = model.Parameters.SelectMany((p, i) => p.Leaves.Select(_ => changed.Any(c => c.Parameter == i)));
        var lowered = model with { Parameters = SignatureText.Of(model.Parameters, written) };
        Value[] states = [.. changed.Select(c => body.Function.Read(c.Name))];
        Value[] returned = body.Frame.Result is { } result ? body.Places.Load(result) : [];
        Value[] results = [.. states, .. returned];
        lowered = WithExtents(lowered, body, graph, returned);
        body.Function.Finish(new WorkflowReturnOp(results));
        graph.Type = new(graph.Type.Inputs, results.Select(r => r.Type).ToSequence());
        graph.ArgumentAttributes = KernelAttributes.Signature(lowered.Parameters.SelectMany(p => p.Texts));
        graph.ResultAttributes = new(
        [
            .. states.Select(_ => DictionaryAttr.Empty), .. KernelAttributes.Signature(lowered.Result?.Texts ?? []).Elements,
        ]);
        if (model.Doc.Length > 0) graph.SetAttribute(KernelAttributes.Doc, new StringAttr(model.Doc));
        WorkflowOptions.Annotate(graph, source.Method);
        return lowered;
    }
}
