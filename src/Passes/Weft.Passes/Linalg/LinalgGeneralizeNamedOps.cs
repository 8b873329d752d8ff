using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Structured operations that have a name become <c>linalg.generic</c>, which says their maps, iterators and body itself.
/// <c>linalg.map</c> stays: its body does not see what the destination has.
/// </summary>
[Pass("linalg-generalize-named-ops", "Turns named structured operations into linalg.generic.")]
public sealed record LinalgGeneralizeNamedOps : IPass
{
    // By every operation that is no linalg.generic.
    private static readonly RuleSet Rules = new(StructuredOp.NamedInfos.Select(info => new Rule("linalg.generalize", info, Generalize)));

    public void Run(Operation root, PassContext context) => 
        new GreedyRewriter(context.Ir, Rules, new(TopDown: false, RegionSimplification.Aggressive)).Run(root);

    private static bool Generalize(Operation op, Rewriter rewriter)
    {
        if (op is not StructuredOp named || named.BodyOperands.Count < named.OperandSlots.Length) return false;
        var generic = rewriter.InsertBefore(
            op, GenericOp.Make(named.DpsInputs.ToArray(), named.DpsInits.ToArray(), named.IndexingMaps, named.IteratorTypes));
        named.BodyRegion.MoveBlocksTo(generic.Region);
        return rewriter.Replace(op, generic.ResultList);
    }
}
