using System.Collections.Immutable;
using System.Numerics;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>How an array goes on beyond its edges; their names in lower case are their spellings.</summary>
internal enum BoundaryMode
{
    /// <summary>It does not: an index out of range is an error.</summary>
    None,

    /// <summary>With the element at the edge: <c>a a | a b c | c c</c>.</summary>
    Clamp,

    /// <summary>With zeros: <c>0 0 | a b c | 0 0</c>.</summary>
    Zero,

    /// <summary>From its other end: <c>b c | a b c | a b</c>.</summary>
    Wrap,

    /// <summary>Backwards, without the edge twice: <c>c b | a b c | b a</c>.</summary>
    Mirror,
}

/// <summary><c>img.clamp[y - 1, x]</c> as an element whose subscripts are in range, or a choice of one and zero.</summary>
internal static class BoundaryElement
{
    public static IEnumerable<string> Modes => Enum.GetNames<BoundaryMode>().Skip(1).Select(name => name.ToLowerInvariant());

    public static BoundaryMode? ModeOf(string name) => Modes.Contains(name) ? Enum.Parse<BoundaryMode>(name, ignoreCase: true) : null;

    public static BoundExpression Of(VariableSymbol array, ImmutableArray<BoundExpression> subscripts, BoundaryMode mode, Location location)
    {
        if (mode == BoundaryMode.None)
            return subscripts.All(subscript => subscript is BoundLiteral)
                ? Constant(array, subscripts, location)
                : new BoundElement(array, subscripts, location);
        var zero = new BoundLiteral(Symbols.Constant.Index(0), location);
        var one = new BoundLiteral(Symbols.Constant.Index(1), location);
        if (mode == BoundaryMode.Zero) return ZeroOutside();
        return new BoundElement(array, [.. subscripts.Select(Inside)], location);

        BoundExpression Inside(BoundExpression index, int axis)
        {
            var extent = new BoundExtent(array, axis, location);
            var last = Binary(BinaryOperator.Subtract, extent, one);
            return mode switch
            {
                BoundaryMode.Clamp => Math(MathFunction.Max, Math(MathFunction.Min, index, last), zero),
                BoundaryMode.Wrap => Modulo(index, extent),
                _ => Mirrored(index, extent, last),
            };
        }

        // Goes up to the last element and down again, in 2 * (extent - 1) steps.
        BoundExpression Mirrored(BoundExpression index, BoundExpression extent, BoundExpression last)
        {
            var both = Binary(BinaryOperator.Add, last, last);
            var period = Math(MathFunction.Max, both, one);
            var place = Modulo(index, period);
            return new BoundConditional(
                Compare(BinaryOperator.Less, place, extent), place, Binary(BinaryOperator.Subtract, period, place), index.Type, location);
        }

        // The remainder from 0 up, also of negative numbers.
        BoundExpression Modulo(BoundExpression index, BoundExpression count)
        {
            var remainder = Binary(BinaryOperator.Remainder, index, count);
            return new BoundConditional(
                Compare(BinaryOperator.Less, remainder, zero),
                Binary(BinaryOperator.Add, remainder, count),
                remainder,
                index.Type,
                location);
        }

        BoundExpression ZeroOutside()
        {
            var inside = subscripts.Select(InRange).Aggregate((left, right) => new BoundLogical(IsOr: false, left, right, location));
            var element = new BoundElement(array, subscripts, location);
            var nothing = new BoundLiteral(
                array.Element.IsFloat ? Symbols.Constant.Of(array.Element, 0.0) : Symbols.Constant.Of(array.Element, BigInteger.Zero), location);
            return new BoundConditional(inside, element, nothing, element.Type, location);
        }

        BoundLogical InRange(BoundExpression index, int axis) => new(
            IsOr: false,
            Compare(BinaryOperator.GreaterEqual, index, zero),
            Compare(BinaryOperator.Less, index, new BoundExtent(array, axis, location)),
            location);

        BoundBinary Binary(BinaryOperator op, BoundExpression left, BoundExpression right) => new(op, left, right, left.Type, location);

        BoundBinary Compare(BinaryOperator op, BoundExpression left, BoundExpression right) =>
            new(op, left, right, new ScalarType(ElementType.Bool), location);

        BoundMath Math(MathFunction function, BoundExpression left, BoundExpression right) =>
            new(function, [left, right], left.Type, location);
    }

    /// <summary>An element of an array of constants at a place that is a number is a number itself.</summary>
    private static BoundExpression Constant(VariableSymbol array, ImmutableArray<BoundExpression> subscripts, Location location)
    {
        long place = 0;
        if (array.Values.IsEmpty) return new BoundElement(array, subscripts, location);
        foreach (var (subscript, dimension) in subscripts.Zip(((ArrayType)array.Type).Dimensions))
        {
            var (index, extent) = (((BoundLiteral)subscript).Value.Integer, ((ShapeExpr.Literal)dimension).Value);
            if (index < 0 || index >= extent) return new BoundElement(array, subscripts, location);
            place = (place * extent) + (long)index;
        }

        return new BoundLiteral(array.Values[(int)place], location);
    }
}
