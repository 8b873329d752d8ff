using System.Numerics;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

internal enum FoldProblem
{
    None,
    DivisionByZero,
    Overflow,
}

/// <summary>Computes expressions whose operands are literals, with the results that they would have at run time.</summary>
internal static class ConstantFolder
{
    /// <summary>The value, or null when it is not known at compile time or does not exist.</summary>
    public static Constant? Fold(BoundExpression expression, out FoldProblem problem)
    {
        problem = FoldProblem.None;
        return expression switch
        {
            BoundUnary { Operand: BoundLiteral { Value: var x } } unary => Unary(unary.Operator, x, ref problem),
            BoundBinary { Operator: BinaryOperator.Divide or BinaryOperator.Remainder, Right: BoundLiteral { Value: var zero } }
                when zero.Kind.IsInteger && zero.Integer == 0 => Fail(FoldProblem.DivisionByZero, ref problem),
            BoundBinary { Left: BoundLiteral { Value: var a }, Right: BoundLiteral { Value: var b } } binary =>
                OperatorTable.IsComparison(binary.Operator) ? Compare(binary.Operator, a, b)
                : a.Kind.IsFloat ? Float(binary.Operator, a, b)
                : Integer(binary.Operator, a, b, ref problem),
            BoundLogical { Left: BoundLiteral { Value: var a }, Right: BoundLiteral { Value: var b } } logical =>
                Constant.Of(logical.IsOr ? a.IsTrue || b.IsTrue : a.IsTrue && b.IsTrue),
            BoundConversion { Operand: BoundLiteral { Value: var x } } conversion => x.ConvertTo(conversion.Target),
            BoundMath math when math.Arguments.All(argument => argument is BoundLiteral) =>
                MathFolder.Fold(math.Function, [.. math.Arguments.Select(argument => ((BoundLiteral)argument).Value)]),
            _ => null,
        };
    }

    private static Constant? Unary(UnaryOperator op, Constant x, ref FoldProblem problem) => op switch
    {
        UnaryOperator.Not => Constant.Of(!x.IsTrue),
        UnaryOperator.Complement => Constant.Of(x.Kind, ~x.Integer),
        _ when x.Kind.IsFloat => Constant.Of(x.Kind, -x.Float),
        _ => InRange(x.Kind, -x.Integer, ref problem),
    };

    private static Constant Compare(BinaryOperator op, Constant a, Constant b) => Constant.Of(op switch
    {
        BinaryOperator.Equal => a.Kind.IsFloat ? a.Float == b.Float : a.Integer == b.Integer,
        BinaryOperator.NotEqual => a.Kind.IsFloat ? a.Float != b.Float : a.Integer != b.Integer,
        BinaryOperator.Less => a.Kind.IsFloat ? a.Float < b.Float : a.Integer < b.Integer,
        BinaryOperator.LessEqual => a.Kind.IsFloat ? a.Float <= b.Float : a.Integer <= b.Integer,
        BinaryOperator.Greater => a.Kind.IsFloat ? a.Float > b.Float : a.Integer > b.Integer,
        _ => a.Kind.IsFloat ? a.Float >= b.Float : a.Integer >= b.Integer,
    });

    /// <summary>One rounding from double is right for + - * / of the narrower types, which have less than half its digits.</summary>
    private static Constant? Float(BinaryOperator op, Constant a, Constant b) => op switch
    {
        BinaryOperator.Add => Constant.Of(a.Kind, a.Float + b.Float),
        BinaryOperator.Subtract => Constant.Of(a.Kind, a.Float - b.Float),
        BinaryOperator.Multiply => Constant.Of(a.Kind, a.Float * b.Float),
        BinaryOperator.Divide => Constant.Of(a.Kind, a.Float / b.Float),
        BinaryOperator.Remainder => Constant.Of(a.Kind, a.Float % b.Float),
        _ => null,
    };

    private static Constant? Integer(BinaryOperator op, Constant a, Constant b, ref FoldProblem problem) => op switch
    {
        BinaryOperator.Add => InRange(a.Kind, a.Integer + b.Integer, ref problem),
        BinaryOperator.Subtract => InRange(a.Kind, a.Integer - b.Integer, ref problem),
        BinaryOperator.Multiply => Product(a, b, ref problem),
        BinaryOperator.Divide => InRange(a.Kind, a.Integer / b.Integer, ref problem),
        BinaryOperator.Remainder => Constant.Of(a.Kind, a.Integer % b.Integer),
        BinaryOperator.And => Constant.Of(a.Kind, a.Integer & b.Integer),
        BinaryOperator.Or => Constant.Of(a.Kind, a.Integer | b.Integer),
        BinaryOperator.Xor => Constant.Of(a.Kind, a.Integer ^ b.Integer),
        BinaryOperator.ShiftLeft => Constant.Of(a.Kind, a.Integer << Count(a.Kind, b)),
        _ => Constant.Of(a.Kind, a.Integer >> Count(a.Kind, b)),
    };

    /// <summary>Two u64 can exceed even 128 bits.</summary>
    private static Constant? Product(Constant a, Constant b, ref FoldProblem problem)
    {
        var exact = a.Integer * b.Integer;
        var fits = exact >= a.Kind.Minimum && exact <= a.Kind.Maximum;
        return fits ? Constant.Of(a.Kind, exact) : Fail(FoldProblem.Overflow, ref problem);
    }

    private static int Count(ElementType kind, Constant count) => (int)(count.Integer & (kind.Bits - 1));

    private static Constant? InRange(ElementType kind, BigInteger value, ref FoldProblem problem) =>
        kind.IsInteger && (value < kind.Minimum || value > kind.Maximum)
            ? Fail(FoldProblem.Overflow, ref problem)
            : Constant.Of(kind, value);

    private static Constant? Fail(FoldProblem found, ref FoldProblem problem)
    {
        problem = found;
        return null;
    }
}
