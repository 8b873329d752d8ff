using System;
using System.Collections.Generic;

namespace Weft.IR;

/// <summary>The functions of named operations as operations on numbers, which depend on the numbers' type.</summary>
internal static class ScalarFunctions
{
    private static readonly Dictionary<string, Func<Builder, Value, Operation>> Unary = new()
    {
        ["exp"] = static (_, x) => new ExpOp(x),
        ["log"] = static (_, x) => new LogOp(x),
        ["abs"] = static (_, x) => new AbsFOp(x),
        ["ceil"] = static (_, x) => new CeilOp(x),
        ["floor"] = static (_, x) => new FloorOp(x),
        ["negf"] = static (_, x) => new NegFOp(x),
        ["reciprocal"] = static (b, x) => new DivFOp(b.Add(ConstantOp.Float(1, x.Type as FloatType ?? FloatType.F32)), x),
        ["round"] = static (_, x) => new RoundOp(x),
        ["sqrt"] = static (_, x) => new SqrtOp(x),
        ["rsqrt"] = static (_, x) => new RsqrtOp(x),
        ["square"] = static (_, x) => new MulFOp(x, x),
        ["tanh"] = static (_, x) => new TanhOp(x),
        ["erf"] = static (_, x) => new ErfOp(x),
    };

    private static readonly Dictionary<string, BinaryFunction> Binary = new()
    {
        ["add"] = new((x, y) => new AddFOp(x, y), (x, y) => new AddIOp(x, y), (x, y) => new OrIOp(x, y)),
        ["sub"] = new((x, y) => new SubFOp(x, y), (x, y) => new SubIOp(x, y)),
        ["mul"] = new((x, y) => new MulFOp(x, y), (x, y) => new MulIOp(x, y), (x, y) => new AndIOp(x, y)),
        ["div"] = new((x, y) => new DivFOp(x, y), (x, y) => new DivSIOp(x, y)),
        ["div_unsigned"] = new((x, y) => new DivFOp(x, y), (x, y) => new DivUIOp(x, y)),
        ["max_signed"] = new((x, y) => new MaximumFOp(x, y), (x, y) => new MaxSIOp(x, y)),
        ["min_signed"] = new((x, y) => new MinimumFOp(x, y), (x, y) => new MinSIOp(x, y)),
        ["max_unsigned"] = new((x, y) => new MaximumFOp(x, y), (x, y) => new MaxUIOp(x, y)),
        ["min_unsigned"] = new((x, y) => new MinimumFOp(x, y), (x, y) => new MinUIOp(x, y)),
        ["powf"] = new((x, y) => new PowFOp(x, y), (x, y) => new PowFOp(x, y)),
    };

    public static Value Apply(Builder builder, string function, Value[] arguments) => builder.Add(arguments.Length switch
    {
        1 => Unary[function](builder, arguments[0]),
        2 => Binary[function].Apply(arguments[0], arguments[1]),
        _ => new SelectOp(arguments[0], arguments[1], arguments[2]),
    });

    /// <param name="boolean">For single bits, where it is another operation.</param>
    private sealed class BinaryFunction(
        Func<Value, Value, Operation> real, Func<Value, Value, Operation> integer, Func<Value, Value, Operation>? boolean = null)
    {
        public Operation Apply(Value x, Value y) => x.Type switch
        {
            IntegerType { Width: 1 } => (boolean ?? integer)(x, y),
            IntegerType or IndexType => integer(x, y),
            _ => real(x, y),
        };
    }
}
