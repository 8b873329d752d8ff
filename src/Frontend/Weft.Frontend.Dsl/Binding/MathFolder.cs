using System.Collections.Immutable;
using System.Numerics;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Computes builtins of literals.</summary>
internal static class MathFolder
{
    private static readonly Dictionary<MathFunction, Func<double, double>> Unary = new()
    {
        [MathFunction.Floor] = Math.Floor,
        [MathFunction.Ceil] = Math.Ceiling,
        [MathFunction.Round] = Math.Round,
        [MathFunction.Trunc] = Math.Truncate,
        [MathFunction.Sqrt] = Math.Sqrt,
        [MathFunction.Cbrt] = Math.Cbrt,
        [MathFunction.Exp] = Math.Exp,
        [MathFunction.Log] = Math.Log,
        [MathFunction.Log2] = Math.Log2,
        [MathFunction.Log10] = Math.Log10,
        [MathFunction.Sin] = Math.Sin,
        [MathFunction.Cos] = Math.Cos,
        [MathFunction.Tan] = Math.Tan,
        [MathFunction.Asin] = Math.Asin,
        [MathFunction.Acos] = Math.Acos,
        [MathFunction.Atan] = Math.Atan,
        [MathFunction.Sinh] = Math.Sinh,
        [MathFunction.Cosh] = Math.Cosh,
        [MathFunction.Tanh] = Math.Tanh,
        [MathFunction.Sigmoid] = x => x < 0 ? Math.Exp(x) / (1 + Math.Exp(x)) : 1 / (1 + Math.Exp(-x)),
    };

    /// <summary>The value, or null for a function that .NET does not have.</summary>
    public static Constant? Fold(MathFunction function, ImmutableArray<Constant> x)
    {
        if (function == MathFunction.Select) return x[0].IsTrue ? x[1] : x[2];
        if (function is MathFunction.Isnan or MathFunction.Isinf)
            return Constant.Of(function == MathFunction.Isnan ? double.IsNaN(x[0].Float) : double.IsInfinity(x[0].Float));
        if (!x[0].Kind.IsFloat)
            return Integer(function, [.. x.Select(value => value.Integer)]) is { } whole ? Constant.Of(x[0].Kind, whole) : null;
        return Float(function, [.. x.Select(value => value.Float)]) is { } number ? Constant.Of(x[0].Kind, number) : null;
    }

    private static BigInteger? Integer(MathFunction function, ImmutableArray<BigInteger> x) => function switch
    {
        MathFunction.Abs => BigInteger.Abs(x[0]),
        MathFunction.Sign => x[0].Sign,
        MathFunction.Min => BigInteger.Min(x[0], x[1]),
        MathFunction.Max => BigInteger.Max(x[0], x[1]),
        MathFunction.Clamp => BigInteger.Min(BigInteger.Max(x[0], x[1]), x[2]),
        _ => null,
    };

    private static double? Float(MathFunction function, ImmutableArray<double> x) => function switch
    {
        MathFunction.Abs => Math.Abs(x[0]),
        MathFunction.Min => Math.Min(x[0], x[1]),
        MathFunction.Max => Math.Max(x[0], x[1]),
        MathFunction.Clamp => Math.Min(Math.Max(x[0], x[1]), x[2]),
        MathFunction.Atan2 => Math.Atan2(x[0], x[1]),
        MathFunction.Pow => Math.Pow(x[0], x[1]),
        MathFunction.Copysign => Math.CopySign(x[0], x[1]),
        _ => Unary.TryGetValue(function, out var compute) ? compute(x[0]) : null,
    };
}
