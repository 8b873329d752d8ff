using Weft.IR;

namespace Weft.Passes;

/// <summary>Structured operations on buffers become loops of <c>scf.for</c>.</summary>
[Pass("convert-linalg-to-loops", "Turns structured operations on buffers into loops.")]
public sealed record ConvertLinalgToLoops : IPass
{
    private static readonly RuleSet Rules = StructuredOpLoops.RulesFor(new ScfLoopStyle(Parallel: false));

    public void Run(Operation root, PassContext context) => 
        new GreedyRewriter(context.Ir, Rules, new(TopDown: false, RegionSimplification.Aggressive)).Run(root);
}
