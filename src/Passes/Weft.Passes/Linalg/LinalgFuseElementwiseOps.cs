using Weft.IR;

namespace Weft.Passes;

/// <summary>Elementwise <c>linalg.generic</c> operations on tensors become one with the operation that alone uses them.</summary>
[Pass("linalg-fuse-elementwise-ops", "Fuses elementwise operations on tensors.")]
public sealed record LinalgFuseElementwiseOps : IPass
{
    private static readonly RuleSet Rules = RuleSet.Concat(
        ElementwiseFusion.Rules, ConstantInputs.Rules, OutputDependencies.Rules, UnusedOperands.Rules, ReshapeFusion.Rules,
        new RuleSet(Canonicalization.Rules.For(AffineApplyOp.OpInfo)), TensorReshapeCanonicalization.Rules,
        LinalgCanonicalization.OfDialect, new RuleSet(LinalgCanonicalization.Rules.For(GenericOp.OpInfo)),
        ConstantTransposition.Rules);

    public void Run(Operation root, PassContext context) =>
        new GreedyRewriter(context.Ir, Rules, new(Regions: RegionSimplification.Aggressive)).Run(root);
}
