using System.Numerics;
using Weft.IR;

namespace Weft.Passes;

/// <summary>Which integers a value can be: limits of its bits read as a number without sign, and limits of them read with one. Limits
/// that one reading shows the other need not. The ranges of bounds checks (Safety/Ranges) are something else: their limits are
/// expressions that are checked when the program runs.</summary>
/// <param name="Width">The bits of the type; 0 for values that are no integers, of which nothing is known.</param>
public sealed record IntegerRange(
    int Width, BigInteger UnsignedMin, BigInteger UnsignedMax, BigInteger SignedMin, BigInteger SignedMax)
{
    /// <summary>Of a value that is no integer.</summary>
    public static IntegerRange None { get; } = new(0, 0, 0, 0, 0);

    public bool IsKnown => Width > 0;

    /// <summary>The only value, with its sign.</summary>
    public BigInteger? Single => !IsKnown ? null
        : SignedMin == SignedMax ? SignedMin
        : UnsignedMin == UnsignedMax ? IntegerBits.Signed(UnsignedMin, Width)
        : null;

    /// <summary>All values of an integer type, or elements of a shaped one.</summary>
    public static IntegerRange Of(IrType type) =>
        TypeRules.ElementOf(type) is IntegerType { Width: > 0 } or IndexType ? All(IntegerBits.Width(TypeRules.ElementOf(type))) : None;

    public static IntegerRange All(int width) => FromUnsigned(width, 0, (BigInteger.One << width) - 1);

    public static IntegerRange Exactly(int width, BigInteger value)
    {
        var (unsigned, signed) = (IntegerBits.Unsigned(value, width), IntegerBits.Signed(value, width));
        return new(width, unsigned, unsigned, signed, signed);
    }

    public static IntegerRange FromUnsigned(int width, BigInteger min, BigInteger max)
    {
        var half = BigInteger.One << (width - 1);
        if (min < half != max < half) return new(width, min, max, -half, half - 1);
        var (a, b) = (IntegerBits.Signed(min, width), IntegerBits.Signed(max, width));
        return new(width, min, max, BigInteger.Min(a, b), BigInteger.Max(a, b));
    }

    public static IntegerRange FromSigned(int width, BigInteger min, BigInteger max)
    {
        if (min.Sign < 0 != max.Sign < 0) return new(width, 0, (BigInteger.One << width) - 1, min, max);
        var (a, b) = (IntegerBits.Unsigned(min, width), IntegerBits.Unsigned(max, width));
        return new(width, BigInteger.Min(a, b), BigInteger.Max(a, b), min, max);
    }

    /// <summary>The smallest range that has both in it.</summary>
    public IntegerRange Union(IntegerRange other) => !IsKnown || !other.IsKnown ? None : new(
        Width, BigInteger.Min(UnsignedMin, other.UnsignedMin), BigInteger.Max(UnsignedMax, other.UnsignedMax),
        BigInteger.Min(SignedMin, other.SignedMin), BigInteger.Max(SignedMax, other.SignedMax));

    /// <summary>What is in both.</summary>
    public IntegerRange Intersect(IntegerRange other) => new(
        Width, BigInteger.Max(UnsignedMin, other.UnsignedMin), BigInteger.Min(UnsignedMax, other.UnsignedMax),
        BigInteger.Max(SignedMin, other.SignedMin), BigInteger.Min(SignedMax, other.SignedMax));

    public IntegerRange ZeroExtend(int width) => FromUnsigned(width, UnsignedMin, UnsignedMax);

    public IntegerRange SignExtend(int width) => FromSigned(width, SignedMin, SignedMax);

    /// <summary>Of the lowest bits: limits stay where all values lose the same bits, or bits that are all the sign.</summary>
    public IntegerRange Truncate(int width)
    {
        var all = All(width);
        var (unsignedMin, unsignedMax) = UnsignedMin >> width == UnsignedMax >> width
            ? (IntegerBits.Unsigned(UnsignedMin, width), IntegerBits.Unsigned(UnsignedMax, width))
            : (all.UnsignedMin, all.UnsignedMax);
        var (low, high) = (SignedMin >> (width - 1), SignedMax >> (width - 1));
        var staysInOrder = low == high || ((low.IsZero || low == -1) && (high.IsZero || (high == -1 && low == -1)));
        var (signedMin, signedMax) = staysInOrder
            ? (IntegerBits.Signed(SignedMin, width), IntegerBits.Signed(SignedMax, width))
            : (all.SignedMin, all.SignedMax);
        return new(width, unsignedMin, unsignedMax, signedMin, signedMax);
    }
}
