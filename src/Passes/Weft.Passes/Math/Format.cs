using Weft.IR;

namespace Weft.Passes;

/// <summary>The layout of a binary float that functions are computed in.</summary>
internal sealed record Format(FloatType Type, int Fraction, int Bias)
{
    public static Format Single { get; } = new(FloatType.F32, Fraction: 23, Bias: 127);

    public static Format Double { get; } = new(FloatType.F64, Fraction: 52, Bias: 1023);

    public IrType Bits => IntegerType.Get(Type.Width);

    public bool IsSingle => this == Single;

    /// <summary>Added and taken away, it rounds what is below a quarter of it to an integer, which stands in the last bits between.
    /// </summary>
    public double Rounder => 1.5 * Math.ScaleB(1, Fraction);

    public double SmallestNormal => Math.ScaleB(1, 1 - Bias);

    public static Format Of(IrType type) => TypeRules.ElementOf(type) == FloatType.F32 ? Single : Double;

    /// <summary>The constant of this format.</summary>
    public double Choose(double single, double @double) => IsSingle ? single : @double;

    /// <summary>The bits of a number as an integer.</summary>
    public long BitsOf(double number) =>
        IsSingle ? BitConverter.SingleToInt32Bits((float)number) : BitConverter.DoubleToInt64Bits(number);
}
