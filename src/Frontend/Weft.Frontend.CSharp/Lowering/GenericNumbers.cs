using System;
using System.Numerics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>What numbers have for generic code: <c>T.Zero</c>, <c>T.MaxValue</c>, <c>T.CreateChecked(x)</c>, <c>x.CompareTo(y)</c>.
/// </summary>
internal sealed class GenericNumbers(BodyLowering body)
{
    /// <summary>The value of a static property of a number type; null when kernels have none of the name.</summary>
    public Value? Property(IPropertyReferenceOperation property, ScalarType type)
    {
        var name = property.Property.Name;
        if (name == "Radix") return body.Function.Integer(2, body.TypeOf(property).Ir);
        if (type.IsFloat) return Float(name, type.Width) is { } number ? body.Function.Float(number, type.Ir) : null;
        return type.IsInteger && Integer(name, type) is { } integer ? body.Function.Integer(integer, type.Ir) : null;
    }

    /// <summary>The value of a call; null for other functions.</summary>
    public Value? Call(IInvocationOperation call, IMethodSymbol method)
    {
        if (call.Arguments is not [{ Value: var argument }] || body.NumberOf(call.Type) is not { } to) return null;
        if (body.NumberOf(argument.Type) is not { } from) return null;
        switch (method.Name)
        {
            case "CreateChecked" or "CreateSaturating" or "CreateTruncating" when method.IsGenericMethod && IsNumber(method):
            case "ConvertToInteger" when method.IsGenericMethod && from.IsFloat:
                var value = body.Expressions.Lower(argument);
                body.At(call);
                return Create(call, method.Name, value, from, to);
            case "CompareTo" when call.Instance is { } instance && body.NumberOf(instance.Type) == from && !from.IsBool:
                var (x, y) = (body.Expressions.Lower(instance), body.Expressions.Lower(argument));
                body.At(call);
                return Compare(x, y, from);
            default:
                return null;
        }
    }

    private static bool IsNumber(IMethodSymbol method) =>
        ScalarType.Of(method.ContainingType) is not null || method.ContainingType.Name == "INumberBase";

    private Value Create(IInvocationOperation call, string how, Value value, ScalarType from, ScalarType to)
    {
        if (how == "CreateChecked")
            body.Operators.Require(call, body.Checked.Fits(value, from, to), to);
        else if (from.IsFloat && to is { IsInteger: true, Width: < 32 })
            return Create(call, "CreateSaturating", body.Conversions.Convert(value, from, ScalarType.Int32), ScalarType.Int32, to);
        else if (how == "CreateSaturating" && from.IsInteger && to.IsInteger)
            value = Clamp(value, from, Interval.Of(to));
        return body.Conversions.Convert(value, from, to);
    }

    private Value Clamp(Value value, ScalarType type, Interval bounds)
    {
        var all = Interval.Of(type);
        if (all.Most > bounds.Most) value = Nearer(new MinSIOp(value, Bound(bounds.Most)), new MinUIOp(value, Bound(bounds.Most)));
        if (all.Least < bounds.Least) value = Nearer(new MaxSIOp(value, Bound(bounds.Least)), new MaxUIOp(value, Bound(bounds.Least)));
        return value;

        Value Bound(BigInteger bound) => body.Function.Integer(bound, type.Ir);
        Value Nearer(Weft.IR.Operation signed, Weft.IR.Operation unsigned) => body.Function.Add(type.IsSigned ? signed : unsigned);
    }

    // Small integers give their difference. NaN is below all others.
    private Value Compare(Value x, Value y, ScalarType type)
    {
        if (type.IsInteger && type.Width < 32)
            return body.Function.Add(new SubIOp(
                body.Conversions.Convert(x, type, ScalarType.Int32), body.Conversions.Convert(y, type, ScalarType.Int32)));
        var (above, equal) = (Is(BinaryOperatorKind.GreaterThan), Is(BinaryOperatorKind.Equals));
        if (type.IsFloat)
        {
            above = body.Function.Add(new OrIOp(above, body.Function.Add(new AndIOp(body.Function.Not(IsNaN(x)), IsNaN(y)))));
            equal = body.Function.Add(new OrIOp(equal, body.Function.Add(new AndIOp(IsNaN(x), IsNaN(y)))));
        }

        var rest = body.Function.Add(new SelectOp(equal, Sign(0), Sign(-1)));
        return body.Function.Add(new SelectOp(above, Sign(1), rest));

        Value Is(BinaryOperatorKind kind) => body.Arithmetic.Binary(kind, x, y, type)!;
        Value IsNaN(Value value) => body.Function.Add(new CmpFOp(CmpFPredicate.Uno, value, value));
        Value Sign(int sign) => body.Function.Integer(sign, IntegerType.I32);
    }

    private static BigInteger? Integer(string name, ScalarType type) => name switch
    {
        "Zero" or "AdditiveIdentity" => 0,
        "One" or "MultiplicativeIdentity" => 1,
        "NegativeOne" or "AllBitsSet" => -1,
        "MinValue" => Interval.Of(type).Least,
        "MaxValue" => Interval.Of(type).Most,
        _ => null,
    };

    private static double? Float(string name, int width) => name switch
    {
        "Zero" or "AdditiveIdentity" => 0,
        "One" or "MultiplicativeIdentity" => 1,
        "NegativeOne" => -1,
        "NegativeZero" => -0.0,
        "NaN" => double.NaN,
        "PositiveInfinity" => double.PositiveInfinity,
        "NegativeInfinity" => double.NegativeInfinity,
        "E" => Math.E,
        "Pi" => Math.PI,
        "Tau" => 2 * Math.PI,
        "MaxValue" => width switch { 16 => 65504, 32 => float.MaxValue, _ => double.MaxValue },
        "MinValue" => width switch { 16 => -65504, 32 => float.MinValue, _ => double.MinValue },
        "Epsilon" => width switch { 16 => Math.Pow(2, -24), 32 => float.Epsilon, _ => double.Epsilon },
        _ => null,
    };
}
