using System.Numerics;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>Conversions between numbers as C# does them without <c>checked</c>.</summary>
internal sealed class Conversions(FunctionBuilder function)
{
    public Value Convert(Value value, ScalarType from, ScalarType to)
    {
        if (from.Ir == to.Ir) return value;
        if (from.IsFloat) return to.IsFloat ? FloatToFloat(value, from, to) : FloatToInteger(value, from, to);
        return to.IsFloat ? IntegerToFloat(value, from, to) : IntegerToInteger(value, from, to);
    }

    private Value IntegerToInteger(Value value, ScalarType from, ScalarType to)
    {
        if (value.Def is ConstantOp { Value: IntegerAttr { Value: var constant } })
            return function.Integer(from.IsSigned ? constant : IntegerBits.Unsigned(constant, from.Width), to.Ir);
        if (from.Ir is IndexType) return function.Add(new IndexCastOp(value, to.Ir));
        if (to.Ir is IndexType) return function.Add(from.IsSigned ? new IndexCastOp(value, to.Ir) : new IndexCastUIOp(value, to.Ir));
        if (from.Width > to.Width) return function.Add(new TruncIOp(value, to.Ir));
        return function.Add(from.IsSigned ? new ExtSIOp(value, to.Ir) : new ExtUIOp(value, to.Ir));
    }

    private Value FloatToFloat(Value value, ScalarType from, ScalarType to) =>
        function.Add(from.Width < to.Width ? new ExtFOp(value, to.Ir) : new TruncFOp(value, to.Ir));

    private Value IntegerToFloat(Value value, ScalarType from, ScalarType to)
    {
        if (from.Ir is IndexType) return IntegerToFloat(IntegerToInteger(value, from, ScalarType.Int64), ScalarType.Int64, to);
        // Half has no conversions from integers of its own: they go through float.
        if (to.Width < 32) return FloatToFloat(IntegerToFloat(value, from, ScalarType.Single), ScalarType.Single, to);
        return function.Add(from.IsSigned ? new SIToFPOp(value, to.Ir) : new UIToFPOp(value, to.Ir));
    }

    private Value FloatToInteger(Value value, ScalarType from, ScalarType to)
    {
        if (from.Width < 32) return FloatToInteger(FloatToFloat(value, from, ScalarType.Single), ScalarType.Single, to);
        // .NET converts to a 32-bit integer first and drops its high bits.
        if (to.Width < 32) return IntegerToInteger(Saturate(value, ScalarType.Int32), ScalarType.Int32, to);
        if (to.Ir is IndexType) return IntegerToInteger(Saturate(value, ScalarType.Int64), ScalarType.Int64, to);
        return Saturate(value, to);
    }

    // Toward zero; values out of range give the nearest bound and NaN gives 0. What goes into arith.fptosi is always in range.
    private Value Saturate(Value value, ScalarType to)
    {
        var limit = BigInteger.One << (to.IsSigned ? to.Width - 1 : to.Width);
        var (least, most) = (to.IsSigned ? -limit : BigInteger.Zero, limit - 1);
        var low = function.Float((double)least, value.Type);
        var high = function.Float((double)limit, value.Type);
        var notBelow = function.Add(new CmpFOp(CmpFPredicate.Oge, value, low));
        var notAbove = function.Add(new CmpFOp(CmpFPredicate.Olt, value, high));
        var inRange = function.Add(new AndIOp(notBelow, notAbove));
        var safe = function.Add(new SelectOp(inRange, value, function.Zero(value.Type)));
        var whole = function.Add(to.IsSigned ? new FPToSIOp(safe, to.Ir) : new FPToUIOp(safe, to.Ir));
        var isAbove = function.Add(new CmpFOp(CmpFPredicate.Oge, value, high));
        var capped = function.Add(new SelectOp(isAbove, function.Integer(most, to.Ir), whole));
        if (!to.IsSigned) return capped;
        var isBelow = function.Add(new CmpFOp(CmpFPredicate.Olt, value, low));
        return function.Add(new SelectOp(isBelow, function.Integer(least, to.Ir), capped));
    }
}
