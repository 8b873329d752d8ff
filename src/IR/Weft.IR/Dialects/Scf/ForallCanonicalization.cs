using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>Rules on <c>scf.forall</c>.</summary>
public static partial class ForallCanonicalization
{
    // a bound that is a constant value -> a number
    [Rule]
    private static bool ConstantBounds(ForallOp op, Rewriter rewriter)
    {
        var bounds = Bounds.Of(op);
        if (!bounds.Exists(b => b is { Value: not null, Constant: not null })) return false;
        Bounds.Set(op, [.. bounds.Select(b => b.Folded)]);
        rewriter.Note(op);
        return true;
    }

    // a shared output that nobody reads behind, or that no turn changes -> its initial value
    [Rule]
    private static bool UnchangedOutput(ForallOp op, Rewriter rewriter)
    {
        var (shared, inits) = (op.SharedOutputs.ToList(), op.Outputs.ToArray());
        var kept = Enumerable.Range(0, shared.Count)
            .Where(i => op.Results[i].HasUses && Combining(op, shared[i]).Count > 0).ToList();
        if (kept.Count == shared.Count) return false;
        for (var i = 0; i < shared.Count; i++)
            if (!kept.Contains(i))
                foreach (var combining in Combining(op, shared[i])) rewriter.Erase(combining);
        var (loop, target) = Insert(op, Bounds.Of(op), [.. kept.Select(i => inits[i])], rewriter);
        loop.Mapping = op.Mapping;
        var arguments = target.Arguments.Take(op.Rank).Concat<Value>(inits).ToArray();
        var results = inits.ToArray();
        for (var k = 0; k < kept.Count; k++)
            (arguments[op.Rank + kept[k]], results[kept[k]]) = (target.Arguments[op.Rank + k], loop.Results[k]);
        rewriter.MergeInto(op.Body.Entry, target, arguments);
        return rewriter.Replace(op, results);
    }

    // a dimension with one turn -> its lower bound; a nest without turns -> its initial values
    [Rule]
    private static bool FewTurns(ForallOp op, Rewriter rewriter)
    {
        if (op.Mapping is not null) return false;
        var (bounds, rank) = (Bounds.Of(op), op.Rank);
        var kept = new List<int>();
        for (var d = 0; d < rank; d++)
        {
            var turns = Turns(bounds[d], bounds[rank + d], bounds[(2 * rank) + d]);
            if (turns == 0) return rewriter.Replace(op, op.Outputs.ToArray());
            if (turns != 1) kept.Add(d);
        }

        if (kept.Count == rank) return false;
        var arguments = Enumerable.Range(0, rank)
            .Select(d => kept.Contains(d) ? null : bounds[d].Value ?? rewriter.Constant(op, ConstantOp.Index(bounds[d].Number!.Value)))
            .ToArray();
        if (kept.Count == 0) return InlineTurn(op, [.. arguments!, .. op.Outputs], rewriter);

        List<MixedIndex> fewer = [.. Enumerable.Range(0, 3).SelectMany(part => kept.Select(d => bounds[(part * rank) + d]))];
        var (loop, target) = Insert(op, fewer, op.Outputs.ToArray(), rewriter);
        foreach (var attribute in op.Attributes) loop.SetAttribute(attribute.Name, attribute.Value);
        for (var k = 0; k < kept.Count; k++) arguments[kept[k]] = target.Arguments[k];
        rewriter.MergeInto(op.Body.Entry, target, [.. arguments!, .. target.Arguments.Skip(kept.Count)]);
        return rewriter.Replace(op, loop.ResultList);
    }

    // forall shared_outs(cast(x)), where the cast forgets -> cast(forall shared_outs(x))
    [Rule]
    private static bool OutputOfCast(ForallOp op, Rewriter rewriter)
    {
        var outputs = op.Outputs.Select(o => o.BeforeForgetting ?? o).ToArray();
        if (outputs.SequenceEqual(op.Outputs)) return false;
        var (loop, target) = Insert(op, Bounds.Of(op), outputs, rewriter);
        loop.Mapping = op.Mapping;
        var inside = rewriter.BuilderAtEnd(target, op.Location);
        var shared = target.Arguments.Skip(op.Rank).ToArray();
        var arguments = shared.Select((a, i) => inside.Cast(a, op.Outputs[i].Type)).ToArray();
        rewriter.MergeInto(op.Body.Entry, target, [.. target.Arguments.Take(op.Rank), .. arguments]);
        for (var i = 0; i < shared.Length; i++)
            foreach (var use in arguments[i].Uses)
                if (use is { Owner: ParallelInsertSliceOp, Index: 1 }) rewriter.SetOperand(use.Owner, use.Index, shared[i]);
        var behind = rewriter.BuilderBefore(op);
        return rewriter.Replace(op, [.. loop.ResultList.Select((r, i) => behind.Cast(r, op.Results[i].Type))]);
    }

    // The one turn, and its parts in their places.
    private static bool InlineTurn(ForallOp op, IReadOnlyList<Value> arguments, Rewriter rewriter)
    {
        var (end, results) = (op.InParallel, new List<Value>());
        rewriter.InlineBlockBefore(op.Body.Entry, op, arguments);
        foreach (var part in end.Region.Ops.Cast<ParallelInsertSliceOp>())
            results.Add(rewriter.InsertBefore(op, InsertSliceOp.Of(
                part.Source, part.Dest, part.MixedOffsets, part.MixedSizes, part.MixedStrides)).Result);
        rewriter.Erase(end);
        return rewriter.Replace(op, results);
    }

    private static long? Turns(MixedIndex low, MixedIndex high, MixedIndex step) => low == high ? 0
        : low.Constant is { } a && high.Constant is { } b && step.Constant is { } s ? TripCount.Of(a, b, s)
        : null;

    private static List<Operation> Combining(ForallOp op, BlockArgument shared) =>
        [.. shared.Users.Where(u => u.ParentRegion == op.InParallel.Region)];

    private static (ForallOp Loop, Block Target) Insert(ForallOp op, List<MixedIndex> bounds, Value[] outputs, Rewriter rewriter)
    {
        var rank = bounds.Count / 3;
        var loop = new ForallOp([], [], [], [], [], [], outputs, [.. outputs.Select(o => o.Type)]);
        Bounds.Set(loop, bounds);
        rewriter.InsertBefore(op, loop);
        var target = loop.Body.AddBlock();
        for (var d = 0; d < rank; d++) target.AddArgument(IndexType.Instance, op.Location);
        foreach (var output in outputs) target.AddArgument(output.Type, op.Location);
        return (loop, target);
    }

    // The lower bounds, the upper bounds and the steps of a loop, in one list.
    private static class Bounds
    {
        public static List<MixedIndex> Of(ForallOp op) =>
            [.. MixedIndex.Zip(op.StaticLowerBound, op.DynamicLowerBound), .. MixedIndex.Zip(op.StaticUpperBound, op.DynamicUpperBound),
                .. MixedIndex.Zip(op.StaticStep, op.DynamicStep)];

        public static void Set(ForallOp op, List<MixedIndex> bounds)
        {
            var rank = bounds.Count / 3;
            var parts = Enumerable.Range(0, 3).Select(part => MixedIndex.Split(bounds.GetRange(part * rank, rank))).ToList();
            var outputs = op.Outputs.ToArray();
            op.SetOperands([.. parts.SelectMany(p => p.Values), .. outputs]);
            op.SetAttribute(
                SegmentSizes.OfOperands,
                DenseArrayAttr.I32(parts[0].Values.Count, parts[1].Values.Count, parts[2].Values.Count, outputs.Length));
            (op.StaticLowerBound, op.StaticUpperBound, op.StaticStep) = (parts[0].Numbers, parts[1].Numbers, parts[2].Numbers);
        }
    }
}
