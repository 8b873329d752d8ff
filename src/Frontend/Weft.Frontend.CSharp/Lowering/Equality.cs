using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>Equality of structs, number by number: that of <c>==</c> on tuples, and that of <c>Equals</c>, to which NaN equals itself.
/// </summary>
internal sealed class Equality(BodyLowering body)
{
    /// <summary><c>(a, b) == (c, d)</c>. All numbers are computed first.</summary>
    public Value Tuples(ITupleBinaryOperation op)
    {
        if (op.LeftOperand.Type is null || op.RightOperand.Type is null)
            throw body.Expressions.Unsupported(op, "Compare what may be null with null by itself.");
        var (left, right) = (body.ValueTypeOf(op.LeftOperand), body.ValueTypeOf(op.RightOperand));
        var (a, b) = (body.Expressions.Leaves(op.LeftOperand), body.Expressions.Leaves(op.RightOperand));
        body.At(op);
        return Negate(Operators(a, b, left, right, op), op.OperatorKind == BinaryOperatorKind.NotEquals);
    }

    /// <summary>As <c>Equals</c> of the type compares, which that of records and tuples does with each field.</summary>
    public Value Equals(IReadOnlyList<Value> a, IReadOnlyList<Value> b, KernelType type, IOperation source)
    {
        if (type is StructType { OwnEquals: true })
            throw body.Expressions.Unsupported(source, $"'{type.Spelling}' declares an Equals of its own: compare its fields.");
        if (type is StructType { InlineElement: not null })
            throw body.Expressions.Unsupported(source, "Inline arrays have no equality in .NET: compare spans of them with SequenceEqual.");
        if (type is StructType { NullableValue: not null })
            return new LiftedOperators(body).Equals(a, b, type, type, (x, y, value, _) => Equals(x, y, value, source));
        if (type is StructType fields && fields.Fields.Any(f => f.Type is StructType))
            return All(fields.Fields.Select(f => Equals(f.Of(a), f.Of(b), f.Type, source)));
        return All(type.Leaves.Select((leaf, i) => Equals(a[i], b[i], leaf.Type)));
    }

    public Value Negate(Value value, bool isNegated) => isNegated ? body.Function.Not(value) : value;

    private Value Operators(IReadOnlyList<Value> a, IReadOnlyList<Value> b, KernelType left, KernelType right, IOperation source) =>
        (left, right) switch
        {
            (ScalarType x, ScalarType y) => Same(a[0], b[0], x, y),
            (StructType { NullableValue: not null }, _) or (_, StructType { NullableValue: not null }) =>
                new LiftedOperators(body).Equals(a, b, left, right, (x, y, type, other) => Operators(x, y, type, other, source)),
            (StructType { IsTuple: true } x, StructType { IsTuple: true } y) when x.Fields.Count == y.Fields.Count =>
                All(x.Fields.Select((f, i) =>
                    Operators(f.Of(a), y.Fields[i].Of(b), f.Type, y.Fields[i].Type, source))),
            (StructType { IsRecord: true } x, StructType y) when x == y => Equals(a, b, x, source),
            _ => throw body.Expressions.Unsupported(source, "Compare tuples of numbers, or their fields one by one."),
        };

    private Value Same(Value a, Value b, ScalarType left, ScalarType right)
    {
        var common = ScalarType.Common(left, right);
        return body.Arithmetic.Binary(
            BinaryOperatorKind.Equals, body.Conversions.Convert(a, left, common), body.Conversions.Convert(b, right, common), common)!;
    }

    private Value Equals(Value a, Value b, ScalarType type)
    {
        if (!type.IsFloat) return Same(a, b, type, type);
        Value IsNaN(Value x) => body.Function.Add(new CmpFOp(CmpFPredicate.Uno, x, x));
        return body.Function.Add(new OrIOp(Same(a, b, type, type), body.Function.Add(new AndIOp(IsNaN(a), IsNaN(b)))));
    }

    private Value All(IEnumerable<Value> conditions) => conditions.Aggregate((x, y) => body.Function.Add(new AndIOp(x, y)));
}
