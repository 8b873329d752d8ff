using Weft.IR;

namespace Weft.Passes;

/// <summary>Structured operations on buffers become loops; neighbouring parallel ones are one <c>scf.parallel</c>.</summary>
[Pass("convert-linalg-to-parallel-loops", "Turns structured operations on buffers into loops, parallel where they may be.")]
public sealed record ConvertLinalgToParallelLoops : IPass
{
    private static readonly RuleSet Rules = StructuredOpLoops.RulesFor(new ScfLoopStyle(Parallel: true));

    public void Run(Operation root, PassContext context) => 
        new GreedyRewriter(context.Ir, Rules, new(TopDown: false, RegionSimplification.Aggressive)).Run(root);
}
