using System;
using System.Numerics;
using Weft.IR.Text;

namespace Weft.IR;

/// <summary>An integer to a wider one; copies the sign.</summary>
[Op("arith.extsi")]
public sealed partial class ExtSIOp : CastOp
{
    [Operand<SignlessFixedWidthIntegerLike>] public override partial Value In { get; }

    [Result<SignlessFixedWidthIntegerLike>] public override partial OpResult Out { get; }

    protected override bool AreCompatible(IrType from, IrType to) => CastRules.Widens(from, to);

    protected override Attribute? Convert(Attribute constant, IrType to) => new IntegerAttr(((IntegerAttr)constant).Value, to);

    // extsi(extsi(x)) -> extsi(x)
    public override FoldResult Fold(ReadOnlySpan<Attribute?> constants) => In.Def is ExtSIOp ? Skip() : base.Fold(constants);
}

/// <summary>An integer to a wider one; fills with zeros.</summary>
[Op("arith.extui")]
public sealed partial class ExtUIOp : CastOp
{
    [Operand<SignlessFixedWidthIntegerLike>] public override partial Value In { get; }

    [Result<SignlessFixedWidthIntegerLike>] public override partial OpResult Out { get; }

    protected override bool AreCompatible(IrType from, IrType to) => CastRules.Widens(from, to);

    protected override Attribute? Convert(Attribute constant, IrType to) => new IntegerAttr(CastRules.Unsigned((IntegerAttr)constant), to);

    // extui(extui(x)) -> extui(x)
    public override FoldResult Fold(ReadOnlySpan<Attribute?> constants) => In.Def is ExtUIOp ? Skip() : base.Fold(constants);
}

/// <summary>An integer to a narrower one; drops the high bits.</summary>
[Op("arith.trunci")]
public sealed partial class TruncIOp : CastOp
{
    [Operand<SignlessFixedWidthIntegerLike>] public override partial Value In { get; }

    [Result<SignlessFixedWidthIntegerLike>] public override partial OpResult Out { get; }

    protected override bool AreCompatible(IrType from, IrType to) => CastRules.Widens(to, from);

    protected override Attribute? Convert(Attribute constant, IrType to) => new IntegerAttr(((IntegerAttr)constant).Value, to);

    // trunci(ext(x)) -> x, or trunci(x) of a wider x; trunci(trunci(x)) -> trunci(x)
    public override FoldResult Fold(ReadOnlySpan<Attribute?> constants)
    {
        if (In.Def is TruncIOp) return Skip();
        if (In.Def is not (ExtSIOp or ExtUIOp)) return base.Fold(constants);
        var x = In.Def.Operands[0];
        if (x.Type == Out.Type) return x;
        return CastRules.Widens(TypeRules.ElementOf(Out.Type), TypeRules.ElementOf(x.Type)) ? Skip() : base.Fold(constants);
    }
}

/// <summary>A float to a wider format; exact.</summary>
[Op("arith.extf", Format = "$in (`fastmath` `` $fastmath^)? attr-dict `:` type($in) `to` type($out)")]
public sealed partial class ExtFOp : CastOp, IFastMath
{
    [Operand<FloatLike>] public override partial Value In { get; }

    [Result<FloatLike>] public override partial OpResult Out { get; }

    [Attr] public partial FastMath? Fastmath { get; set; }

    FastMath IFastMath.Fastmath
    {
        get => Fastmath ?? FastMath.None;
        set => Fastmath = value;
    }

    protected override bool AreCompatible(IrType from, IrType to) => CastRules.Widens(from, to);

    protected override Attribute? Convert(Attribute constant, IrType to) => CastRules.ToFloat((FloatAttr)constant, (FloatType)to);
}

/// <summary>A float to a narrower format; rounded to nearest even unless a mode is given.</summary>
[Op("arith.truncf", Format = "$in ($roundingmode^)? (`fastmath` `` $fastmath^)? attr-dict `:` type($in) `to` type($out)")]
public sealed partial class TruncFOp : CastOp, IFastMath
{
    [Operand<FloatLike>] public override partial Value In { get; }

    [Result<FloatLike>] public override partial OpResult Out { get; }

    [Attr] public partial RoundingMode? Roundingmode { get; set; }

    [Attr] public partial FastMath? Fastmath { get; set; }

    FastMath IFastMath.Fastmath
    {
        get => Fastmath ?? FastMath.None;
        set => Fastmath = value;
    }

    protected override bool AreCompatible(IrType from, IrType to) => CastRules.Widens(to, from);

    protected override Attribute? Convert(Attribute constant, IrType to) =>
        CastRules.ToFloat((FloatAttr)constant, (FloatType)to);
}

/// <summary>A signed integer to the nearest float.</summary>
[Op("arith.sitofp")]
public sealed partial class SIToFPOp : CastOp
{
    [Operand<SignlessFixedWidthIntegerLike>] public override partial Value In { get; }

    [Result<FloatLike>] public override partial OpResult Out { get; }

    protected override bool AreCompatible(IrType from, IrType to) => true;

    protected override Attribute? Convert(Attribute constant, IrType to) => CastRules.ToFloat(((IntegerAttr)constant).Value, (FloatType)to);
}

/// <summary>An unsigned integer to the nearest float.</summary>
[Op("arith.uitofp")]
public sealed partial class UIToFPOp : CastOp
{
    [Operand<SignlessFixedWidthIntegerLike>] public override partial Value In { get; }

    [Result<FloatLike>] public override partial OpResult Out { get; }

    protected override bool AreCompatible(IrType from, IrType to) => true;

    protected override Attribute? Convert(Attribute constant, IrType to) =>
        CastRules.ToFloat(CastRules.Unsigned((IntegerAttr)constant), (FloatType)to);
}

/// <summary>A float to a signed integer, toward zero. Undefined when the value does not fit.</summary>
[Op("arith.fptosi")]
public sealed partial class FPToSIOp : CastOp
{
    [Operand<FloatLike>] public override partial Value In { get; }

    [Result<SignlessFixedWidthIntegerLike>] public override partial OpResult Out { get; }

    protected override bool AreCompatible(IrType from, IrType to) => true;

    protected override Attribute? Convert(Attribute constant, IrType to) => CastRules.ToInteger((FloatAttr)constant, to, signed: true);
}

/// <summary>A float to an unsigned integer, toward zero. Undefined when the value does not fit.</summary>
[Op("arith.fptoui")]
public sealed partial class FPToUIOp : CastOp
{
    [Operand<FloatLike>] public override partial Value In { get; }

    [Result<SignlessFixedWidthIntegerLike>] public override partial OpResult Out { get; }

    protected override bool AreCompatible(IrType from, IrType to) => true;

    protected override Attribute? Convert(Attribute constant, IrType to) => CastRules.ToInteger((FloatAttr)constant, to, signed: false);
}

/// <summary>Between index and integers; copies the sign or drops high bits.</summary>
[Op("arith.index_cast")]
public sealed partial class IndexCastOp : CastOp
{
    [Operand<IndexCastType>] public override partial Value In { get; }

    [Result<IndexCastType>] public override partial OpResult Out { get; }

    protected override bool AreCompatible(IrType from, IrType to) => (from is IndexType) != (to is IndexType);

    protected override Attribute? Convert(Attribute constant, IrType to) => new IntegerAttr(((IntegerAttr)constant).Value, to);
}

/// <summary>Between index and integers; fills with zeros or drops high bits.</summary>
[Op("arith.index_castui")]
public sealed partial class IndexCastUIOp : CastOp
{
    [Operand<IndexCastType>] public override partial Value In { get; }

    [Result<IndexCastType>] public override partial OpResult Out { get; }

    protected override bool AreCompatible(IrType from, IrType to) => (from is IndexType) != (to is IndexType);

    protected override Attribute? Convert(Attribute constant, IrType to) => new IntegerAttr(CastRules.Unsigned((IntegerAttr)constant), to);
}

/// <summary>The same bits seen as another type of the same width.</summary>
[Op("arith.bitcast")]
public sealed partial class BitcastOp : CastOp
{
    [Operand<BitcastType>] public override partial Value In { get; }

    [Result<BitcastType>] public override partial OpResult Out { get; }

    protected override bool AreCompatible(IrType from, IrType to) => CastRules.BitWidth(from) == CastRules.BitWidth(to);

    protected override Attribute? Convert(Attribute constant, IrType to) => CastRules.Bitcast(constant, to);
}

/// <summary>Which conversions are meant, and what they give for constants.</summary>
internal static class CastRules
{
    public static bool Widens(IrType from, IrType to) => BitWidth(from) < BitWidth(to);

    public static int BitWidth(IrType type) => type switch { IntegerType i => i.Width, FloatType f => f.Width, _ => 64 };

    public static BigInteger Unsigned(IntegerAttr value) => IntegerBits.Unsigned(value.Value, IntegerBits.Width(value.Type));

    public static Attribute? Bitcast(Attribute constant, IrType to) => (constant, to) switch
    {
        (IntegerAttr i, FloatType f) when f.Width <= 64 => new FloatAttr(f, (ulong)Unsigned(i)),
        (FloatAttr f, IntegerType { Width: <= 64 }) => new IntegerAttr(f.Bits, to),
        (IntegerAttr i, IntegerType) => new IntegerAttr(i.Value, to),
        (FloatAttr f, FloatType g) => new FloatAttr(g, f.Bits, f.HighBits),
        _ => null,
    };

    // Rounded once. A narrower format than f64 by way of a double whose last bit says, too, whether there was more behind it.
    public static Attribute ToFloat(BigInteger value, FloatType to)
    {
        var magnitude = BigInteger.Abs(value);
        if (to.Width > 64) return WideFloats.Round(to, value.Sign < 0, magnitude, 0);
        var shift = Math.Max(0, DecimalDigits.BitLength(magnitude) - (ReferenceEquals(to, FloatType.F64) ? 62 : 53));
        var kept = magnitude >> shift;
        var number = (double)(ulong)(kept << shift == magnitude ? kept : kept | 1) * Math.Pow(2, shift);
        return FloatAttr.Of(value.Sign < 0 ? -number : number, to);
    }

    /// <summary>The value in another format, if that holds it exactly.</summary>
    public static Attribute? ToFloat(FloatAttr value, FloatType to)
    {
        if (value.FloatType.Width > 64 && FloatFormat.IsFiniteWide(value)) return WideFloats.Converted(value, to);
        if (Exact(value) is not { } number) return null;
        if (double.IsNaN(number)) return NanIn(to, value);
        var converted = FloatAttr.Of(number, to);
        return converted.Value.Equals(number) ? converted : null;
    }

    // With its sign and its payload, which lines up at the top; what would lose a bit, or is signalling, waits until it runs.
    private static FloatAttr? NanIn(FloatType to, FloatAttr nan)
    {
        var from = nan.FloatType;
        if (to.NonFinite != NonFinite.Ieee || (from.NonFinite == NonFinite.Ieee && nan != nan.Quiet)) return null;
        var bits = from.NonFinite == NonFinite.NanOnlyNegativeZero ? FloatFormat.QuietNan(FloatType.F64)
            : (nan.Bits >> (from.Width - 1) << 63) | FloatFormat.QuietNan(FloatType.F64) | (nan.Bits << (64 - from.MantissaBits) >> 12);
        var lost = 52 - to.MantissaBits;
        return lost > 0 && bits << (64 - lost) != 0 ? null
            : FloatFormat.FromDouble(to, BitConverter.Int64BitsToDouble(unchecked((long)bits)));
    }

    public static Attribute? ToInteger(FloatAttr value, IrType to, bool signed)
    {
        if (Whole(value) is not { } whole) return null;
        var width = IntegerBits.Width(to);
        var low = signed ? -(BigInteger.One << (width - 1)) : BigInteger.Zero;
        var high = BigInteger.One << (signed ? width - 1 : width);
        return whole >= low && whole < high ? new IntegerAttr(whole, to) : null;
    }

    private static BigInteger? Whole(FloatAttr value)
    {
        if (value.FloatType.Width > 64) return FloatFormat.IsFiniteWide(value) ? WideFloats.Truncated(value) : null;
        var number = value.Value;
        return double.IsNaN(number) || double.IsInfinity(number) ? null : new BigInteger(Math.Truncate(number));
    }

    private static double? Exact(FloatAttr value) => value.FloatType.Width <= 64 ? value.Value : null;
}
