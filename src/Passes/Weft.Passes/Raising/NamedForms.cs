using Weft.IR;

namespace Weft.Passes;

/// <summary>The names of structured operations on buffers: what <see cref="LinalgGeneralizeNamedOps"/> takes away. Flags of arithmetic,
/// which permit more and ask for nothing, go with the body.</summary>
internal static class NamedForms
{
    // What MLIR has had, and says by attributes of others today.
    private static readonly HashSet<string> s_former =
    [
        "linalg.elemwise_unary", "linalg.elemwise_binary", "linalg.matmul_transpose_a", "linalg.matmul_transpose_b",
        "linalg.batch_matmul_transpose_a", "linalg.batch_matmul_transpose_b",
    ];

    /// <summary>Puts an operation with a name in the place of one without; itself where there is none.</summary>
    /// <param name="isApart">Whether no input shares memory with the output: else loops keep their order.</param>
    public static Operation Rename(GenericOp op, bool isApart)
    {
        if (!op.HasPureBuffers || op.Outputs.Count != 1
            || (Moved(op) ?? Computed(op, isApart) ?? Reduced(op, isApart)) is not { } named) return op;
        named.Location = op.Location;
        Builder.At(op).Insert(named);
        op.Erase();
        return named;
    }

    // A body that only yields.
    private static StructuredOp? Moved(GenericOp op)
    {
        var (maps, output, value) = (op.IndexingMaps, op.Outputs[0], op.Yielded[0]);
        if (op.Body.First != op.Body.Last || !op.IsAllParallel || !maps[maps.Count - 1].IsPermutation) return null;
        if (value.ParentBlock != op.Body)
            return op.Inputs.Count == 0 ? NamedStructuredOp.Make(NamedOpTable.Find("linalg.fill"), [value], output) : null;
        if (op.Inputs.Count != 1 || value != op.Body.Arguments[0] || !maps[1].IsIdentity) return null;
        var from = maps[0].Results.Select(result => result is AffineDim dim ? dim.Position : -1).ToList();
        if (maps[0].IsIdentity) return NamedStructuredOp.Make(NamedOpTable.Find("linalg.copy"), [op.Inputs[0]], output);
        if (maps[0].IsPermutation)
            return LinalgTransposeOp.Make(op.Inputs[0], output, [.. from.Select((_, d) => (long)from.IndexOf(d))]);
        if (from.Contains(-1) || !from.SequenceEqual(from.Distinct().Order())) return null;
        return LinalgBroadcastOp.Make(
            op.Inputs[0], output, [.. Enumerable.Range(0, op.LoopCount).Except(from).Select(d => (long)d)]);
    }

    private static StructuredOp? Computed(GenericOp op, bool isApart) => NamedOpTable.All
        .Where(row => !s_former.Contains(row.Info.Name)).Select(row => NamedFormMatch.Find(row, op, isApart))
        .FirstOrDefault(named => named is not null);

    // One array, whose dimensions are the loops, of which some are joined.
    private static StructuredOp? Reduced(GenericOp op, bool isApart)
    {
        var maps = op.IndexingMaps;
        if (op.Inputs.Count != 1 || op.IsAllParallel || !maps[0].IsPermutation || op.Body.Ops.Any(inner => inner is LinalgIndexOp))
            return null;
        var loops = maps[0].Results.Select(result => ((AffineDim)result).Position).ToList();
        var kinds = op.IteratorTypes;
        var joined = loops.FindAll(loop => kinds[loop] == IteratorType.Reduction);
        if (!maps[1].Results.SequenceEqual(loops.Except(joined).Select(AffineExpr.Dim)) || !KeepsOrder(op, loops, isApart)) return null;
        var named = new LinalgReduceOp(
            [.. joined.Select(loop => (long)loops.IndexOf(loop))], [op.Inputs[0]], [op.Outputs[0]], []);
        op.Region.MoveBlocksTo(named.Combiner);
        return named;
    }

    /// <summary>Whether loops may be done in another order: those whose turns are joined keep theirs, where not any will do.</summary>
    public static bool KeepsOrder(GenericOp op, IReadOnlyList<int> loops, bool isApart)
    {
        var joined = loops.Where(loop => op.IteratorTypes[loop] == IteratorType.Reduction).ToList();
        return loops.SequenceEqual(loops.Order()) || (isApart && (joined.SequenceEqual(joined.Order()) || JoinsInAnyOrder(op)));
    }

    private static bool JoinsInAnyOrder(GenericOp op) => op.Body.Arguments[op.Inputs.Count] is { HasOneUse: true } before
        && op.Yielded[0].Def is { IsFreeJoin: true } join && join.Operands.Contains(before);
}
