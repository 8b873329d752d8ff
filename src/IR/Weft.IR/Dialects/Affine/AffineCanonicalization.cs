using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>Rules on affine operations.</summary>
public static partial class AffineCanonicalization
{
    // a map of maps -> one map
    [Rule]
    private static bool ComposedApply(AffineApplyOp op, Rewriter rewriter) => Compose(op, rewriter);

    [Rule]
    private static bool ComposedLoad(AffineLoadOp op, Rewriter rewriter) => Compose(op, rewriter);

    [Rule]
    private static bool ComposedClampedLoad(ClampedLoadOp op, Rewriter rewriter) => Compose(op, rewriter);

    // limits that are none -> a load
    [Rule]
    private static bool UnclampedLoad(ClampedLoadOp op, Rewriter rewriter) =>
        !op.HasLimits && rewriter.Replace(op, new AffineLoadOp(op.Memref, op.Subscripts.Canonicalized()));

    [Rule]
    private static bool ComposedStore(AffineStoreOp op, Rewriter rewriter) => Compose(op, rewriter);

    [Rule]
    private static bool ComposedPrefetch(AffinePrefetchOp op, Rewriter rewriter) => Compose(op, rewriter);

    [Rule]
    private static bool ComposedVectorLoad(AffineVectorLoadOp op, Rewriter rewriter) => Compose(op, rewriter);

    [Rule]
    private static bool ComposedVectorStore(AffineVectorStoreOp op, Rewriter rewriter) => Compose(op, rewriter);

    // a loop that only hands its values on -> those
    [Rule]
    private static bool EmptyLoop(AffineForOp op, Rewriter rewriter)
    {
        if (op.Values.Count == 0) return false;
        var turns = op.TrivialTripCount;
        if (op.Body.First is not AffineYieldOp yield) return false;
        var (values, comesFromOutside, changesPlaces) = (new List<Value>(), false, false);
        for (var i = 0; i < yield.Values.Count; i++)
        {
            var source = op.IterArgs.ToList().IndexOf((yield.Values[i] as BlockArgument)!);
            comesFromOutside |= source < 0;
            changesPlaces |= source >= 0 && source != i;
            values.Add(source < 0 ? yield.Values[i] : op.Inits[source]);
        }

        if (turns is null && (comesFromOutside || changesPlaces)) return false;
        return !(turns >= 2 && changesPlaces) && rewriter.Replace(op, values);
    }

    // if with an empty else region and no results -> if without
    [Rule]
    private static bool EmptyElse(AffineIfOp op, Rewriter rewriter)
    {
        if (op.Values.Count > 0 || !op.HasElse || op.ElseRegion.Entry.First != op.ElseRegion.Entry.Last) return false;
        op.ElseRegion.Clear();
        rewriter.Note(op);
        return true;
    }

    // if on no point, or on all -> one of its regions
    [Rule]
    private static bool KnownIf(AffineIfOp op, Rewriter rewriter)
    {
        if (!op.Set.IsNone && !op.Set.IsAll) return false;
        var taken = op.Set.IsNone ? op.ElseRegion : op.ThenRegion;
        if (taken.IsEmpty) return rewriter.Replace(op, []);
        var yield = taken.Entry.Last!;
        var values = yield.Operands.ToArray();
        rewriter.Erase(yield);
        rewriter.InlineBlockBefore(taken.Entry, op, []);
        return rewriter.Replace(op, values);
    }

    /// <summary>Puts what makes the operands of a map into the map.</summary>
    internal static bool Compose<T>(T op, Rewriter rewriter) where T : Operation, IAffineMapUser
    {
        var composed = AffineSimplification.WithRanges(op.ValueMap.Composed().Canonicalized());
        // Operands that are not needed any more are no change by themselves.
        var before = op.ValueMap;
        if (composed.Map == before.Map && before.Operands.Take(composed.Operands.Count).SequenceEqual(composed.Operands)) return false;
        op.ValueMap = composed;
        rewriter.Note(op);
        return true;
    }
}
