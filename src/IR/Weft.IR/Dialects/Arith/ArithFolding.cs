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
        // The sign alone changes, so that a NaN keeps its payload; where NaN has the place of -0, that bit is no sign.
        if (op is NegFOp && a.FloatType.NonFinite != NonFinite.NanOnlyNegativeZero)
            return Shaped(a with { Bits = a.Bits ^ SignBit(a.FloatType) }, op.Result.Type);
        return Shaped(FloatAttr.Of(op.Evaluate(a.Value), a.FloatType), op.Result.Type);
    }

    public static bool IsInteger(Attribute? constant, long value) =>
        Scalar(constant) is IntegerAttr i && i.Value == IntegerBits.Wrap(value, i.Type);

    public static bool IsFloat(Attribute? constant, double value) =>
        Scalar(constant) is FloatAttr { FloatType.Width: <= 64 } f && f.Value.Equals(value);

    public static bool IsPositiveZero(Attribute? constant) => Scalar(constant) is FloatAttr { Bits: 0, HighBits: 0 };

    public static bool IsNegativeZero(Attribute? constant) =>
        Scalar(constant) is FloatAttr { FloatType: { Width: <= 64, NonFinite: not NonFinite.NanOnlyNegativeZero } type } f
            && f.Bits == SignBit(type);

    public static Attribute? Integer(long value, IrType type) => Shaped(new IntegerAttr(value, TypeRules.ElementOf(type)), type);

    private static ulong SignBit(FloatType type) => 1UL << (type.Width - 1);

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

    /// <summary>A scalar as a constant of the type: itself, or a splat. Null when the type leaves extents open.</summary>
    public static Attribute? Shaped(Attribute scalar, IrType type)
    {
        if (type is not ShapedType shaped) return scalar;
        if (!shaped.HasStaticShape) return null;
        var data = new byte[DenseElementsAttr.SizeOf(shaped.Element)];
        if (scalar is IntegerAttr integer) Text.ElementBytes.Store(integer.Value, shaped.Element, data);
        else Text.ElementBytes.Store(((FloatAttr)scalar).Bits, IntegerType.Get(Math.Min(64, 8 * data.Length)), data);
        return new DenseElementsAttr(shaped, new(data), true);
    }
}
