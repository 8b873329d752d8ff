using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>Operators and conversions of the source.</summary>
internal sealed class Operators(BodyLowering body)
{
    public Value Convert(IConversionOperation conversion)
    {
        if (!conversion.Conversion.Exists) throw body.Fail();
        var to = body.TypeOf(conversion);
        if (conversion.Operand is IThrowOperation thrown) return body.Throws.Lower(thrown, to)[0];
        var from = body.TypeOf(conversion.Operand);
        return Convert(conversion, body.Expressions.Lower(conversion.Operand), from, to);
    }

    public Value Unary(IUnaryOperation unary)
    {
        var type = body.TypeOf(unary);
        var operand = body.Expressions.Lower(unary.Operand);
        body.At(unary);
        if (unary.IsChecked && unary.OperatorKind == UnaryOperatorKind.Minus)
            Require(unary, body.Checked.NegativeFits(operand, type), type);
        return body.Arithmetic.Unary(unary.OperatorKind, operand, type) ?? throw body.Expressions.Unsupported(unary);
    }

    public Value Binary(IBinaryOperation binary)
    {
        var type = body.TypeOf(binary.LeftOperand);
        var lhs = body.Expressions.Lower(binary.LeftOperand);
        var isConditional = binary.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr;
        if (isConditional && !Speculation.IsSafe(binary.RightOperand)) return ShortCircuit(binary, lhs);
        var rhs = body.Expressions.Lower(binary.RightOperand);
        return Apply(binary, binary.OperatorKind, lhs, rhs, type);
    }

    /// <summary>An operator on values that are computed already; <paramref name="type"/> is the type of the left one.</summary>
    public Value Apply(IOperation source, BinaryOperatorKind kind, Value lhs, Value rhs, ScalarType type)
    {
        body.At(source);
        if (kind is BinaryOperatorKind.Divide or BinaryOperatorKind.Remainder && type is { IsInteger: true, Width: < 32 })
            return Widened(source, kind, lhs, rhs, type);
        if (IsChecked(source)) Require(source, body.Checked.Fits(kind, lhs, rhs, type), type);
        var result = Arithmetic.IsShift(kind)
            ? body.Arithmetic.Shift(kind, lhs, rhs, type, body.Conversions)
            : body.Arithmetic.Binary(kind, lhs, rhs, type);
        return result ?? throw body.Expressions.Unsupported(source);
    }

    // Generic code divides small integers in their own type, where -128 / -1 is no fault: the quotient loses its high bits.
    private Value Widened(IOperation source, BinaryOperatorKind kind, Value lhs, Value rhs, ScalarType type)
    {
        Value Wide(Value value) => body.Conversions.Convert(value, type, ScalarType.Int32);
        return body.Conversions.Convert(Apply(source, kind, Wide(lhs), Wide(rhs), ScalarType.Int32), ScalarType.Int32, type);
    }

    /// <summary>A conversion that is written, or that assigning to a smaller type implies.</summary>
    public Value Convert(IOperation source, Value value, ScalarType from, ScalarType to)
    {
        body.At(source);
        if (IsChecked(source)) Require(source, body.Checked.Fits(value, from, to), to);
        return body.Conversions.Convert(value, from, to);
    }

    /// <summary>Whether C# throws when a result does not fit its type.</summary>
    public static bool IsChecked(IOperation op) => op
        is IBinaryOperation { IsChecked: true } or IUnaryOperation { IsChecked: true } or IConversionOperation { IsChecked: true }
        or ICompoundAssignmentOperation { IsChecked: true } or IIncrementOrDecrementOperation { IsChecked: true }
        || op is IConversionOperation { IsImplicit: false } conversion && IsOfEnum(conversion) && IsInChecked(op);

    // The compiler does not tell of these whether they are checked.
    private static bool IsOfEnum(IConversionOperation conversion) =>
        conversion.Type is { TypeKind: TypeKind.Enum } || conversion.Operand.Type is { TypeKind: TypeKind.Enum };

    private static bool IsInChecked(IOperation op) =>
        op.Syntax.Ancestors().FirstOrDefault(node => node is CheckedExpressionSyntax or CheckedStatementSyntax) is { } around
            ? around.Kind() is SyntaxKind.CheckedExpression or SyntaxKind.CheckedStatement
            : op.SemanticModel!.Compilation.Options.CheckOverflow;

    /// <summary>Faults where a result does not fit its type; null fits.</summary>
    public void Require(IOperation source, Value? fits, ScalarType type) =>
        body.Function.Require(fits, Fault.Overflow(source, type));

    /// <summary>A condition and, where it holds, another one; null is none.</summary>
    public Value And(Value condition, IOperation? other)
    {
        if (other is null) return condition;
        if (Speculation.IsSafe(other)) return body.Function.And(condition, body.Expressions.Lower(other));
        var assigned = Assigned.Variables(body.Frame, other);
        return body.Flow.If(
            condition, assigned, IntegerType.I1, () => body.Expressions.Lower(other), () => body.Function.Bool(false))!;
    }

    private Value ShortCircuit(IBinaryOperation binary, Value lhs)
    {
        var assigned = Assigned.Variables(body.Frame, binary.RightOperand);
        var isAnd = binary.OperatorKind == BinaryOperatorKind.ConditionalAnd;
        Value Right() => body.Expressions.Lower(binary.RightOperand);
        Value Known() => body.Function.Bool(!isAnd);
        body.At(binary);
        return isAnd
            ? body.Flow.If(lhs, assigned, IntegerType.I1, Right, Known)!
            : body.Flow.If(lhs, assigned, IntegerType.I1, Known, Right)!;
    }
}
