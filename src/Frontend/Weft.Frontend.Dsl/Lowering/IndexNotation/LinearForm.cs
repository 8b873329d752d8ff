using System.Numerics;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Lowering;

/// <summary>A sum of indices times numbers: <c>2*i + k - 1</c>.</summary>
internal sealed record LinearForm(long[] Factors, long Constant)
{
    // What is larger is no subscript, and could leave 64 bits.
    private const long Limit = int.MaxValue;

    public AffineExpr Expression => Enumerable.Range(0, Factors.Length)
        .Where(i => Factors[i] != 0)
        .Select(i => AffineExpr.Dim(i) * Factors[i])
        .Append(AffineExpr.Constant(Constant))
        .Aggregate((sum, term) => sum + term);

    /// <summary>The index that the form is, if it is one.</summary>
    public int? SingleIndex =>
        Constant == 0 && Factors.Count(factor => factor != 0) == 1 && Array.IndexOf(Factors, 1) is >= 0 and var index ? index : null;

    /// <summary>Null where an expression is something else.</summary>
    /// <param name="positionOf">The number of an index; negative for other variables.</param>
    public static LinearForm? Of(BoundExpression expression, Func<VariableSymbol, int> positionOf, int count)
    {
        return Form(expression) is { } form && form.Factors.Append(form.Constant).All(number => Math.Abs(number) <= Limit) ? form : null;

        LinearForm? Form(BoundExpression part) => part switch
        {
            BoundLiteral { Value.Integer: var value } when BigInteger.Abs(value) <= Limit => new(new long[count], (long)value),
            BoundVariable { Variable: var variable } when positionOf(variable) is >= 0 and var position => Index(position),
            BoundBinary { Operator: BinaryOperator.Add, Left: var left, Right: var right } => Sum(left, right, 1),
            BoundBinary { Operator: BinaryOperator.Subtract, Left: var left, Right: var right } => Sum(left, right, -1),
            BoundBinary { Operator: BinaryOperator.Multiply, Left: var left, Right: var right } => Product(left, right),
            BoundUnary { Operator: UnaryOperator.Negate, Operand: var operand } => Of(operand, positionOf, count)?.Times(-1),
            _ => null,
        };

        LinearForm Index(int position)
        {
            var factors = new long[count];
            factors[position] = 1;
            return new(factors, 0);
        }

        LinearForm? Sum(BoundExpression left, BoundExpression right, long sign) =>
            Of(left, positionOf, count) is { } a && Of(right, positionOf, count) is { } b
                ? new([.. a.Factors.Zip(b.Factors, (x, y) => x + (sign * y))], a.Constant + (sign * b.Constant))
                : null;

        LinearForm? Product(BoundExpression left, BoundExpression right) =>
            (Of(left, positionOf, count), Of(right, positionOf, count)) switch
            {
                ({ } a, { IsNumber: true } b) => a.Times(b.Constant),
                ({ IsNumber: true } a, { } b) => b.Times(a.Constant),
                _ => null,
            };
    }

    private bool IsNumber => Array.TrueForAll(Factors, factor => factor == 0);

    private LinearForm Times(long number) => new([.. Factors.Select(factor => factor * number)], Constant * number);
}
