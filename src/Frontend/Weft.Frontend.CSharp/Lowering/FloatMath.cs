using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>Arithmetic of floats as formulas read it.</summary>
internal sealed class FloatMath(FunctionBuilder function)
{
    public Value Add(Value a, Value b) => function.Add(new AddFOp(a, b));

    public Value Subtract(Value a, Value b) => function.Add(new SubFOp(a, b));

    public Value Multiply(Value a, Value b) => function.Add(new MulFOp(a, b));

    public Value Divide(Value a, Value b) => function.Add(new DivFOp(a, b));

    public Value Negate(Value a) => function.Add(new NegFOp(a));

    public Value Abs(Value a) => function.Add(new AbsFOp(a));

    public Value Sqrt(Value a) => function.Add(new SqrtOp(a));

    public Value Min(Value a, Value b) => function.Add(new MinimumFOp(a, b));

    public Value Max(Value a, Value b) => function.Add(new MaximumFOp(a, b));

    public Value Exp(Value a) => function.Add(new ExpOp(a));

    public Value Sin(Value a) => function.Add(new SinOp(a));

    public Value Cos(Value a) => function.Add(new CosOp(a));

    public Value Atan2(Value y, Value x) => function.Add(new Atan2Op(y, x));

    /// <summary>a * b + c, rounded once.</summary>
    public Value MultiplyAdd(Value a, Value b, Value c) => function.Add(new FmaOp(a, b, c));

    public Value Number(double value, IrType type) => function.Float(value, type);

    public Value Compare(CmpFPredicate predicate, Value a, Value b) => function.Add(new CmpFOp(predicate, a, b));

    public Value Select(Value condition, Value then, Value otherwise) => function.Add(new SelectOp(condition, then, otherwise));

    public Value And(Value a, Value b) => function.Add(new AndIOp(a, b));

    public Value IsFinite(Value a) => Compare(CmpFPredicate.Olt, Abs(a), Number(double.PositiveInfinity, a.Type));
}
