using System.Globalization;
using System.Numerics;
using Weft.IR;

namespace Weft.Frontend.Dsl.Symbols;

/// <summary>A scalar known at compile time. Integers and bools (0, 1) are in <see cref="Integer"/>, floating-point numbers,
/// already rounded to their type, in <see cref="Float"/>.</summary>
public readonly record struct Constant
{
    private Constant(ElementType kind, BigInteger integer, double number) => (Kind, Integer, Float) = (kind, integer, number);

    public ElementType Kind { get; }

    // Not an Int128, which would keep every method that touches it out of ahead-of-time code.
    public BigInteger Integer { get; }

    public double Float { get; }

    public bool IsTrue => Integer != 0;

    public static Constant Of(bool value) => new(ElementType.Bool, value ? 1 : 0, 0);

    public static Constant Index(long value) => new(ElementType.Index, value, 0);

    /// <summary>An integer of the type, wrapped to its width; for a floating-point type the nearest number.</summary>
    public static Constant Of(ElementType kind, BigInteger value) =>
        kind.IsFloat ? new(kind, 0, FloatRounding.Parse(kind, value.ToString(CultureInfo.InvariantCulture)))
        : new(kind, kind == ElementType.Bool ? (value != 0 ? 1 : 0) : Wrap(kind, value), 0);

    /// <summary>The nearest number of a floating-point type; for an integer type truncated and saturated, NaN giving 0.</summary>
    public static Constant Of(ElementType kind, double value)
    {
        if (kind.IsFloat) return new(kind, 0, FloatRounding.Round(kind, value));
        if (kind == ElementType.Bool) return Of(value != 0);
        var whole = double.IsNaN(value) ? BigInteger.Zero : (BigInteger)Math.Clamp(value, -1e30, 1e30);
        return new(kind, BigInteger.Clamp(whole, kind.Minimum, kind.Maximum), 0);
    }

    /// <summary>The value that a conversion call such as <c>u8(x)</c> gives.</summary>
    public Constant ConvertTo(ElementType kind) => Kind.IsFloat ? Of(kind, Float) : Of(kind, Integer);

    /// <summary>The shortest literal that reads back as this value.</summary>
    public override string ToString() => Kind switch
    {
        ElementType.Bool => IsTrue ? "true" : "false",
        _ when Kind.IsInteger => Integer.ToString(CultureInfo.InvariantCulture),
        _ => FloatRounding.Format(Kind, Float),
    };

    private static BigInteger Wrap(ElementType kind, BigInteger value)
    {
        var low = value & ((BigInteger.One << kind.Bits) - 1);
        return kind.IsSigned && low > kind.Maximum ? low - (BigInteger.One << kind.Bits) : low;
    }
}
