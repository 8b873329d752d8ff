using Weft.Frontend.Dsl.BoundTree;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Finds the <c>parallel</c> loops of a body and checks each nest of them.</summary>
internal sealed class ParallelAnalysis(BindingDiagnostics diagnostics) : BoundWalker
{
    public void Check(BoundBlock body) => Visit(body);

    protected override void VisitFor(BoundFor loop)
    {
        if (loop.Kind == LoopKind.Parallel) new ParallelNest(loop, diagnostics, []).Check();
        else base.VisitFor(loop);
    }
}
