using Weft.IR;

namespace Weft.Passes;

/// <summary>The body of a fused operation: the producer's, and behind it the consumer's, which reads what the producer yields.</summary>
internal static class FusedBody
{
    /// <param name="kept">The producer's results that the fused operation gives, too.</param>
    /// <param name="toProducer">From the consumer's loops to the producer's.</param>
    public static void Build(
        GenericOp fused, ElementwiseFusion.Pair pair, IReadOnlyList<int> kept, AffineMap toProducer, Rewriter rewriter)
    {
        var (producer, consumer, input, result) = pair;
        var block = fused.Region.AddBlock();
        var builder = rewriter.BuilderAtEnd(block, fused.Location);
        var mapping = new IrMapping();
        void Add(Block from, IEnumerable<int> arguments)
        {
            foreach (var i in arguments) mapping[from.Arguments[i]] = block.AddArgument(from.Arguments[i].Type, from.Arguments[i].Location);
        }

        MapIndices(producer, toProducer, Math.Max(producer.LoopCount, consumer.LoopCount), builder, mapping);
        Add(consumer.Body, Enumerable.Range(0, input));
        Add(producer.Body, Enumerable.Range(0, producer.Inputs.Count));
        Add(consumer.Body, Enumerable.Range(input + 1, consumer.Inputs.Count - input - 1));
        Add(producer.Body, kept.Select(r => producer.Inputs.Count + r));
        Add(consumer.Body, Enumerable.Range(consumer.Inputs.Count, consumer.Outputs.Count));

        CloneOps(producer.Body, op => op is not LinalgIndexOp, builder, mapping);
        mapping[consumer.Body.Arguments[input]] = mapping[producer.Yielded[result]];
        CloneOps(consumer.Body, static _ => true, builder, mapping);
        builder.Insert(new LinalgYieldOp(
            [.. kept.Select(r => mapping[producer.Yielded[r]]), .. consumer.Yielded.Select(value => mapping[value])]));
    }

    // The producer's loop variables in terms of the consumer's.
    private static void MapIndices(GenericOp producer, AffineMap toProducer, int loops, Builder builder, IrMapping mapping)
    {
        var indices = producer.Body.Ops.OfType<LinalgIndexOp>().ToList();
        if (indices.Count == 0) return;
        var variables = Enumerable.Range(0, loops).Select(loop => builder.Add(new LinalgIndexOp(loop))).ToList();
        foreach (var index in indices)
            mapping[index.Result] = builder.Add(
                new AffineApplyOp(new AffineMapAttr(toProducer.With([toProducer.Results[(int)index.Dim]])), variables));
    }

    private static void CloneOps(Block from, Func<Operation, bool> takes, Builder builder, IrMapping mapping)
    {
        foreach (var op in from.Ops)
            if (op != from.Last && takes(op)) builder.Insert(mapping.Clone(op));
    }
}
