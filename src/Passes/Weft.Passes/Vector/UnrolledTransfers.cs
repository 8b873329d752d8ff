using Weft.IR;

namespace Weft.Passes;

/// <summary>Takes the dimensions of transfers apart one after the other: a smaller transfer for each slice of the vector.</summary>
/// <param name="targetRank">How many dimensions are left.</param>
/// <param name="lowerTensors">Whether transfers of tensors are taken apart.</param>
internal sealed class UnrolledTransfers(int targetRank, bool lowerTensors)
{
    public RuleSet Rules => new(
        new Rule("vector.unroll-read", TransferReadOp.OpInfo, (op, rewriter) => Unroll((TransferReadOp)op, rewriter)),
        new Rule("vector.unroll-write", TransferWriteOp.OpInfo, (op, rewriter) => Unroll((TransferWriteOp)op, rewriter)));

    // read -> insert (slice n of read), ... insert (slice 0 of read), splat padding. What is inserted itself goes into its target.
    private bool Unroll(TransferReadOp op, Rewriter rewriter)
    {
        if (!TransferSlices.CanUnpack(op, targetRank, lowerTensors)) return false;
        var slices = new TransferSlices(op);
        var builder = rewriter.BuilderBefore(op);
        var insertion = op.Vector.HasOneUse ? op.Vector.Uses.First().Owner as VectorInsertOp : null;
        var vector = insertion?.Dest ?? builder.Add(new VectorSplatOp(op.Padding, op.VectorType));
        for (var i = 0L; i < op.VectorType.Shape[0]; i++)
        {
            var (number, slice, before) = (i, builder.Add(ConstantOp.Index(i)), vector);
            vector = slices.Choose(slice, builder, vector.Type, inside => Insert(inside, number, slice, before), _ => before)!;
        }

        if (insertion is null) return rewriter.Replace(op, vector);
        rewriter.Replace(insertion, vector);
        rewriter.Erase(op);
        return true;

        Value Insert(Builder inside, long number, Value slice, Value into)
        {
            var indices = slices.IndicesOf(slice, inside);
            var read = inside.Add(new TransferReadOp(
                slices.PermutationMap, slices.InBounds, op.Source, indices, op.Padding, slices.PartType,
                MaskOf(op.Mask, slices, number, inside)));
            IReadOnlyList<MixedIndex> outer = insertion is null ? [] : MixedIndex.Zip(insertion.StaticPosition, insertion.DynamicPosition);
            var (position, values) = MixedIndex.Split([.. outer, number]);
            return inside.Add(new VectorInsertOp(position, read, into, values));
        }
    }

    // write %v -> write %v[0]; ... write %v[n]. What is extracted itself comes from its source.
    private bool Unroll(TransferWriteOp op, Rewriter rewriter)
    {
        if (!TransferSlices.CanUnpack(op, targetRank, lowerTensors)) return false;
        var slices = new TransferSlices(op);
        var builder = rewriter.BuilderBefore(op);
        var extraction = op.Vector.Def as VectorExtractOp;
        var target = op.Source;
        for (var i = 0L; i < op.VectorType.Shape[0]; i++)
        {
            var (number, slice, before) = (i, builder.Add(ConstantOp.Index(i)), target);
            target = slices.Choose(
                slice, builder, op.Result?.Type, inside => Write(inside, number, slice, before), _ => op.Result is null ? null : before)
                ?? op.Source;
        }

        return rewriter.Replace(op, op.Result is null ? [] : [target]);

        Value? Write(Builder inside, long number, Value slice, Value into)
        {
            var indices = slices.IndicesOf(slice, inside);
            IReadOnlyList<MixedIndex> outer =
                extraction is null ? [] : MixedIndex.Zip(extraction.StaticPosition, extraction.DynamicPosition);
            var (position, values) = MixedIndex.Split([.. outer, number]);
            var vector = extraction?.Vector ?? op.Vector;
            var part = inside.Add(new VectorExtractOp(
                position, vector, values, VectorExtractOp.PartOf((VectorType)vector.Type, position.Count)));
            // A transfer is one of a vector, if only of one without dimensions.
            if (part.Type is not VectorType) part = inside.Add(new VectorBroadcastOp(part, slices.PartType));
            return inside.Insert(new TransferWriteOp(
                slices.PermutationMap, slices.InBounds, part, into, indices, MaskOf(op.Mask, slices, number, inside),
                op.Result?.Type)).Result;
        }
    }

    private static Value? MaskOf(Value? mask, TransferSlices slices, long slice, Builder builder) =>
        !slices.KeepMask ? null
        : slices.IsBroadcast ? mask
        : builder.Add(new VectorExtractOp([slice], mask!, [], VectorExtractOp.PartOf(slices.MaskType!, 1)));
}
