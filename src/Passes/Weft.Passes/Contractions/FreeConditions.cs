using Weft.IR;

namespace Weft.Passes;

/// <summary>Conditions that only spare work: what they guard may as well be done, as far as it is few operations, and reads elements that
/// are in range in all turns. <c>if (c) { a[i] == b } else { false }</c> -> <c>c and a[i] == b</c>.</summary>
internal static class FreeConditions
{
    // As long as it takes to go on at another place.
    private const int MostOperations = 8;

    /// <summary>Makes choices of those in a nest.</summary>
    public static void Choose(Operation nest)
    {
        var conditions = nest.Walk().OfType<IfOp>().Where(condition => condition.Results.Length > 0).ToList();
        if (conditions.Count == 0 || nest.Enclosing<FuncOp>() is not { } function) return;
        var arrays = new ArrayKnowledge(new ArrayExtents(function), nest);
        foreach (var condition in conditions)
        {
            List<Operation> guarded = [.. condition.Regions.SelectMany(region => region.Ops.SkipLast(1))];
            if (guarded.Count > MostOperations || ConstraintSystem.OfTurnsAround(condition) is not { } turns
                || !guarded.TrueForAll(op => op is AffineLoadOp load ? IsInRange(load) : op.Regions.Count == 0 && op.IsSpeculatable)) continue;
            var builder = Builder.At(condition);
            foreach (var op in guarded) op.MoveBefore(condition);
            var (ifSo, ifNot) = (condition.ThenRegion.Entry.Last!.Operands.ToArray(), condition.ElseRegion.Entry.Last!.Operands.ToArray());
            condition.ReplaceWith([.. ifSo.Zip(ifNot, (a, b) => builder.AddFolded(new SelectOp(condition.Condition, a, b)))]);

            bool IsInRange(AffineLoadOp load) => AffineSum.Of(load.ComposedMap) is { } subscripts
                && subscripts.Select((subscript, d) => (subscript, d)).All(s => arrays.ExtentOf(load.Memref, s.d) is { } extent
                    && turns.LeastOf(s.subscript) >= 0 && turns.LeastOf(extent - s.subscript + -1) >= 0);
        }
    }
}
