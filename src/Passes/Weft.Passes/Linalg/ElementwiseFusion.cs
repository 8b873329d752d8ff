using Weft.IR;

namespace Weft.Passes;

/// <summary>Fuses an elementwise producer into the one operation that uses its results.</summary>
internal static partial class ElementwiseFusion
{
    // y = generic(x); z = generic(.., y, ..) -> z = generic(.., x, ..)
    [Rule]
    private static bool Fuse(GenericOp consumer, Rewriter rewriter)
    {
        for (var i = 0; i < consumer.Inputs.Count; i++)
            if (consumer.Inputs[i].Def is GenericOp producer && producer.ResultList.Sum(result => result.Uses.Count()) == 1
                && CanFuse(producer, consumer, i))
                return Fuse(new Pair(producer, consumer, i, ((OpResult)consumer.Inputs[i]).Index), rewriter);
        return false;
    }

    // One loop of the producer for each dimension that the consumer reads, each extent known without the tensor in between.
    private static bool CanFuse(GenericOp producer, GenericOp consumer, int input)
    {
        if (!producer.HasPureTensors || !producer.IsAllParallel || consumer.Inputs[input].Type is not RankedTensorType) return false;
        var read = consumer.IndexingMaps[input];
        if (read.Results.Count != producer.LoopCount) return false;
        var written = producer.IndexingMaps[producer.Inputs.Count];
        if (!written.IsPermutation) return false;
        if (consumer.IsAllParallel) return true;
        var maps = consumer.IndexingMaps.Where((_, i) => consumer.Operands[i] != consumer.Inputs[input])
            .Concat(producer.Inputs.Select((_, i) => InFused(producer.IndexingMaps[i], written, read)));
        return Enumerable.Range(0, consumer.LoopCount).All(loop => maps.Any(map => map.Results.Contains(AffineExpr.Dim(loop))));
    }

    // From the consumer's loops to an operand of the producer.
    private static AffineMap InFused(AffineMap map, AffineMap written, AffineMap read) => map.Compose(written.Inverse!).Compose(read);

    private static bool Fuse(Pair pair, Rewriter rewriter)
    {
        var (producer, consumer, input, result) = pair;
        var read = consumer.IndexingMaps[input];
        var written = producer.IndexingMaps[producer.Inputs.Count + result];
        var kept = KeptResults(pair);
        AffineMap Mapped(int operand) => InFused(producer.IndexingMaps[operand], written, read);

        var (before, after) = (Enumerable.Range(0, input), Enumerable.Range(input + 1, consumer.Inputs.Count - input - 1));
        var fromProducer = Enumerable.Range(0, producer.Inputs.Count);
        var outputs = Enumerable.Range(consumer.Inputs.Count, consumer.Outputs.Count);
        var keptOutputs = kept.Select(r => producer.Inputs.Count + r).ToList();
        IReadOnlyList<Value> Of(GenericOp op, IEnumerable<int> operands) => [.. operands.Select(i => op.Operands[i])];
        IEnumerable<AffineMap> Maps(IEnumerable<int> operands) => operands.Select(i => consumer.IndexingMaps[i]);

        var fused = GenericOp.Make(
            [.. Of(consumer, before), .. Of(producer, fromProducer), .. Of(consumer, after)],
            [.. Of(producer, keptOutputs), .. Of(consumer, outputs)],
            [.. Maps(before), .. fromProducer.Select(Mapped), .. Maps(after), .. keptOutputs.Select(Mapped), .. Maps(outputs)],
            consumer.IteratorTypes);
        if (fused.LoopSources is null)
        {
            fused.Erase();
            return false;
        }

        rewriter.InsertBefore(consumer, fused);
        FusedBody.Build(fused, pair, kept, written.Inverse!.Compose(read), rewriter);
        for (var i = 0; i < kept.Count; i++)
            foreach (var use in producer.Results[kept[i]].Uses)
                if (use.Owner.Parent == fused.Parent && use.Owner != fused)
                    rewriter.SetOperand(use.Owner, use.Index, fused.Results[i]);
        return rewriter.Replace(consumer, [.. fused.ResultList.Skip(kept.Count)]);
    }

    // Results of the producer that the fused operation has to give, too.
    private static List<int> KeptResults(Pair pair)
    {
        var (producer, consumer, _, _) = pair;
        var (kept, dropped) = (new List<int>(), new List<int>());
        for (var i = 0; i < producer.Results.Length; i++)
        {
            dropped.Add(producer.Inputs.Count + i);
            if (!producer.ReadsInit(i) && producer.CanDrop(dropped) && producer.Results[i].Users.All(user => user == consumer)) continue;
            kept.Add(i);
            dropped.RemoveAt(dropped.Count - 1);
        }

        return kept;
    }

    /// <param name="Input">The consumer's operand that the producer gives.</param>
    /// <param name="Result">Which of the producer's results it is.</param>
    internal sealed record Pair(GenericOp Producer, GenericOp Consumer, int Input, int Result);
}
