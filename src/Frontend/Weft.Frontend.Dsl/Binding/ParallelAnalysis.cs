using Weft.Frontend.Dsl.BoundTree;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Finds the <c>parallel</c> loops of a body and checks each nest of them.</summary>
internal sealed class ParallelAnalysis(BindingDiagnostics diagnostics) : BoundWalker
{
    private readonly HashSet<BoundStore> _atomic = new(ReferenceEqualityComparer.Instance);

    /// <returns>The updates to which several iterations may come at the same time.</returns>
    public IReadOnlySet<BoundStore> Check(BoundBlock body)
    {
        Visit(body);
        return _atomic;
    }

    protected override void VisitFor(BoundFor loop)
    {
        if (loop.Kind == LoopKind.Parallel) new ParallelNest(loop, diagnostics, [], _atomic).Check();
        else base.VisitFor(loop);
    }
}
