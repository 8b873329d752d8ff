using Microsoft.CodeAnalysis;
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
        var from = body.TypeOf(conversion.Operand);
        RefuseOwn(conversion, conversion.OperatorMethod);
        var narrows = from.IsFloat ? !to.IsFloat : !to.IsFloat && (to.Width < from.Width || to.IsSigned != from.IsSigned);
        if (narrows) RefuseChecked(conversion, conversion.IsChecked, to);
        var value = body.Expressions.Lower(conversion.Operand);
        body.At(conversion);
        return body.Conversions.Convert(value, from, to);
    }

    public Value Unary(IUnaryOperation unary)
    {
        var type = body.TypeOf(unary);
        RefuseOwn(unary, unary.OperatorMethod);
        RefuseChecked(unary, unary.IsChecked, type);
        var operand = body.Expressions.Lower(unary.Operand);
        body.At(unary);
        return body.Arithmetic.Unary(unary.OperatorKind, operand, type) ?? throw body.Expressions.Unsupported(unary);
    }

    public Value Binary(IBinaryOperation binary)
    {
        RefuseOwn(binary, binary.OperatorMethod);
        var type = body.TypeOf(binary.LeftOperand);
        RefuseChecked(binary, binary.IsChecked, type);
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
        var result = Arithmetic.IsShift(kind)
            ? body.Arithmetic.Shift(kind, lhs, rhs, type, body.Conversions)
            : body.Arithmetic.Binary(kind, lhs, rhs, type);
        return result ?? throw body.Expressions.Unsupported(source);
    }

    /// <summary>Operators of types other than the built-in numbers. Half's are declared as methods, too, but mean arithmetic.</summary>
    public void RefuseOwn(IOperation op, IMethodSymbol? method)
    {
        if (method is not null && ScalarType.Of(method.ContainingType) is null)
            throw body.Error(KernelDiagnostics.UnsupportedCall, op.Syntax, method.ToDisplayString());
    }

    /// <summary>Integer arithmetic that C# would check for overflow.</summary>
    public void RefuseChecked(IOperation op, bool isChecked, ScalarType type)
    {
        if (isChecked && type.IsInteger) throw body.Error(KernelDiagnostics.Checked, op.Syntax, SourceText.Of(op));
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
