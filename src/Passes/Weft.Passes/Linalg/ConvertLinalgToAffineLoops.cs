using Weft.IR;

namespace Weft.Passes;

/// <summary>Structured operations on buffers become loops of <c>affine.for</c> with affine accesses.</summary>
[Pass("convert-linalg-to-affine-loops", "Turns structured operations on buffers into affine loops.")]
public sealed record ConvertLinalgToAffineLoops : IPass
{
    private static readonly RuleSet Rules = StructuredOpLoops.RulesFor(new AffineLoopStyle());

    public void Run(Operation root, PassContext context) => 
        new GreedyRewriter(context.Ir, Rules, new(TopDown: false, RegionSimplification.Aggressive)).Run(root);
}

/// <summary>Loops and accesses of the affine dialect.</summary>
internal sealed record AffineLoopStyle : ILoopStyle
{
    public (Builder Body, IReadOnlyList<Value> Variables) Open(
        Builder builder, IReadOnlyList<MixedIndex> extents, Sequence<IteratorType> iterators)
    {
        var variables = new List<Value>();
        foreach (var extent in extents)
        {
            var upper = extent.Value is { } value
                ? AffineValueMap.Of(value).Canonicalized()
                : AffineValueMap.Constant(extent.Number!.Value);
            var loop = builder.Insert(AffineForOp.WithBody(AffineValueMap.Constant(0), upper, 1));
            builder.MoveToEnd(loop.Body);
            if (loop.Body.Terminator is { } terminator) builder.MoveBefore(terminator);
            else builder.MoveBefore(builder.Insert(new AffineYieldOp([])));
            variables.Add(loop.InductionVariable);
        }

        return (variables.Count > 0 ? builder.Unheard() : builder, variables);
    }

    public Operation Load(Value memref, IReadOnlyList<Value> subscripts) =>
        new AffineLoadOp(memref, new AffineValueMap(AffineMap.Identity(subscripts.Count), subscripts));

    public Operation Store(Value value, Value memref, IReadOnlyList<Value> subscripts) =>
        new AffineStoreOp(value, memref, new AffineValueMap(AffineMap.Identity(subscripts.Count), subscripts));
}
