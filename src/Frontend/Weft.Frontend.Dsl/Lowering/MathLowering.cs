using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Lowering;

/// <summary>The builtins. Minimum and maximum of floats are NaN when an operand is, as in C#; <c>round</c> goes to even.</summary>
internal static class MathLowering
{
    private static readonly Dictionary<MathFunction, Func<Value, Operation>> Unary = new()
    {
        [MathFunction.Floor] = x => new FloorOp(x),
        [MathFunction.Ceil] = x => new CeilOp(x),
        [MathFunction.Round] = x => new RoundEvenOp(x),
        [MathFunction.Trunc] = x => new TruncOp(x),
        [MathFunction.Sqrt] = x => new SqrtOp(x),
        [MathFunction.Rsqrt] = x => new RsqrtOp(x),
        [MathFunction.Cbrt] = x => new CbrtOp(x),
        [MathFunction.Exp] = x => new ExpOp(x),
        [MathFunction.Exp2] = x => new Exp2Op(x),
        [MathFunction.Expm1] = x => new ExpM1Op(x),
        [MathFunction.Log] = x => new LogOp(x),
        [MathFunction.Log2] = x => new Log2Op(x),
        [MathFunction.Log10] = x => new Log10Op(x),
        [MathFunction.Log1p] = x => new Log1pOp(x),
        [MathFunction.Sin] = x => new SinOp(x),
        [MathFunction.Cos] = x => new CosOp(x),
        [MathFunction.Tan] = x => new TanOp(x),
        [MathFunction.Asin] = x => new AsinOp(x),
        [MathFunction.Acos] = x => new AcosOp(x),
        [MathFunction.Atan] = x => new AtanOp(x),
        [MathFunction.Sinh] = x => new SinhOp(x),
        [MathFunction.Cosh] = x => new CoshOp(x),
        [MathFunction.Tanh] = x => new TanhOp(x),
        [MathFunction.Erf] = x => new ErfOp(x),
    };

    public static Value Emit(LoweringState state, MathFunction function, ElementType kind, IReadOnlyList<Value> x)
    {
        if (Unary.TryGetValue(function, out var make)) return state.Add(make(x[0]));
        return function switch
        {
            MathFunction.Abs => Abs(state, kind, x[0]),
            MathFunction.Min => Min(state, kind, x[0], x[1]),
            MathFunction.Max => Max(state, kind, x[0], x[1]),
            MathFunction.Clamp => Min(state, kind, Max(state, kind, x[0], x[1]), x[2]),
            MathFunction.Sign => Sign(state, kind, x[0]),
            MathFunction.Sigmoid => Sigmoid(state, kind, x[0]),
            MathFunction.Atan2 => state.Add(new Atan2Op(x[0], x[1])),
            MathFunction.Pow => state.Add(new PowFOp(x[0], x[1])),
            MathFunction.Copysign => state.Add(new CopySignOp(x[0], x[1])),
            MathFunction.Fma => state.Add(new FmaOp(x[0], x[1], x[2])),
            MathFunction.Isnan => state.Add(new CmpFOp(CmpFPredicate.Uno, x[0], x[0])),
            MathFunction.Isinf => IsInfinite(state, x[0]),
            MathFunction.Select => state.Add(new SelectOp(x[0], x[1], x[2])),
            _ => throw new ArgumentOutOfRangeException(nameof(function), function, "not a builtin"),
        };
    }

    public static Value Min(LoweringState state, ElementType kind, Value a, Value b) =>
        state.Add(kind.IsFloat ? new MinimumFOp(a, b) : kind.IsSigned ? new MinSIOp(a, b) : new MinUIOp(a, b));

    public static Value Max(LoweringState state, ElementType kind, Value a, Value b) =>
        state.Add(kind.IsFloat ? new MaximumFOp(a, b) : kind.IsSigned ? new MaxSIOp(a, b) : new MaxUIOp(a, b));

    private static Value Abs(LoweringState state, ElementType kind, Value x) =>
        kind.IsFloat ? state.Add(new AbsFOp(x)) : kind.IsSigned ? state.Add(new AbsIOp(x)) : x;

    // 1, -1, or what is left: zero with its sign, NaN
    private static Value Sign(LoweringState state, ElementType kind, Value x)
    {
        var zero = state.Add(TypeLowering.Zero(kind));
        var positive = ScalarLowering.Binary(state, BinaryOperator.Greater, kind, x, zero);
        var negative = ScalarLowering.Binary(state, BinaryOperator.Less, kind, x, zero);
        Value One(int sign) => state.Add(kind.IsFloat ? ConstantOp.Float(sign, (FloatType)x.Type) : ConstantOp.Integer(sign, x.Type));
        return state.Add(new SelectOp(positive, One(1), state.Add(new SelectOp(negative, One(-1), x))));
    }

    // With e = e^-|x|, which cannot overflow, and q = e / (1 + e): 1 - q on the right, and on the left e - e q, which has the digits of e
    // where results become small.
    private static Value Sigmoid(LoweringState state, ElementType kind, Value x)
    {
        var computed = kind.Bits < 32 ? ElementType.F32 : kind;
        var wide = ScalarLowering.Convert(state, x, kind, computed);
        var type = (FloatType)wide.Type;
        var one = state.Add(ConstantOp.Float(1, type));
        var e = state.Add(new ExpOp(state.Add(new NegFOp(state.Add(new AbsFOp(wide))))));
        var q = state.Add(new DivFOp(e, state.Add(new AddFOp(one, e))));
        var isLeft = state.Add(new CmpFOp(CmpFPredicate.Olt, wide, state.Add(ConstantOp.Float(0, type))));
        var most = state.Add(new SelectOp(isLeft, e, one));
        var result = state.Add(new FmaOp(state.Add(new NegFOp(most)), q, most));
        return ScalarLowering.Convert(state, result, computed, kind);
    }

    private static Value IsInfinite(LoweringState state, Value x)
    {
        var magnitude = state.Add(new AbsFOp(x));
        var infinity = state.Add(ConstantOp.Float(double.PositiveInfinity, (FloatType)x.Type));
        return state.Add(new CmpFOp(CmpFPredicate.Oeq, magnitude, infinity));
    }
}
