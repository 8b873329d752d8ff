using System.Numerics;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>What C# checks in a <c>checked</c> context: whether the exact result of integer arithmetic or of a conversion is one of its
/// type. All conditions hold or fail without faults of their own.</summary>
internal sealed class CheckedArithmetic(FunctionBuilder function, Conversions conversions)
{
    /// <summary>Whether the operator's result is the exact one; null when it always is.</summary>
    public Value? Fits(BinaryOperatorKind kind, Value lhs, Value rhs, ScalarType type)
    {
        if (!type.IsInteger) return null;
        if (type.Ir is IndexType)
        {
            var (a, b) = (conversions.Convert(lhs, type, ScalarType.Int64), conversions.Convert(rhs, type, ScalarType.Int64));
            return Fits(kind, a, b, ScalarType.Int64);
        }

        return kind switch
        {
            BinaryOperatorKind.Add when type.IsSigned => SignsAgree(lhs, rhs, function.Add(new AddIOp(lhs, rhs))),
            BinaryOperatorKind.Add => Compare(CmpIPredicate.Uge, function.Add(new AddIOp(lhs, rhs)), lhs),
            BinaryOperatorKind.Subtract when type.IsSigned => DifferenceFits(lhs, rhs),
            BinaryOperatorKind.Subtract => Compare(CmpIPredicate.Uge, lhs, rhs),
            BinaryOperatorKind.Multiply => ProductFits(lhs, rhs, type),
            _ => null,
        };
    }

    /// <summary>Whether the negative of a number is one of its type: not that of the least, and without signs only that of zero.</summary>
    public Value? NegativeFits(Value operand, ScalarType type) => !type.IsInteger ? null
        : Compare(type.IsSigned ? CmpIPredicate.Ne : CmpIPredicate.Eq, operand, function.Integer(Interval.Of(type).Least, type.Ir));

    /// <summary>Whether a conversion gives the number itself, without its fraction; null when it always does.</summary>
    public Value? Fits(Value value, ScalarType from, ScalarType to)
    {
        if (!to.IsInteger) return null;
        if (from.IsFloat && from.Width < 32) return Fits(conversions.Convert(value, from, ScalarType.Single), ScalarType.Single, to);
        if (from.IsFloat) return Truncated(value, from, to);
        if (!from.IsInteger) return null;
        var (source, target) = (Interval.Of(from), Interval.Of(to));
        var notBelow = source.Least < target.Least
            ? Compare(CmpIPredicate.Sge, value, function.Integer(target.Least, from.Ir)) : null;
        if (source.Most <= target.Most) return notBelow;
        var notAbove = Compare(
            from.IsSigned ? CmpIPredicate.Sle : CmpIPredicate.Ule, value, function.Integer(target.Most, from.Ir));
        return notBelow is null ? notAbove : function.And(notBelow, notAbove);
    }

    // Between the numbers next to the type's on either side, both left out. Where the lower one is no float, the least number itself
    // is the next: it is a power of two.
    private Value Truncated(Value value, ScalarType from, ScalarType to)
    {
        var (least, most) = Interval.Of(to);
        var below = least - 1;
        var isExact = Rounds(below, from) == below;
        var notBelow = Compare(isExact ? CmpFPredicate.Ogt : CmpFPredicate.Oge, value, (double)(isExact ? below : least));
        return function.And(notBelow, Compare(CmpFPredicate.Olt, value, (double)(most + 1)));
    }

    private static BigInteger Rounds(BigInteger number, ScalarType type) =>
        type.Width == 32 ? (BigInteger)(float)number : (BigInteger)(double)number;

    // A sum overflows where both sides have one sign and the sum the other.
    private Value SignsAgree(Value lhs, Value rhs, Value sum)
    {
        var differ = function.Add(new AndIOp(function.Add(new XOrIOp(lhs, sum)), function.Add(new XOrIOp(rhs, sum))));
        return Compare(CmpIPredicate.Sge, differ, function.Zero(sum.Type));
    }

    private Value DifferenceFits(Value lhs, Value rhs)
    {
        var difference = function.Add(new SubIOp(lhs, rhs));
        var differ = function.Add(new AndIOp(function.Add(new XOrIOp(lhs, rhs)), function.Add(new XOrIOp(lhs, difference))));
        return Compare(CmpIPredicate.Sge, differ, function.Zero(difference.Type));
    }

    // The high half says nothing that the low half does not.
    private Value ProductFits(Value lhs, Value rhs, ScalarType type)
    {
        if (!type.IsSigned) return Compare(CmpIPredicate.Eq, function.Insert(new MulUIExtendedOp(lhs, rhs)).High, function.Zero(type.Ir));
        var product = function.Insert(new MulSIExtendedOp(lhs, rhs));
        var sign = function.Add(new ShRSIOp(product.Low, function.Integer(type.Width - 1, type.Ir)));
        return Compare(CmpIPredicate.Eq, product.High, sign);
    }

    private Value Compare(CmpIPredicate predicate, Value a, Value b) => function.Add(new CmpIOp(predicate, a, b));

    private Value Compare(CmpFPredicate predicate, Value a, double bound) =>
        function.Add(new CmpFOp(predicate, a, function.Float(bound, a.Type)));
}
