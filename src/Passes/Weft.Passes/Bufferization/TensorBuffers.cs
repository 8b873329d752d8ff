using Weft.IR;

namespace Weft.Passes;

/// <summary>Elements and parts of tensors, as elements and parts of buffers.</summary>
internal static class TensorBuffers
{
    public static void Empty(EmptyOp op, Buffers buffers) =>
        buffers[op.Result] = Buffers.New(Builder.At(op), (MemRefType)Buffers.Dense(op.Result.Type), op.DynamicSizes.ToArray());

    public static void Cast(TensorCastOp op, Buffers buffers)
    {
        var source = buffers.For(op.OperandSlots[0]);
        var type = (op.Dest.Type, source.Type) switch
        {
            (RankedTensorType to, MemRefType from) => new MemRefType(to.Extents, to.Element, from.Layout, from.MemorySpace),
            (RankedTensorType to, _) => Buffers.Open(to),
            _ => Buffers.Dense(op.Dest.Type),
        };
        buffers[op.Dest] = Builder.At(op).Add(new MemRefCastOp(source, type));
    }

    public static void Dim(TensorDimOp op, Buffers buffers) =>
        op.Result.ReplaceAllUsesWith(Builder.At(op).Add(new DimOp(buffers[op.Source], op.Index)));

    public static void Rank(TensorRankOp op, Buffers buffers) =>
        op.Result.ReplaceAllUsesWith(Builder.At(op).Add(new MemRefRankOp(buffers[op.Tensor])));

    public static void Extract(TensorExtractOp op, Buffers buffers) =>
        op.Result.ReplaceAllUsesWith(Builder.At(op).Add(new LoadOp(buffers[op.Tensor], op.Indices.ToArray())));

    public static void Insert(TensorInsertOp op, Buffers buffers)
    {
        var target = buffers.For(op.OperandSlots[1]);
        Builder.At(op).Insert(new StoreOp(op.Scalar, target, op.Indices.ToArray()));
        buffers[op.Result] = target;
    }

    public static void ExtractSlice(ExtractSliceOp op, Buffers buffers) =>
        buffers[op.Result] = Part(Builder.At(op), op, buffers.For(op.OperandSlots[0]), ((ShapedType)op.Result.Type).Shape);

    public static void InsertSlice(InsertSliceOp op, Buffers buffers)
    {
        var target = buffers.For(op.OperandSlots[1]);
        var builder = Builder.At(op);
        builder.Insert(new CopyOp(buffers[op.Source], Part(builder, op, target, ((ShapedType)op.Source.Type).Shape)));
        buffers[op.Result] = target;
    }

    /// <summary>A part of a buffer, without the dimensions that the given shape does not have.</summary>
    public static Value Part(Builder builder, IOffsetSizeAndStride slice, Value buffer, Sequence<long> shape) => Part(
        builder, buffer, shape, (slice.StaticOffsets, slice.Offsets.ToArray()), (slice.StaticSizes, slice.Sizes.ToArray()),
        (slice.StaticStrides, slice.Strides.ToArray()));

    public static Value Part(
        Builder builder, Value buffer, Sequence<long> shape, (Sequence<long> Numbers, IReadOnlyList<Value> Values) offsets,
        (Sequence<long> Numbers, IReadOnlyList<Value> Values) sizes, (Sequence<long> Numbers, IReadOnlyList<Value> Values) strides)
    {
        var type = SubViewTypes.InferReduced(shape, (MemRefType)buffer.Type, offsets.Numbers, sizes.Numbers, strides.Numbers)!;
        return builder.Add(new SubViewOp(
            offsets.Numbers, sizes.Numbers, strides.Numbers, buffer, offsets.Values, sizes.Values, strides.Values, type));
    }
}
