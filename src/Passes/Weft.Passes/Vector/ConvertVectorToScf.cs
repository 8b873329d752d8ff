using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Transfers of vectors with more dimensions than machines have become loops over smaller ones; transfers of one dimension that does not
/// lie densely in memory become loops over elements, and so do prints of vectors. Permutation maps are made minor identities first, with
/// transpositions beside the transfers.
/// </summary>
/// <param name="FullUnroll">Whether to write the turns one after the other instead of a loop, and to need no buffer for the vector.</param>
/// <param name="TargetRank">How many dimensions transfers may keep.</param>
/// <param name="LowerTensors">Whether to take transfers apart that read or make tensors, too.</param>
[Pass("convert-vector-to-scf", "Turns transfers and prints of vectors into loops over parts of them.")]
public sealed record ConvertVectorToScf(bool FullUnroll = false, uint TargetRank = 1, bool LowerTensors = false) : IPass
{
    public void Run(Operation root, PassContext context)
    {
        Apply(TransferPermutations.Rules);
        Apply(RuleSet.Concat(Unpacking, TargetRank == 1 ? StridedTransfers.Rules : new(), VectorPrints.Rules));

        void Apply(RuleSet rules) => new GreedyRewriter(context.Ir, rules, new(TopDown: false, RegionSimplification.Aggressive)).Run(root);
    }

    private RuleSet Unpacking => FullUnroll
        ? new UnrolledTransfers((int)TargetRank, LowerTensors).Rules
        : new BufferedTransfers((int)TargetRank, LowerTensors).Rules;
}
