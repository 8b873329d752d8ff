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
    public static Operation Rename(GenericOp op)
    {
        if (!op.HasPureBuffers || op.Outputs.Count != 1 || (Moved(op) ?? Computed(op) ?? Reduced(op)) is not { } named) return op;
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

    private static StructuredOp? Computed(GenericOp op) => NamedOpTable.All
        .Where(definition => !s_former.Contains(definition.Info.Name)).Select(definition => NamedFormMatch.Find(definition, op))
        .FirstOrDefault(named => named is not null);

    // One array, whose dimensions are the loops, of which some are joined.
    private static StructuredOp? Reduced(GenericOp op)
    {
        var maps = op.IndexingMaps;
        if (op.Inputs.Count != 1 || op.IsAllParallel || !maps[0].IsPermutation || op.Body.Ops.Any(inner => inner is LinalgIndexOp))
            return null;
        var loops = maps[0].Results.Select(result => ((AffineDim)result).Position).ToList();
        var kinds = op.IteratorTypes;
        var joined = loops.FindAll(loop => kinds[loop] == IteratorType.Reduction);
        if (!maps[1].Results.SequenceEqual(loops.Except(joined).Select(AffineExpr.Dim)) || !KeepsOrder(op, joined)) return null;
        var named = new LinalgReduceOp(
            [.. joined.Select(loop => (long)loops.IndexOf(loop))], [op.Inputs[0]], [op.Outputs[0]], []);
        op.Region.MoveBlocksTo(named.Combiner);
        return named;
    }

    /// <summary>Whether loops whose turns are joined may be done in an order: it is theirs, or any will do.</summary>
    public static bool KeepsOrder(GenericOp op, IReadOnlyList<int> reductions) =>
        reductions.SequenceEqual(reductions.Order()) || op.Yielded[0].Def is { MayReorder: true };
}
