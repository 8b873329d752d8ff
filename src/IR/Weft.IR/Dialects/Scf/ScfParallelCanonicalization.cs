using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>Rules on parallel loops.</summary>
public static partial class ScfParallelCanonicalization
{
    // a nest with a dimension without turns -> its initial values
    [Rule]
    private static bool NoTurn(ParallelOp op, Rewriter rewriter)
    {
        for (var d = 0; d < op.Steps.Count; d++)
            if (Turns(op, d) == 0) return rewriter.Replace(op, op.InitVals.ToArray());
        return false;
    }

    // a dimension with one turn -> its lower bound
    [Rule]
    private static bool OneTurn(ParallelOp op, Rewriter rewriter)
    {
        var kept = Enumerable.Range(0, op.Steps.Count).Where(d => Turns(op, d) != 1).ToList();
        if (kept.Count == op.Steps.Count) return false;
        if (kept.Count == 0)
            return op.Values.Count == 0 && ScfCanonicalization.ReplaceByBody(op, op.Body.Entry, op.LowerBounds.ToArray(), rewriter);
        var loop = rewriter.InsertBefore(op, new ParallelOp(
            Pick(op.LowerBounds, kept), Pick(op.UpperBounds, kept), Pick(op.Steps, kept), op.InitVals.ToArray(), [.. op.Values.Types]));
        var body = op.Body.Entry;
        for (var d = op.Steps.Count - 1; d >= 0; d--)
        {
            if (kept.Contains(d)) continue;
            rewriter.ReplaceAllUses(body.Arguments[d], op.LowerBounds[d]);
            body.EraseArgument(d);
        }

        return Take(op, body, loop, rewriter);
    }

    // parallel i { parallel j { a } } -> parallel i, j { a }
    [Rule]
    private static bool Nested(ParallelOp op, Rewriter rewriter)
    {
        var body = op.Body.Entry;
        if (op.Values.Count > 0 || body.First is not ParallelOp { Values.Count: 0 } inner || inner.Next != body.Last) return false;
        if (inner.Operands.Any(v => v.ParentBlock == body)) return false;
        var loop = rewriter.InsertBefore(op, new ParallelOp(
            [.. op.LowerBounds, .. inner.LowerBounds], [.. op.UpperBounds, .. inner.UpperBounds], [.. op.Steps, .. inner.Steps], [], []));
        var target = inner.Body.Entry;
        for (var d = 0; d < op.Steps.Count; d++)
            rewriter.ReplaceAllUses(body.Arguments[d], target.InsertArgument(d, IndexType.Instance, body.Arguments[d].Location));
        return Take(op, target, loop, rewriter);
    }

    private static bool Take(ParallelOp op, Block body, ParallelOp loop, Rewriter rewriter)
    {
        body.Parent!.MoveBlocksTo(loop.Body);
        foreach (var attribute in op.Attributes) loop.SetAttribute(attribute.Name, attribute.Value);
        return rewriter.Replace(op, loop.ResultList);
    }

    private static Value[] Pick(OperandRange values, List<int> dimensions) => [.. dimensions.Select(d => values[d])];

    // The number of turns: 0, 1, or null for more and for what is not known.
    private static int? Turns(ParallelOp op, int dimension)
    {
        if (ConstantOp.IntegerOf(op.LowerBounds[dimension]) is not { } lower
            || ConstantOp.IntegerOf(op.UpperBounds[dimension]) is not { } upper
            || ConstantOp.IntegerOf(op.Steps[dimension]) is not { } step)
            return null;
        return lower >= upper ? 0 : upper - lower > 0 && upper - lower <= step ? 1 : null;
    }
}
