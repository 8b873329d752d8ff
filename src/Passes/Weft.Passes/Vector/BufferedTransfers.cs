using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Takes the dimensions of transfers apart one after the other: a loop over slices that go through a buffer, of which each turn sees its
/// part. A label marks the transfers that have their buffer already.
/// </summary>
/// <param name="targetRank">How many dimensions are left.</param>
/// <param name="lowerTensors">Whether transfers of tensors are taken apart.</param>
internal sealed class BufferedTransfers(int targetRank, bool lowerTensors)
{
    private const string Label = "__vector_to_scf_lowering__";

    public RuleSet Rules => new(
        new Rule("vector.buffer-read", TransferReadOp.OpInfo, (op, rewriter) => Buffer((TransferReadOp)op, rewriter)),
        new Rule("vector.buffer-write", TransferWriteOp.OpInfo, (op, rewriter) => Buffer((TransferWriteOp)op, rewriter)),
        new Rule("vector.unpack-read", TransferReadOp.OpInfo, (op, rewriter) => Unpack((TransferReadOp)op, rewriter)),
        new Rule("vector.unpack-write", TransferWriteOp.OpInfo, (op, rewriter) => Unpack((TransferWriteOp)op, rewriter)));

    // %v = read -> %b = alloca; store (read), %b; %v = load %b
    private bool Buffer(TransferReadOp op, Rewriter rewriter)
    {
        if (!NeedsBuffer(op)) return false;
        var (data, mask) = Allocate(op, rewriter);
        var builder = rewriter.BuilderBefore(op);
        var read = builder.Insert(new IrMapping().Clone(op));
        Mark(read, mask);
        builder.Insert(new StoreOp(read.Vector, data, []));
        return rewriter.Replace(op, new LoadOp(data, []));
    }

    // write %v -> %b = alloca; store %v, %b; write (load %b)
    private bool Buffer(TransferWriteOp op, Rewriter rewriter)
    {
        if (!NeedsBuffer(op)) return false;
        var (data, mask) = Allocate(op, rewriter);
        var builder = rewriter.BuilderBefore(op);
        builder.Insert(new StoreOp(op.Vector, data, []));
        op.SetOperand(0, builder.Add(new LoadOp(data, [])));
        Mark(op, mask);
        rewriter.Note(op);
        return true;
    }

    private bool NeedsBuffer<T>(T op) where T : Operation, IVectorTransfer =>
        op.Attribute(Label) is null && TransferSlices.CanUnpack(op, targetRank, lowerTensors) && op.AllocationScope is not null;

    private static void Mark(Operation op, Value? mask)
    {
        op.SetAttribute(Label, UnitAttr.Instance);
        if (mask is not null) op.SetOperand(op.OperandSlots.Length - 1, mask);
    }

    // A buffer for the data, and the mask as it comes from a buffer.
    private static (Value Data, Value? Mask) Allocate<T>(T op, Rewriter rewriter) where T : Operation, IVectorTransfer
    {
        var start = rewriter.BuilderBefore(op.AllocationScope!.Regions[0].Entry.First!);
        start.Location = op.Location;
        var data = start.Add(new AllocaOp([], [], new MemRefType([], op.VectorType)));
        if (op.Mask is not { } mask) return (data, null);
        var buffer = start.Add(new AllocaOp([], [], new MemRefType([], mask.Type)));
        var builder = rewriter.BuilderBefore(op);
        builder.Insert(new StoreOp(mask, buffer, []));
        return (data, builder.Add(new LoadOp(buffer, [])));
    }

    // store (read), %b[%i] -> for %j { store (slice %j of read), %b[%i, %j] }; padding where a slice is not in range
    private bool Unpack(TransferReadOp op, Rewriter rewriter)
    {
        if (op.Attribute(Label) is null || op.Vector.Uses.First().Owner is not StoreOp store) return false;
        if (UnpackedBuffers.Of(op, store.Memref, rewriter.BuilderBefore(op)) is not { } buffers) return false;
        var slices = buffers.Slices;
        buffers.Loop(null, (slice, _, builder) => slices.Choose(
            slice, builder, null,
            inside => Store(inside, slice, LabelUnlessDone(new TransferReadOp(
                slices.PermutationMap, slices.InBounds, op.Source, slices.IndicesOf(slice, inside), op.Padding, buffers.PartType,
                buffers.MaskOf(slice, inside)))),
            outside => Store(outside, slice, new VectorSplatOp(op.Padding, buffers.PartType))));
        rewriter.Erase(store);
        rewriter.Erase(op);
        return true;

        Value? Store(Builder builder, Value slice, Operation part)
        {
            builder.Insert(new StoreOp(builder.Add(part), buffers.Data, [.. store.Indices, slice]));
            return null;
        }
    }

    // write (load %b[%i]) -> for %j { write (load %b[%i, %j]) }; a tensor goes from turn to turn
    private bool Unpack(TransferWriteOp op, Rewriter rewriter)
    {
        if (op.Attribute(Label) is null || op.Vector.Def is not LoadOp load) return false;
        if (UnpackedBuffers.Of(op, load.Memref, rewriter.BuilderBefore(op)) is not { } buffers) return false;
        var slices = buffers.Slices;
        var loop = buffers.Loop(op.Result is null ? null : op.Source, (slice, target, builder) => slices.Choose(
            slice, builder, op.Result?.Type, inside => Write(inside, slice, target ?? op.Source), _ => target));
        return rewriter.Replace(op, loop.ResultList);

        Value? Write(Builder builder, Value slice, Value target)
        {
            var indices = slices.IndicesOf(slice, builder);
            var part = builder.Add(new LoadOp(buffers.Data, [.. load.Indices, slice]));
            return builder.Insert(LabelUnlessDone(new TransferWriteOp(
                slices.PermutationMap, slices.InBounds, part, target, indices, buffers.MaskOf(slice, builder), op.Result?.Type))).Result;
        }
    }

    private T LabelUnlessDone<T>(T op) where T : Operation, IVectorTransfer
    {
        if (op.VectorType.Rank > targetRank) op.SetAttribute(Label, UnitAttr.Instance);
        return op;
    }
}
