using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.Frontend.CSharp.Lowering;
using Weft.IR;

namespace Weft.Frontend.CSharp.Workflows;

/// <summary>What the lowering of a body does otherwise where the body is a workflow's.</summary>
internal sealed class WorkflowLowering
{
    private readonly BodyLowering _body;

    public WorkflowLowering(BodyLowering body, Callees callees, IOperation workflow)
    {
        _body = body;
        Arrays = new WorkflowArrays(body, workflow);
        Calls = new WorkflowCalls(body, callees);
        Returned = new ReturnedArrays(body, Arrays);
        Writes = new WorkflowWrites(body, callees);
    }

    public WorkflowArrays Arrays { get; }

    public WorkflowCalls Calls { get; }

    public ReturnedArrays Returned { get; }

    public WorkflowWrites Writes { get; }

    /// <summary>The turns of a parallel loop that are being lowered; null outside of them.</summary>
    public TurnParts? Turns { get; set; }

    /// <summary>A workflow with all that it calls, as verified IR.</summary>
    public static KernelModel Lower(KernelModel model, KernelSource source, CancellationToken cancellation)
    {
        var module = new ModuleOp();
        module.Body.AddBlock();
        var callees = new Callees(module, source, cancellation);
        var (lowered, graph) = callees.Root(model);
        if (graph is null) return lowered;
        module.Location = graph.Location;
        return KernelLowering.Verify(lowered with { Links = callees.Links.ToSequence() }, module);
    }

    /// <summary>The place of an element: only the turns of a parallel loop have some.</summary>
    public Place Element(IOperation element) => Turns?.Element(element)
        ?? throw _body.Error(WorkflowDiagnostics.Element, element.Syntax, SourceText.Of(element));
}
