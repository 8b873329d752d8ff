using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Reads and writes that meet in one buffer, but not in the same elements or not with others: a part that is taken out, changed in place
/// and put back where it was.
/// </summary>
internal sealed class SubsetConflicts(InPlaceAnalysis analysis)
{
    public bool AreApart(OpOperand read, OpOperand write)
    {
        // The whole, when a part is put back, is only kept outside of the part.
        if (read.Owner is ISliceInsertion insert && IsDestination(insert, read) && IsPart(write.Value, insert)) return true;
        // The part that is put back is what the write puts there.
        return write.Owner is ISliceInsertion into && IsDestination(into, write) && IsPart(read.Value, into)
            && (read.Owner == write.Owner || analysis.AreEquivalent(read.Value, into.Source));
    }

    private static bool IsDestination(ISliceInsertion op, OpOperand use) => ReferenceEquals(use.Owner, op) && use.Index == 1;

    // Whether a value is the part of the destination that is replaced, changed in place or not.
    private bool IsPart(Value value, ISliceInsertion insert)
    {
        for (var part = value; part is OpResult result;)
        {
            if (result.Owner is ExtractSliceOp extract)
                return analysis.AreEquivalent(extract.Source, insert.Dest) && extract.IsSameSlice(insert);
            var source = InPlaceAnalysis.SourcesOf(part).FirstOrDefault(use => analysis.IsInPlace(use)
                && InPlaceAnalysis.AliasesOf(use).Any(alias => alias.IsEquivalent && ReferenceEquals(alias.Value, part)));
            if (source is null) return false;
            part = source.Value;
        }

        return false;
    }
}
