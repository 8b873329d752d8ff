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
        if (op is not (IBinaryOperation or IUnaryOperation or IConversionOperation)) return null;
        if (MethodOf(op) is not { } method) return null;
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
        if (method.DeclaringSyntaxReferences.Length == 1 && !method.IsImplicitlyDeclared && body.Inlining.IsPassable(method))
            return body.Inlining.Call(op, method, operands.Select(o => body.Places.Keep(op, o.Type, o.Values)));
        body.At(op);
        if (method is { IsImplicitlyDeclared: true, Name: "op_Equality" or "op_Inequality" })
        {
            var areEqual = body.Equality.Equals(operands[0].Values, operands[1].Values, operands[0].Type, op);
            return [body.Equality.Negate(areEqual, method.Name == "op_Inequality")];
        }

        return body.Numerics.Operator(method, operands.Select(o => o.Values).ToArray(), op)
            ?? throw body.Error(KernelDiagnostics.UnsupportedCall, op.Syntax, method.ToDisplayString());
    }

    /// <summary>The operator that runs; null where it is one of the built-in numbers, or makes a span of an array.</summary>
    public IMethodSymbol? MethodOf(IOperation op) => Named(op) switch
    {
        (null, _) => null,
        (_, { } on) when body.NumberOf(on) is not null => null,
        (var method, var on) => body.Implementations.Of(method, on) is var own && IsBuiltIn(own) ? null : own,
    };

    /// <summary>Whether an expression may be such an operator.</summary>
    public static bool IsOwn(IOperation op) => Named(op).Method is { } method && !IsBuiltIn(method);

    private static bool IsBuiltIn(IMethodSymbol method) =>
        ScalarType.Of(method.ContainingType) is not null || ArrayType.ElementOf(method.ContainingType) is not null;

    // The method, and the type argument that it is one of.
    private static (IMethodSymbol? Method, ITypeSymbol? On) Named(IOperation op) => op switch
    {
        IBinaryOperation binary => (binary.OperatorMethod, binary.ConstrainedToType),
        IUnaryOperation unary => (unary.OperatorMethod, unary.ConstrainedToType),
        IConversionOperation conversion => (conversion.OperatorMethod, conversion.ConstrainedToType),
        ICompoundAssignmentOperation compound => (compound.OperatorMethod, compound.ConstrainedToType),
        IIncrementOrDecrementOperation step => (step.OperatorMethod, step.ConstrainedToType),
        _ => (null, null),
    };
}
