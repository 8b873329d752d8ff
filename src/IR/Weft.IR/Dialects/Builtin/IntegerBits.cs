using System.Numerics;

namespace Weft.IR;

/// <summary>Two's complement arithmetic on integers of any width.</summary>
public static class IntegerBits
{
    /// <summary>Bits of an integer or index type.</summary>
    public static int Width(IrType type) => type is IntegerType integer ? integer.Width : 64;

    /// <summary>The value modulo 2^width, in the type's range: unsigned types from 0, all others two's complement.</summary>
    public static BigInteger Wrap(BigInteger value, IrType type) =>
        type is IntegerType { Signedness: Signedness.Unsigned } unsigned ? Unsigned(value, unsigned.Width) : Signed(value, Width(type));

    public static BigInteger Signed(BigInteger value, int width)
    {
        if (width == 0) return BigInteger.Zero;
        if (width <= 64 && value >= long.MinValue && value <= long.MaxValue)
        {
            var shift = 64 - width;
            return unchecked((long)value << shift) >> shift;
        }

        var low = Unsigned(value, width);
        return low >> (width - 1) != 0 ? low - (BigInteger.One << width) : low;
    }

    public static BigInteger Unsigned(BigInteger value, int width) => value & ((BigInteger.One << width) - 1);
}
