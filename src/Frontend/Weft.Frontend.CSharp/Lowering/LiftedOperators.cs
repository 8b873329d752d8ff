using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>Operators on nullables: the result is there where all operands are. Comparisons give a bool, and null equals null.</summary>
internal sealed class LiftedOperators(BodyLowering body)
{
    /// <summary>An operand, which may be one that is always there.</summary>
    private sealed record Operand(KernelType Type, Value? IsThere, Value[] Numbers)
    {
        public static Operand Of(KernelType type, IReadOnlyList<Value> values) => type is StructType { NullableValue: { } inner }
            ? new(inner, values[0], [.. values.Skip(1)]) : new(type, null, [.. values]);
    }

    public Value[] Lower(IOperation op) => op switch
    {
        IBinaryOperation binary => Binary(
            op, binary.OperatorKind, body.OwnOperators.MethodOf(binary), Of(binary.LeftOperand), Of(binary.RightOperand)),
        IUnaryOperation unary => Unary(unary, Of(unary.Operand)),
        _ => throw body.Expressions.Unsupported(op),
    };

    /// <summary>A conversion of the project's own, of what is there.</summary>
    public Value[] Convert(IConversionOperation conversion, IMethodSymbol method)
    {
        var operand = Of(conversion.Operand);
        var takesNullable = Nullables.Is(body.Frame.Types.Close(method.Parameters[0].Type));
        if (operand.IsThere is null || takesNullable) return Wrap(conversion, method, Own());
        return WhereThere(operand.IsThere, body.ValueTypeOf(conversion), () => Wrap(conversion, method, Own()));

        Value[] Own() => body.OwnOperators.Apply(
            conversion, method, takesNullable ? (body.ValueTypeOf(conversion.Operand), All(operand)) : (operand.Type, operand.Numbers));
    }

    /// <summary>The new value in <c>target op= value</c>.</summary>
    public Value[] Compound(ICompoundAssignmentOperation assignment, Value[] old)
    {
        var (own, value) = (Operand.Of(body.ValueTypeOf(assignment.Target), old), Of(assignment.Value));
        body.At(assignment);
        if (body.OwnOperators.MethodOf(assignment) is { } method) return Binary(assignment, assignment.OperatorKind, method, own, value);
        var promoted = Arithmetic.IsShift(assignment.OperatorKind) ? Assignments.Promote(body.NumberOf(own.Type)) : value.Type;
        var left = own with { Type = promoted, Numbers = body.Structs.Convert(own.Numbers, own.Type, promoted) };
        var result = Binary(assignment, assignment.OperatorKind, null, left, value);
        return [result[0], .. body.Nullables.ConvertPresent(assignment, result[0], [.. result.Skip(1)], promoted, own.Type)];
    }

    /// <summary>The new value of <c>target++</c>.</summary>
    public Value[] Step(IIncrementOrDecrementOperation step, Value[] old)
    {
        var own = Operand.Of(body.ValueTypeOf(step.Target), old);
        if (IsPlain(step, BinaryOperatorKind.Add, body.OwnOperators.MethodOf(step)))
            return [own.IsThere!, .. body.Assignments.Stepped(step, own.Type, own.Numbers)];
        return WhereThere(own.IsThere!, body.ValueTypeOf(step.Target), () =>
            [body.Function.Bool(true), .. body.Assignments.Stepped(step, own.Type, own.Numbers)]);
    }

    /// <summary>Whether two values are equal, of which either may be missing.</summary>
    public Value Equals(
        IReadOnlyList<Value> a, IReadOnlyList<Value> b, KernelType left, KernelType right,
        Func<Value[], Value[], KernelType, KernelType, Value> equal)
    {
        var (x, y) = (Operand.Of(left, a), Operand.Of(right, b));
        return Equals(x, y, () => equal(x.Numbers, y.Numbers, x.Type, y.Type));
    }

    private Value[] Binary(IOperation op, BinaryOperatorKind kind, IMethodSymbol? method, Operand x, Operand y)
    {
        body.At(op);
        Value[] Apply() => method is null
            ? [body.Operators.Apply(op, kind, x.Numbers[0], y.Numbers[0], body.NumberOf(x.Type))]
            : body.OwnOperators.Apply(op, method, (x.Type, x.Numbers), (y.Type, y.Numbers));
        Value Holds() => IsPlain(op, kind, method) ? Apply()[0]
            : body.Flow.If(Both(x, y), [], IntegerType.I1, () => Apply()[0], () => body.Function.Bool(false));
        switch (kind)
        {
            case BinaryOperatorKind.And or BinaryOperatorKind.Or when x.Type is ScalarType { IsBool: true }:
                return Logic(kind == BinaryOperatorKind.And, x, y);
            case BinaryOperatorKind.Equals:
                return [Equals(x, y, Holds)];
            case BinaryOperatorKind.NotEquals:
                // The operator itself, which a struct may declare as it likes, decides where both are there.
                var differ = body.Function.Add(new XOrIOp(IsThere(x), IsThere(y)));
                return body.Nullables.Select(Both(x, y), [Holds()], [differ]);
            case BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual
                or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual:
                return [body.Function.And(Both(x, y), Holds())];
        }

        var areThere = Both(x, y);
        if (IsPlain(op, kind, method)) return [areThere, .. Apply()];
        var result = method is null ? x.Type : KernelType.Of(method.ReturnType) ?? throw body.Fail();
        return [areThere, .. WhereThere(areThere, result, Apply)];
    }

    private Value[] Unary(IUnaryOperation unary, Operand x)
    {
        body.At(unary);
        if (body.OwnOperators.MethodOf(unary) is { } method)
            return WhereThere(IsThere(x), body.ValueTypeOf(unary), () =>
                [body.Function.Bool(true), .. body.OwnOperators.Apply(unary, method, (x.Type, x.Numbers))]);
        var type = body.NumberOf(x.Type);
        if (unary.IsChecked && unary.OperatorKind == UnaryOperatorKind.Minus && body.Checked.NegativeFits(x.Numbers[0], type) is { } fits)
            body.Operators.Require(unary, body.Nullables.IfThere(IsThere(x), fits), type);
        var value = body.Arithmetic.Unary(unary.OperatorKind, x.Numbers[0], type) ?? throw body.Expressions.Unsupported(unary);
        return [IsThere(x), value];
    }

    // false & null is false, true | null is true: one of both decides.
    private Value[] Logic(bool isAnd, Operand x, Operand y)
    {
        Value Decides(Operand z) => body.Function.And(IsThere(z), isAnd ? body.Function.Not(z.Numbers[0]) : z.Numbers[0]);
        var decided = body.Function.Add(new OrIOp(Decides(x), Decides(y)));
        return [body.Function.Add(new OrIOp(Both(x, y), decided)), isAnd ? body.Function.Not(decided) : decided];
    }

    private Value Equals(Operand x, Operand y, Func<Value> equal)
    {
        var neither = body.Function.Not(body.Function.Add(new OrIOp(IsThere(x), IsThere(y))));
        return body.Nullables.Select(Both(x, y), [equal()], [neither])[0];
    }

    private Value[] WhereThere(Value isThere, KernelType type, Func<Value[]> lower) =>
        body.Flow.If(isThere, [], Nullables.Types(type), lower, () => body.Structs.Zeros(type));

    // Whether it may be computed where an operand is missing.
    private static bool IsPlain(IOperation op, BinaryOperatorKind kind, IMethodSymbol? method) => method is null
        && !Operators.IsChecked(op) && kind is not (BinaryOperatorKind.Divide or BinaryOperatorKind.Remainder);

    private Value[] Wrap(IConversionOperation conversion, IMethodSymbol method, Value[] result) =>
        Nullables.Is(conversion.Type) && !Nullables.Is(body.Frame.Types.Close(method.ReturnType))
            ? [body.Function.Bool(true), .. result] : result;

    private Operand Of(IOperation op) => Operand.Of(body.ValueTypeOf(op), body.Expressions.Leaves(op));

    private Value IsThere(Operand operand) => operand.IsThere ?? body.Function.Bool(true);

    private Value Both(Operand x, Operand y) => body.Function.And(IsThere(x), IsThere(y));

    private static Value[] All(Operand operand) => operand.IsThere is { } there ? [there, .. operand.Numbers] : operand.Numbers;
}
