using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>Operators and conversions that a struct declares, and those of System.Numerics. Half's are declared as methods, too, but
/// mean arithmetic.</summary>
internal sealed class OwnOperators(BodyLowering body)
{
    /// <summary>The value of an expression that is such an operator; null for others.</summary>
    public Value[]? TryApply(IOperation op)
    {
        if (MethodOf(op) is not { } method || IsBuiltIn(method)) return null;
        IOperation[] operands = op switch
        {
            IBinaryOperation binary => [binary.LeftOperand, binary.RightOperand],
            IUnaryOperation unary => [unary.Operand],
            _ => [((IConversionOperation)op).Operand],
        };
        return Apply(op, method, [.. operands.Select(o => (body.ValueTypeOf(o), body.Expressions.Leaves(o)))]);
    }

    /// <summary>An operator on values that are computed already.</summary>
    public Value[] Apply(IOperation op, IMethodSymbol method, params (KernelType Type, Value[] Values)[] operands)
    {
        if (method.DeclaringSyntaxReferences.Length == 1 && !method.IsImplicitlyDeclared && Inlining.IsPassable(method))
            return body.Inlining.Call(op, method, operands.Select(o => body.Places.Keep(o.Type, o.Values)));
        body.At(op);
        if (method is { IsImplicitlyDeclared: true, Name: "op_Equality" or "op_Inequality" })
        {
            var areEqual = body.Equality.Equals(operands[0].Values, operands[1].Values, operands[0].Type, op);
            return [body.Equality.Negate(areEqual, method.Name == "op_Inequality")];
        }

        return body.Numerics.Operator(method, operands.Select(o => o.Values).ToArray(), op)
            ?? throw body.Error(KernelDiagnostics.UnsupportedCall, op.Syntax, method.ToDisplayString());
    }

    /// <summary>Whether an operator is none of those: it is one of the built-in numbers, or makes a span of an array.</summary>
    public static bool IsBuiltIn(IMethodSymbol? method) =>
        method is null || ScalarType.Of(method.ContainingType) is not null || ArrayType.ElementOf(method.ContainingType) is not null;

    /// <summary>Whether an expression is such an operator.</summary>
    public static bool IsOwn(IOperation op) => !IsBuiltIn(MethodOf(op));

    private static IMethodSymbol? MethodOf(IOperation op) => op switch
    {
        IBinaryOperation binary => binary.OperatorMethod,
        IUnaryOperation unary => unary.OperatorMethod,
        IConversionOperation conversion => conversion.OperatorMethod,
        _ => null,
    };
}
