using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>
/// Values of <c>T?</c>: whether there is one, and the numbers of that one. Where there is none these are anything, so that an operator
/// which cannot fault needs no branch: what it gives is there where its operands are.
/// </summary>
internal sealed class Nullables(BodyLowering body)
{
    /// <summary>What the members behind the nearest <c>?.</c> belong to.</summary>
    private Place? _present;

    public static bool Is(ITypeSymbol? type) => type?.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    /// <summary>Whether an expression is <c>null</c>, as it is written or of a type.</summary>
    public static bool IsNull(IOperation op)
    {
        while (op is IConversionOperation conversion) op = conversion.Operand;
        return op.ConstantValue is { HasValue: true, Value: null };
    }

    /// <summary>Whether a conversion takes the value out of a nullable, which faults where there is none.</summary>
    public static bool IsUnwrapping(IOperation op) =>
        op is IConversionOperation { OperatorMethod: null } conversion && Is(conversion.Operand.Type) && !Is(conversion.Type);

    /// <summary>Whether an expression asks a nullable for what it always has.</summary>
    public static bool IsQuestion(IOperation op) => op switch
    {
        IPropertyReferenceOperation { Property.Name: "HasValue", Instance: { } instance } => Is(instance.Type),
        IInvocationOperation { TargetMethod.Name: "GetValueOrDefault", Instance: { } instance } => Is(instance.Type),
        _ => false,
    };

    /// <summary>The value of an expression about nullables; null for other expressions.</summary>
    public Value[]? TryLower(IOperation op) => op switch
    {
        { ConstantValue: { HasValue: true, Value: null } } when Is(op.Type) => body.Structs.Zeros(body.ValueTypeOf(op)),
        IConversionOperation conversion when Is(conversion.Type) || Is(conversion.Operand.Type) => Convert(conversion),
        IBinaryOperation binary when ComparedWithNull(binary) is { } nullable => [IsNull(binary, nullable)],
        IBinaryOperation { IsLifted: true } or IUnaryOperation { IsLifted: true } => new LiftedOperators(body).Lower(op),
        IPropertyReferenceOperation { Property.Name: "HasValue", Instance: { } instance } when Is(instance.Type) =>
            [body.Expressions.Leaves(instance)[0]],
        IPropertyReferenceOperation { Property.Name: "Value", Instance: { } instance } when Is(instance.Type) => Present(op, instance),
        IObjectCreationOperation { Arguments: [var argument] } when Is(op.Type) =>
            [body.Function.Bool(true), .. body.Expressions.Leaves(argument.Value)],
        IObjectCreationOperation when Is(op.Type) => body.Structs.Zeros(body.ValueTypeOf(op)),
        IIsTypeOperation { ValueOperand: var value, IsNegated: var isNegated } when Is(value.Type) =>
            [body.Equality.Negate(body.Expressions.Leaves(value)[0], isNegated)],
        ICoalesceOperation { Value.Type: var type } coalesce when Is(type) => Coalesce(coalesce),
        IConditionalAccessOperation { Operation.Type: var type } access when Is(type) => Access(access),
        IConditionalAccessInstanceOperation when _present is { } present => body.Places.Load(present),
        _ => null,
    };

    /// <summary>The value of <c>GetValueOrDefault</c>; null for other calls.</summary>
    public Value[]? Call(IInvocationOperation call)
    {
        if (!IsQuestion(call)) return null;
        var values = body.Expressions.Leaves(call.Instance!);
        var otherwise = call.Arguments is [var given] ? body.Expressions.Leaves(given.Value) : body.Structs.Zeros(body.ValueTypeOf(call));
        body.At(call);
        return Select(values[0], [.. values.Skip(1)], otherwise);
    }

    /// <summary><c>target ??= value</c>: the value is computed and assigned only where there was none.</summary>
    public Value[] Assign(ICoalesceAssignmentOperation op)
    {
        var place = body.Places.Target(op.Target);
        if (!Is(op.Target.Type)) throw body.Expressions.Unsupported(op);
        var type = place.Type;
        var old = body.Places.Load(place);
        body.At(op);
        var values = body.Flow.If(old[0], Assigned.Variables(body.Frame, op), Types(type), () => old, () =>
        {
            var value = body.Structs.Convert(body.Expressions.Leaves(op.Value), body.ValueTypeOf(op.Value), type);
            body.Places.Store(place, value);
            return value;
        });
        return Is(op.Type) ? values : [.. values.Skip(1)];
    }

    /// <summary><c>p?.M();</c>, whose value is not needed.</summary>
    public void Discard(IConditionalAccessOperation access)
    {
        if (!Is(access.Operation.Type)) throw body.Expressions.Unsupported(access);
        var receiver = body.Expressions.Leaves(access.Operation);
        body.At(access);
        body.Flow.If(receiver[0], Assigned.Variables(body.Frame, access.WhenNotNull), () =>
            Within(access, receiver, () =>
            {
                body.Expressions.Discard(access.WhenNotNull);
                return [];
            }), null);
    }

    /// <summary>Gives one of two values, number by number.</summary>
    public Value[] Select(Value condition, IReadOnlyList<Value> then, IReadOnlyList<Value> otherwise) =>
        [.. then.Zip(otherwise, (a, b) => body.Function.Add(new SelectOp(condition, a, b)))];

    /// <summary>The value of a conversion, where it is there.</summary>
    /// <param name="isThere">Whether there is a value; null where it is known.</param>
    public Value[] ConvertPresent(IOperation source, Value? isThere, IReadOnlyList<Value> values, KernelType from, KernelType to)
    {
        if (from is not ScalarType number || to is not ScalarType target) return body.Structs.Convert(values, from, to);
        if (Operators.IsChecked(source) && body.Checked.Fits(values[0], number, target) is { } fits)
            body.Operators.Require(source, isThere is null ? fits : IfThere(isThere, fits), target);
        return [body.Conversions.Convert(values[0], number, target)];
    }

    /// <summary>A condition that nothing but a value that is there can break.</summary>
    public Value IfThere(Value isThere, Value condition) => body.Function.Add(new OrIOp(body.Function.Not(isThere), condition));

    public static IrType[] Types(KernelType type) => [.. type.Leaves.Select(leaf => leaf.Type.Ir)];

    private static IOperation? ComparedWithNull(IBinaryOperation comparison) =>
        comparison.OperatorKind is not (BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals) ? null
        : IsNull(comparison.RightOperand) && Is(comparison.LeftOperand.Type) ? comparison.LeftOperand
        : IsNull(comparison.LeftOperand) && Is(comparison.RightOperand.Type) ? comparison.RightOperand
        : null;

    private Value IsNull(IBinaryOperation comparison, IOperation nullable)
    {
        var isThere = body.Expressions.Leaves(nullable)[0];
        body.At(comparison);
        return body.Equality.Negate(isThere, comparison.OperatorKind == BinaryOperatorKind.Equals);
    }

    private Value[]? Convert(IConversionOperation conversion)
    {
        if (conversion.Operand is IThrowOperation) return null;
        if (IsNull(conversion.Operand)) return body.Structs.Zeros(body.ValueTypeOf(conversion));
        if (body.OwnOperators.MethodOf(conversion) is { } method) return new LiftedOperators(body).Convert(conversion, method);
        var (from, to) = (body.ValueTypeOf(conversion.Operand), body.ValueTypeOf(conversion));
        if (!Is(conversion.Operand.Type))
        {
            var value = body.Expressions.Leaves(conversion.Operand);
            body.At(conversion);
            return [body.Function.Bool(true), .. ConvertPresent(conversion, null, value, from, Value(to))];
        }

        if (!Is(conversion.Type)) return ConvertPresent(conversion, null, Present(conversion, conversion.Operand), Value(from), to);
        var values = body.Expressions.Leaves(conversion.Operand);
        body.At(conversion);
        return [values[0], .. ConvertPresent(conversion, values[0], [.. values.Skip(1)], Value(from), Value(to))];
    }

    // C# throws where there is none.
    private Value[] Present(IOperation op, IOperation nullable)
    {
        var values = body.Expressions.Leaves(nullable);
        body.At(op).Require(values[0], Fault.Thrown(nameof(InvalidOperationException), nullable, "has no value"));
        return [.. values.Skip(1)];
    }

    private Value[] Coalesce(ICoalesceOperation op)
    {
        var (from, type) = (body.ValueTypeOf(op.Value), body.ValueTypeOf(op));
        if (op.ValueConversion is { IsUserDefined: true }) throw body.Expressions.Unsupported(op);
        var value = body.Expressions.Leaves(op.Value);
        body.At(op);
        var known = Is(op.Type)
            ? body.Structs.Convert(value, from, type) : body.Structs.Convert([.. value.Skip(1)], Value(from), type);
        if (Speculation.IsSafe(op.WhenNull)) return Select(value[0], known, body.Expressions.Leaves(op.WhenNull));
        return body.Flow.If(
            value[0], Assigned.Variables(body.Frame, op.WhenNull), Types(type), () => known,
            () => op.WhenNull is IThrowOperation thrown ? body.Throws.Lower(thrown, type) : body.Expressions.Leaves(op.WhenNull));
    }

    private Value[] Access(IConditionalAccessOperation access)
    {
        var type = body.ValueTypeOf(access);
        var receiver = body.Expressions.Leaves(access.Operation);
        body.At(access);
        if (Speculation.IsSafe(access.WhenNotNull))
        {
            var values = Wrapped();
            return [body.Function.And(receiver[0], values[0]), .. values.Skip(1)];
        }

        return body.Flow.If(
            receiver[0], Assigned.Variables(body.Frame, access.WhenNotNull), Types(type), Wrapped, () => body.Structs.Zeros(type));

        Value[] Wrapped() => Within(access, receiver, () => body.Expressions.Leaves(access.WhenNotNull) is var value
            && Is(access.WhenNotNull.Type) ? value : [body.Function.Bool(true), .. value]);
    }

    private Value[] Within(IConditionalAccessOperation access, IReadOnlyList<Value> receiver, Func<Value[]> lower)
    {
        var outer = _present;
        _present = body.Places.Keep(access, Value(body.ValueTypeOf(access.Operation)), [.. receiver.Skip(1)]);
        var values = lower();
        _present = outer;
        return values;
    }

    private static KernelType Value(KernelType nullable) => ((StructType)nullable).NullableValue!;
}
