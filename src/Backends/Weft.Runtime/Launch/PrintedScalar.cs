using System.Globalization;
using Weft.IR;

namespace Weft.Runtime;

/// <summary>Scalars as MLIR's runner prints them.</summary>
public static class PrintedScalar
{
    /// <summary>The text of a scalar of a type, given its bits; bits above its width do not count.</summary>
    public static Func<long, string> Of(IrType type) => type switch
    {
        FloatType { Width: 64 } => static bits => CFormat.General(BitConverter.Int64BitsToDouble(bits)),
        FloatType { Width: 32 } => static bits => CFormat.General(BitConverter.Int32BitsToSingle((int)bits)),
        FloatType real => bits => CFormat.General((float)FloatFormat.ToDouble(real, Low(bits, real.Width))),
        IntegerType { Width: var width } integer when width == 1 || integer.Signedness == Signedness.Unsigned =>
            bits => Low(bits, width).ToString(CultureInfo.InvariantCulture),
        IntegerType { Width: var width } => bits => ((bits << (64 - width)) >> (64 - width)).ToString(CultureInfo.InvariantCulture),
        IndexType => static bits => ((ulong)bits).ToString(CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"values of type '{type}' are not printed"),
    };

    private static ulong Low(long bits, int width) => (ulong)(bits << (64 - width)) >> (64 - width);
}
