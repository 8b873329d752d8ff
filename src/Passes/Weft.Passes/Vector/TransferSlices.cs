using Weft.IR;

namespace Weft.Passes;

/// <summary>The slices of a transfer along the first dimension of its vector: transfers of one dimension less.</summary>
internal sealed class TransferSlices
{
    private readonly IVectorTransfer _transfer;
    private readonly int? _dimension;

    public TransferSlices(IVectorTransfer transfer)
    {
        _transfer = transfer;
        _dimension = Map.Results[0] is AffineDim dim ? dim.Position : null;
    }

    /// <summary>The slices are all the same element or part of the source.</summary>
    public bool IsBroadcast => _dimension is null;

    /// <summary>Whether a slice has a mask of its own; else a truth value for each slice is all of the mask.</summary>
    public bool KeepMask => _transfer.Mask is not null && (IsBroadcast || MaskType!.Rank > 1);

    public VectorType? MaskType => (VectorType?)_transfer.Mask?.Type;

    public VectorType PartType => VectorType.Of(_transfer.VectorType.Dims.Skip(1), _transfer.VectorType.Element);

    public AffineMapAttr PermutationMap => new(new AffineMap(Map.DimCount, 0, Map.Results.Skip(1).ToSequence()));

    public ArrayAttr InBounds => new(_transfer.InBounds.Elements.Skip(1).ToSequence());

    private AffineMap Map => _transfer.PermutationMap.Map;

    /// <summary>Whether a transfer has more dimensions than it may keep, and can be taken apart at all.</summary>
    public static bool CanUnpack(IVectorTransfer transfer, int targetRank, bool lowerTensors) =>
        transfer.VectorType.Rank > targetRank && !transfer.VectorType.IsScalable(0)
        && (lowerTensors || transfer.ShapedType is not RankedTensorType)
        && transfer.VectorType.Element == transfer.ShapedType.Element;

    /// <summary>Where a slice begins.</summary>
    public List<Value> IndicesOf(Value slice, Builder builder)
    {
        List<Value> indices = [.. _transfer.Indices];
        if (_dimension is { } d) indices[d] = Position(d, slice, builder);
        return indices;
    }

    /// <summary>
    /// What happens for a slice: one thing where it lies in the source and its mask does not forbid it, else another.
    /// </summary>
    public Value? Choose(
        Value slice, Builder builder, IrType? result, Func<Builder, Value?> transferred, Func<Builder, Value?>? leftOut = null)
    {
        if (Condition(slice, builder) is not { } condition) return transferred(builder);
        return builder.Choose(condition, result, transferred, leftOut ?? (_ => null));
    }

    private Value? Condition(Value slice, Builder builder)
    {
        var inRange = InRange(slice, builder);
        if (_transfer.Mask is not { } mask || KeepMask) return inRange;
        var isOn = builder.Add(new ExtractElementOp(mask, slice));
        return inRange is null ? isOn : builder.Add(new AndIOp(inRange, isOn));
    }

    private Value? InRange(Value slice, Builder builder)
    {
        if (_dimension is not { } d || _transfer.InBounds.Bools[0]) return null;
        var number = builder.Add(ConstantOp.Index(d));
        var extent = builder.AddFolded(_transfer.ShapedType is MemRefType
            ? new DimOp(_transfer.Source, number) : new TensorDimOp(_transfer.Source, number));
        return builder.Add(new CmpIOp(CmpIPredicate.Sgt, extent, Position(d, slice, builder)));
    }

    private Value Position(int dimension, Value slice, Builder builder) => builder.Add(new AffineApplyOp(
        new AffineValueMap(new(2, 0, [AffineExpr.Dim(0) + AffineExpr.Dim(1)]), [_transfer.Indices[dimension], slice]).Composed()));
}
