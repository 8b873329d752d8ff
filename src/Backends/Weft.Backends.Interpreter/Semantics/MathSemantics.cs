using Weft.IR;
using static Weft.Backends.ArithSemantics;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary>Functions on numbers that need more than the families of <see cref="ArithSemantics"/>.</summary>
internal static class MathSemantics
{
    public static SemanticsRow[] Rows =>
    [
        Step<IntegerUnaryOp>(IntegerUnary), Step<AbsFOp>(Magnitude), Step<CopySignOp>(CopySign), Step<FmaOp>(MultiplyAdd),
        Step<FPowIOp>(Power), Step<RsqrtOp>(ReciprocalRoot),
    ];

    private static Handler IntegerUnary(IntegerUnaryOp op, Preparation prepare)
    {
        var format = FormatOf(op.Result);
        return Elementwise.Unary(op, prepare, a => format.FromRaw(op.Evaluate(a, format.Width)));
    }

    private static Handler Magnitude(AbsFOp op, Preparation prepare)
    {
        if (SignBit(op.Result) is { } sign) return Elementwise.Unary(op, prepare, a => a & ~sign);
        var codec = CodecOf(op.Result);
        return Elementwise.Unary(op, prepare, a => codec.Encode(op.Evaluate(codec.Decode(a))));
    }

    private static Handler CopySign(CopySignOp op, Preparation prepare)
    {
        if (SignBit(op.Result) is { } sign) return Elementwise.Binary(op, prepare, (a, b) => (a & ~sign) | (b & sign));
        var codec = CodecOf(op.Result);
        return Elementwise.Binary(op, prepare, (a, b) => codec.Encode(op.Evaluate(codec.Decode(a), codec.Decode(b))));
    }

    // Rounded after the root and after the division, as processors do it.
    private static Handler ReciprocalRoot(RsqrtOp op, Preparation prepare)
    {
        var codec = CodecOf(op.Result);
        return Elementwise.Unary(op, prepare, a => codec.Encode(1 / codec.Decode(codec.Encode(Math.Sqrt(codec.Decode(a))))));
    }

    private static Handler MultiplyAdd(FmaOp op, Preparation prepare)
    {
        var type = (FloatType)FormatOf(op.Result).Type;
        var codec = CodecOf(op.Result);
        return Elementwise.Ternary(op, prepare, (a, b, c) =>
        {
            var rounded = MathFunctions.Fma(codec.Decode(a), codec.Decode(b), codec.Decode(c), type)!;
            return codec.Encode(rounded.Value);
        });
    }

    private static Handler Power(FPowIOp op, Preparation prepare)
    {
        var codec = CodecOf(op.Result);
        RequireScalars(op.Rhs);
        return Elementwise.Binary(op, prepare, (a, b) => codec.Encode(PowerOf(codec.Decode(a), b)));
    }

    // An exponent past 2^53 loses its parity as a double, so the sign is put on afterwards.
    private static double PowerOf(double x, long exponent)
    {
        var magnitude = Math.Pow(Math.Abs(x), exponent);
        return double.IsNegative(x) && (exponent & 1) != 0 ? -magnitude : magnitude;
    }
}
