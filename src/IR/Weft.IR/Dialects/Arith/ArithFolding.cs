using System;

namespace Weft.IR;

/// <summary>Folds arithmetic on constants: scalars, and splats of vectors and tensors.</summary>
internal static class ArithFolding
{
    public static FoldResult Binary(IntegerBinaryOp op, ReadOnlySpan<Attribute?> constants)
    {
        if (Scalar(constants[0]) is not IntegerAttr a || Scalar(constants[1]) is not IntegerAttr b) return default;
        var width = IntegerBits.Width(a.Type);
        if (width is 0 or > 64 || op.Evaluate(a.Int64, b.Int64, width) is not { } value) return default;
        return Shaped(new IntegerAttr(value, a.Type), op.Result.Type);
    }

    public static FoldResult Binary(FloatBinaryOp op, ReadOnlySpan<Attribute?> constants)
    {
        if (Scalar(constants[0]) is not FloatAttr a || Scalar(constants[1]) is not FloatAttr b || a.FloatType.Width > 64) return default;
        return Shaped(FloatAttr.Of(op.Evaluate(a.Value, b.Value), a.FloatType), op.Result.Type);
    }

    public static FoldResult Unary(FloatUnaryOp op, ReadOnlySpan<Attribute?> constants)
    {
        if (Scalar(constants[0]) is not FloatAttr a || a.FloatType.Width > 64) return default;
        // Sign operations keep a NaN's payload; everything else goes through the value.
        if (op is NegFOp) return Shaped(a with { Bits = a.Bits ^ (1UL << (a.FloatType.Width - 1)) }, op.Result.Type);
        return Shaped(FloatAttr.Of(op.Evaluate(a.Value), a.FloatType), op.Result.Type);
    }

    public static bool IsInteger(Attribute? constant, long value) =>
        Scalar(constant) is IntegerAttr i && i.Value == IntegerBits.Wrap(value, i.Type);

    public static bool IsFloat(Attribute? constant, double value) => Scalar(constant) is FloatAttr f && f.Value.Equals(value);

    public static bool IsPositiveZero(Attribute? constant) => Scalar(constant) is FloatAttr { Bits: 0, HighBits: 0 };

    public static bool IsNegativeZero(Attribute? constant) =>
        Scalar(constant) is FloatAttr { FloatType.Width: <= 64 } f && f.Bits == 1UL << (f.FloatType.Width - 1);

    public static Attribute Integer(long value, IrType type) => Shaped(new IntegerAttr(value, TypeRules.ElementOf(type)), type);

    public static long MinValue(int width) => long.MinValue >> (64 - width);

    /// <summary>The one element of a scalar constant or a splat; null otherwise.</summary>
    public static Attribute? Scalar(Attribute? constant) => constant switch
    {
        DenseElementsAttr { IsSplat: true } splat => splat.ShapedType.Element switch
        {
            FloatType { Width: <= 64 } format =>
                new FloatAttr(format, (ulong)(Text.ElementBytes.Load(splat.Data.Span, IntegerType.I64) & ulong.MaxValue)),
            IntegerType or IndexType =>
                new IntegerAttr(Text.ElementBytes.Load(splat.Data.Span, splat.ShapedType.Element), splat.ShapedType.Element),
            _ => null,
        },
        _ => constant,
    };

    /// <summary>A scalar as a constant of the type: itself, or a splat.</summary>
    public static Attribute Shaped(Attribute scalar, IrType type)
    {
        if (type is not ShapedType shaped) return scalar;
        var data = new byte[DenseElementsAttr.SizeOf(shaped.Element)];
        if (scalar is IntegerAttr integer) Text.ElementBytes.Store(integer.Value, shaped.Element, data);
        else Text.ElementBytes.Store(((FloatAttr)scalar).Bits, IntegerType.Get(Math.Min(64, 8 * data.Length)), data);
        return new DenseElementsAttr(shaped, new(data), true);
    }
}
