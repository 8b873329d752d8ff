using Weft.IR;

namespace Weft.Passes;

/// <summary>Affine maps and sets in attributes, simplified; and the loops, conditions and maps that hold them, as far as that makes them
/// simpler.</summary>
[Pass("affine-simplify-structures", "Simplifies affine maps and sets, and the operations that have them.")]
public sealed record AffineSimplifyStructures : IPass
{
    private static readonly RuleSet Rules = new(
        AffineCanonicalization.Rules.All.Where(rule => rule.Root?.Name is "affine.for" or "affine.if" or "affine.apply"));

    public void Run(Operation root, PassContext context)
    {
        var affected = new List<Operation>();
        foreach (var op in root.WalkPostOrder())
        {
            SimplifyAttributes(op);
            if (op is AffineForOp or AffineIfOp or AffineApplyOp) affected.Add(op);
        }

        new GreedyRewriter(context.Ir, Rules).Run(root, affected);
    }

    private static void SimplifyAttributes(Operation op)
    {
        for (var i = 0; i < op.Properties.Length; i++)
            if (Simplified(op.Properties[i]) is { } simpler) op.SetProperty(i, simpler);
        foreach (var (name, value) in op.Attributes.ToArray())
            if (Simplified(value) is { } simpler) op.SetAttribute(name, simpler);
    }

    private static Weft.IR.Attribute? Simplified(Weft.IR.Attribute? attribute) => attribute switch
    {
        AffineMapAttr { Map: var map } => new AffineMapAttr(map.Simplified()),
        IntegerSetAttr { Set: var set } => new IntegerSetAttr(set.Simplified()),
        _ => null,
    };
}
