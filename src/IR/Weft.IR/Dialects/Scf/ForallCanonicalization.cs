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
        if (!bounds.Any(b => b.Value is not null && ConstantOp.IntegerOf(b.Value) is not null)) return false;
        Bounds.Set(op, [.. bounds.Select(b => b.Value is { } value && ConstantOp.IntegerOf(value) is { } number ? new(null, number) : b)]);
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

        // The parts of the one turn would have to be put together by operations of other dialects.
        if (kept.Count == rank || (kept.Count == 0 && op.Values.Count > 0)) return false;
        var arguments = Enumerable.Range(0, rank)
            .Select(d => kept.Contains(d) ? null : bounds[d].Value ?? rewriter.Constant(op, ConstantOp.Index(bounds[d].Number))).ToArray();
        if (kept.Count == 0)
        {
            var end = op.InParallel;
            rewriter.InlineBlockBefore(op.Body.Entry, op, arguments!);
            rewriter.Erase(end);
            return rewriter.Replace(op, []);
        }

        List<Bound> fewer = [.. Enumerable.Range(0, 3).SelectMany(part => kept.Select(d => bounds[(part * rank) + d]))];
        var (loop, target) = Insert(op, fewer, op.Outputs.ToArray(), rewriter);
        foreach (var attribute in op.Attributes) loop.SetAttribute(attribute.Name, attribute.Value);
        for (var k = 0; k < kept.Count; k++) arguments[kept[k]] = target.Arguments[k];
        rewriter.MergeInto(op.Body.Entry, target, [.. arguments!, .. target.Arguments.Skip(kept.Count)]);
        return rewriter.Replace(op, loop.ResultList);
    }

    private static long? Turns(Bound low, Bound high, Bound step) => low == high ? 0
        : low.Constant is { } a && high.Constant is { } b && step.Constant is { } s ? TripCount.Of(a, b, s)
        : null;

    private static List<Operation> Combining(ForallOp op, BlockArgument shared) =>
        [.. shared.Users.Where(u => u.ParentRegion == op.InParallel.Region)];

    private static (ForallOp Loop, Block Target) Insert(ForallOp op, List<Bound> bounds, Value[] outputs, Rewriter rewriter)
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

    // A value, or a number.
    private sealed record Bound(Value? Value, long Number)
    {
        public long? Constant => Value is null ? Number : ConstantOp.IntegerOf(Value);
    }

    // The lower bounds, the upper bounds and the steps of a loop, in one list.
    private static class Bounds
    {
        public static List<Bound> Of(ForallOp op) =>
            [.. Mixed(op.StaticLowerBound, op.DynamicLowerBound), .. Mixed(op.StaticUpperBound, op.DynamicUpperBound),
                .. Mixed(op.StaticStep, op.DynamicStep)];

        public static void Set(ForallOp op, List<Bound> bounds)
        {
            var rank = bounds.Count / 3;
            var parts = Enumerable.Range(0, 3).Select(part => bounds.GetRange(part * rank, rank)).ToList();
            var dynamic = parts.Select(p => p.Where(b => b.Value is not null).Select(b => b.Value!).ToList()).ToList();
            var outputs = op.Outputs.ToArray();
            op.SetOperands([.. dynamic.SelectMany(d => d), .. outputs]);
            op.SetAttribute(
                "operandSegmentSizes", DenseArrayAttr.I32(dynamic[0].Count, dynamic[1].Count, dynamic[2].Count, outputs.Length));
            (op.StaticLowerBound, op.StaticUpperBound, op.StaticStep) = (Static(parts[0]), Static(parts[1]), Static(parts[2]));
        }

        private static Sequence<long> Static(List<Bound> bounds) =>
            bounds.Select(b => b.Value is null ? b.Number : ShapedType.Dynamic).ToSequence();

        private static IEnumerable<Bound> Mixed(Sequence<long> numbers, OperandRange values)
        {
            var next = 0;
            foreach (var number in numbers) yield return number == ShapedType.Dynamic ? new(values[next++], 0) : new(null, number);
        }
    }
}
