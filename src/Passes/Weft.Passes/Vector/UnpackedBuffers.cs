using Weft.IR;

namespace Weft.Passes;

/// <summary>The buffer of a transfer's vector, and that of its mask if it has one, seen as buffers of their slices.</summary>
internal sealed class UnpackedBuffers
{
    private readonly Builder _builder;
    private readonly LoadOp? _mask;
    private readonly Value? _maskParts;

    private UnpackedBuffers(IVectorTransfer transfer, Value data, Builder builder)
    {
        _builder = builder;
        Slices = new(transfer);
        Data = Unpacked(data);
        _mask = (LoadOp?)transfer.Mask?.Def;
        // A mask that says nothing about the first dimension is that of each slice.
        _maskParts = Slices.KeepMask && !Slices.IsBroadcast ? Unpacked(_mask!.Memref) : _mask?.Memref;
    }

    public TransferSlices Slices { get; }

    public Value Data { get; }

    public VectorType PartType => (VectorType)((MemRefType)Data.Type).Element;

    /// <summary>Null where the first dimension of the buffer's vectors is one that cannot be a dimension of memory.</summary>
    public static UnpackedBuffers? Of(IVectorTransfer transfer, Value data, Builder builder) =>
        ((VectorType)((MemRefType)data.Type).Element).IsScalable(0) ? null : new(transfer, data, builder);

    /// <summary>The mask of a slice; null where it has none.</summary>
    public Value? MaskOf(Value slice, Builder builder) => !Slices.KeepMask ? null
        : builder.Add(new LoadOp(_maskParts!, Slices.IsBroadcast ? [.. _mask!.Indices] : [.. _mask!.Indices, slice]));

    /// <summary>A loop over the slices. A tensor goes from turn to turn.</summary>
    public ForOp Loop(Value? tensor, Func<Value, Value?, Builder, Value?> body)
    {
        var shape = ((MemRefType)Data.Type).Shape;
        var first = _builder.Add(ConstantOp.Index(0));
        var end = _builder.Add(ConstantOp.Index(shape[shape.Count - 1]));
        return _builder.Loop(first, end, _builder.Add(ConstantOp.Index(1)), tensor, body);
    }

    // memref<2xvector<3x4xf32>> -> memref<2x3xvector<4xf32>>
    private Value Unpacked(Value buffer)
    {
        var type = (MemRefType)buffer.Type;
        var vector = (VectorType)type.Element;
        return _builder.Add(new TypeCastOp(
            buffer, new MemRefType([.. type.Shape, vector.Shape[0]], VectorType.Of(vector.Dims.Skip(1), vector.Element))));
    }
}
