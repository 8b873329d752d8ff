using System.Linq;

namespace Weft.IR;

/// <summary>What is known about masks.</summary>
internal static class VectorMasks
{
    /// <summary>The truth value that all elements of a mask are known to have; null when there is none.</summary>
    public static bool? Uniform(Value mask) => mask.Def switch
    {
        ConstantOp { Value: DenseElementsAttr elements } => Uniform(elements),
        ConstantMaskOp constant => Uniform(constant),
        CreateMaskOp box when box.Sizes.Any(s => ConstantOp.IntegerOf(s) <= 0) => false,
        _ => null,
    };

    private static bool? Uniform(DenseElementsAttr elements)
    {
        if (elements.Data.Count == 0) return null;
        var first = elements.Data[0];
        return elements.Data.All(e => e == first) ? first != 0 : null;
    }

    private static bool? Uniform(ConstantMaskOp mask)
    {
        var (sizes, shape) = (mask.MaskDimSizes.Int64s, ((VectorType)mask.Result.Type).Shape);
        if (sizes.All(s => s == 0)) return false;
        // A mask without dimensions has a size, too.
        return sizes.Zip(shape, (size, extent) => size >= extent).All(full => full) ? true : null;
    }

    /// <summary>The extent of a mask's box in a dimension: cut to the dimension where it is a constant, all of a scalable one where it
    /// is the machine's multiple of it; null where it is not known.</summary>
    public static long? KnownSize(Value size, VectorDim dim)
    {
        if (ConstantOp.IntegerOf(size) is { } constant)
            return constant <= 0 ? 0 : dim.IsScalable ? null : System.Math.Min(constant, dim.Size);
        return dim.IsScalable && VscaleMultiple(size) == dim.Size ? dim.Size : null;
    }

    // vscale * c -> c
    private static long? VscaleMultiple(Value value) => value.Def is not MulIOp product ? null
        : product.Lhs.Def is VscaleOp ? ConstantOp.IntegerOf(product.Rhs)
        : product.Rhs.Def is VscaleOp ? ConstantOp.IntegerOf(product.Lhs) : null;

    /// <summary>A mask of a box that begins at the first element. A box that is empty in one dimension is so in all.</summary>
    public static ConstantMaskOp Constant(long[] sizes, IrType type) =>
        new(ArrayAttr.I64(sizes.Contains(0) ? new long[sizes.Length] : sizes), type);

    extension(IMaskable op)
    {
        /// <summary>The operation that limits this one to some of its elements; null when none does.</summary>
        public MaskOp? MaskedBy => ((Operation)op).ParentOp as MaskOp;

        public bool IsMasked => op.MaskedBy is not null;
    }
}
