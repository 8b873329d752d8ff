using Weft.IR;

namespace Weft.Passes;

/// <summary>A fill and, next, a reduction into all that was filled.</summary>
internal static class FilledReduction
{
    /// <summary>The fill whose value a reduction begins with.</summary>
    public static NamedStructuredOp? FillOf(IStructuredOp op) =>
        !op.IsAllParallel && Previous(op.Self) is NamedStructuredOp { Name: "linalg.fill" } fill && op.DpsInits is [var output]
        && fill.DpsInits[0] == output && IsWhole(op) && !op.DpsInputs.Contains(output) ? fill : null;

    /// <summary>Whether a fill goes into the reduction behind it.</summary>
    public static bool Takes(IStructuredOp op) => Next(op.Self) is IStructuredOp reduction && FillOf(reduction) == op;

    // Every element, once.
    private static bool IsWhole(IStructuredOp op)
    {
        var results = op.IndexingMaps[op.IndexingMaps.Count - 1].Results;
        var parallel = op.IteratorTypes.Count(type => type == IteratorType.Parallel);
        return results.Count == parallel && results.Distinct().Count() == parallel
            && results.All(result => result is AffineDim { Position: var loop } && op.IteratorTypes[loop] == IteratorType.Parallel);
    }

    private static Operation? Previous(Operation op) => Skip(op.Previous, at => at.Previous);

    private static Operation? Next(Operation op) => Skip(op.Next, at => at.Next);

    // What computes something from extents may stand between.
    private static Operation? Skip(Operation? op, Func<Operation, Operation?> step)
    {
        while (op is ConstantOp or DimOp or GetGlobalOp) op = step(op);
        return op;
    }
}
