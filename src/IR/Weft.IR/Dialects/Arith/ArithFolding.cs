using System;
using System.Numerics;

namespace Weft.IR;

/// <summary>Folds arithmetic on constants: scalars, vectors and tensors element by element.</summary>
internal static class ArithFolding
{
    public static FoldResult Binary(IntegerBinaryOp op, ReadOnlySpan<Attribute?> constants)
    {
        if (Poison(constants) is { } poison) return poison;
        if (constants[0] is null || constants[1] is null) return default;
        return Elements.Map(constants[0]!, constants[1]!, op.Result.Type, (a, b) =>
            (a, b) is (IntegerAttr x, IntegerAttr y) && Evaluate(op, x, y) is { } value ? new IntegerAttr(value, x.Type) : null);
    }

    public static FoldResult Binary(FloatBinaryOp op, ReadOnlySpan<Attribute?> constants)
    {
        if (Poison(constants) is { } poison) return poison;
        if (constants[0] is null || constants[1] is null) return default;
        return Elements.Map(constants[0]!, constants[1]!, op.Result.Type, (a, b) =>
            (a, b) is not (FloatAttr x, FloatAttr y) ? null
            : x.FloatType.Width <= 64 ? op.FoldPair(x, y) : WideArithmetic.Evaluate(op, x, y));
    }

    public static FoldResult Unary(FloatUnaryOp op, ReadOnlySpan<Attribute?> constants)
    {
        if (constants[0] is null or PoisonAttr) return constants[0];
        return Elements.Map(constants[0]!, op.Result.Type, a =>
            a is not FloatAttr x ? null : x.FloatType.Width <= 64 ? op.FoldElement(x) : op is NegFOp ? WideFloats.Negated(x) : null);
    }

    /// <summary>The operand that is poison; then so is what is computed of it.</summary>
    public static PoisonAttr? Poison(ReadOnlySpan<Attribute?> constants) => constants[0] as PoisonAttr ?? constants[1] as PoisonAttr;

    /// <summary>The number with its sign turned round, so that a NaN keeps its payload; where NaN has the place of -0, that bit is no
    /// sign.</summary>
    public static FloatAttr Negated(FloatAttr number) => number.FloatType.NonFinite == NonFinite.NanOnlyNegativeZero
        ? FloatAttr.Of(-number.Value, number.FloatType)
        : number with { Bits = number.Bits ^ SignBit(number.FloatType) };

    public static bool IsInteger(Attribute? constant, long value) =>
        Elements.Scalar(constant) is IntegerAttr i && i.Value == IntegerBits.Wrap(value, i.Type);

    public static bool IsFloat(Attribute? constant, double value) =>
        Elements.Scalar(constant) is FloatAttr f
            && (f.FloatType.Width <= 64 ? f.Value.Equals(value) : f == FloatAttr.Of(value, f.FloatType));

    public static bool IsPositiveZero(Attribute? constant) => Elements.Scalar(constant) is FloatAttr { Bits: 0, HighBits: 0 };

    public static bool IsNegativeZero(Attribute? constant) =>
        Elements.Scalar(constant) is FloatAttr { FloatType: { NonFinite: not NonFinite.NanOnlyNegativeZero } type } f
            && f == FloatAttr.Of(-0.0, type);

    public static Attribute? Integer(long value, IrType type) =>
        Elements.Shaped(new IntegerAttr(value, TypeRules.ElementOf(type)), type);

    private static BigInteger? Evaluate(IntegerBinaryOp op, IntegerAttr x, IntegerAttr y) => IntegerBits.Width(x.Type) switch
    {
        0 => null,
        // As mlir-opt, which turns signs round on the way.
        var width when op is CeilDivSIOp && !x.Value.IsZero && (IsLeast(x, width) || IsLeast(y, width)) => null,
        <= 64 and var width => op.Evaluate(x.Int64, y.Int64, width),
        var width => WideIntegers.Evaluate(op, x.Value, y.Value, width),
    };

    private static bool IsLeast(IntegerAttr number, int width) => number.Value == -(BigInteger.One << (width - 1));

    private static ulong SignBit(FloatType type) => 1UL << (type.Width - 1);

    public static long MinValue(int width) => long.MinValue >> (64 - width);
}
