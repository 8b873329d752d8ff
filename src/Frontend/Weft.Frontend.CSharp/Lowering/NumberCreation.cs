using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary><c>byte.CreateSaturating(x)</c> and its like: conversions that say what becomes of numbers out of range.</summary>
internal sealed class NumberCreation(BodyLowering body)
{
    /// <summary>Null for other calls.</summary>
    public Value? TryLower(IInvocationOperation call)
    {
        if (call is not { TargetMethod: { IsStatic: true, IsGenericMethod: true } method, Arguments: [{ Value: var argument }] }
            || ScalarType.Of(method.ContainingType) is not { } to || ScalarType.Of(argument.Type) is not { } from) return null;
        return method.Name switch
        {
            "CreateChecked" => Checked(call, Value(), from, to),
            "CreateSaturating" => Saturated(Value(), from, to),
            // Of floats it gives what saturating gives.
            "CreateTruncating" => from.IsFloat ? Saturated(Value(), from, to) : body.Conversions.Convert(Value(), from, to),
            _ => null,
        };

        Value Value()
        {
            var value = body.Expressions.Lower(argument);
            body.At(call);
            return value;
        }
    }

    private Value Checked(IOperation source, Value value, ScalarType from, ScalarType to)
    {
        body.Function.Require(body.Checked.Fits(value, from, to), $"'{SourceText.Of(source)}' overflows '{to.Keyword}'");
        return body.Conversions.Convert(value, from, to);
    }

    private Value Saturated(Value value, ScalarType from, ScalarType to)
    {
        if (to.IsFloat) return body.Conversions.Convert(value, from, to);
        if (!from.IsFloat) return Clamped(value, from, to);
        // Conversions of floats saturate in 32 and 64 bits.
        var wide = to.Width < 32 ? ScalarType.Int32 : to;
        return Clamped(body.Conversions.Convert(value, from, wide), wide, to);
    }

    private Value Clamped(Value value, ScalarType from, ScalarType to)
    {
        var (source, target) = (Interval.Of(from), Interval.Of(to));
        if (source.Least < target.Least) value = Replaced(value, from, CmpIPredicate.Slt, target.Least);
        if (source.Most > target.Most) value = Replaced(value, from, from.IsSigned ? CmpIPredicate.Sgt : CmpIPredicate.Ugt, target.Most);
        return body.Conversions.Convert(value, from, to);
    }

    private Value Replaced(Value value, ScalarType type, CmpIPredicate isOutside, System.Numerics.BigInteger limit)
    {
        var bound = body.Function.Integer(limit, type.Ir);
        return body.Function.Add(new SelectOp(body.Function.Add(new CmpIOp(isOutside, value, bound)), bound, value));
    }
}
