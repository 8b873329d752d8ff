using System.Numerics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>The least and the greatest value that an integer expression can have.</summary>
internal readonly record struct Interval(BigInteger Least, BigInteger Most)
{
    public static Interval Of(ScalarType type)
    {
        var limit = BigInteger.One << (type.IsSigned ? type.Width - 1 : type.Width);
        return new(type.IsSigned ? -limit : BigInteger.Zero, limit - 1);
    }

    public static Interval Of(IOperation op)
    {
        var all = ScalarType.Of(op.Type) is { IsInteger: true } type ? Of(type) : new(long.MinValue, ulong.MaxValue);
        if (IntegerConstant.Of(op) is { } constant) return new(constant, constant);
        var inside = op switch
        {
            IPropertyReferenceOperation property when Arrays.IsExtent(property) => new(0, all.Most),
            IInvocationOperation call when Arrays.IsExtent(call) => new(0, all.Most),
            IConversionOperation conversion when ScalarType.Of(conversion.Operand.Type) is { IsInteger: true } => Of(conversion.Operand),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => Of(sum.LeftOperand) + Of(sum.RightOperand),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract } gap => Of(gap.LeftOperand) - Of(gap.RightOperand),
            _ => all,
        };
        // What leaves the type's range wraps around and can be anything.
        return all.Contains(inside) ? inside : all;
    }

    public bool Contains(Interval other) => Least <= other.Least && other.Most <= Most;

    public static Interval operator +(Interval a, Interval b) => new(a.Least + b.Least, a.Most + b.Most);

    public static Interval operator -(Interval a, Interval b) => new(a.Least - b.Most, a.Most - b.Least);
}
