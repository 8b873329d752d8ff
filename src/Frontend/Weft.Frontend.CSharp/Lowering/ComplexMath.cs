using System.Collections.Generic;
using System.Collections.Immutable;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>Complex: formulas that round as .NET's do, to the bit. An operand of one number is a double.</summary>
internal static class ComplexMath
{
    public static readonly ImmutableDictionary<(string Name, int Operands), VectorMath.Formula> Table =
        new (string Name, int Operands, VectorMath.Formula Formula)[]
        {
            ("op_Addition", 2, static (m, x) => Add(m, x[0], x[1])),
            ("op_Subtraction", 2, static (m, x) => Subtract(m, x[0], x[1])),
            ("op_Multiply", 2, static (m, x) => Multiply(m, x[0], x[1])),
            ("op_Division", 2, static (m, x) => Divide(m, x[0], x[1])),
            ("op_UnaryNegation", 1, static (m, x) => [m.Negate(x[0][0]), m.Negate(x[0][1])]),
            ("op_Equality", 2, static (m, x) =>
                [m.And(m.Compare(CmpFPredicate.Oeq, x[0][0], x[1][0]), m.Compare(CmpFPredicate.Oeq, x[0][1], x[1][1]))]),
            ("Conjugate", 1, static (m, x) => [x[0][0], m.Negate(x[0][1])]),
            ("Exp", 1, static (m, x) => Polar(m, m.Exp(x[0][0]), x[0][1])),
            ("FromPolarCoordinates", 2, static (m, x) => Polar(m, x[0][0], x[1][0])),
            ("Phase", 1, static (m, x) => [m.Atan2(x[0][1], x[0][0])]),
        }.ToImmutableDictionary(row => (row.Name, row.Operands), row => row.Formula);

    private static Value[] Add(FloatMath m, Value[] a, Value[] b) => (a, b) switch
    {
        ([var x], [var u, var v]) => [m.Add(x, u), v],
        ([var x, var y], [var u]) => [m.Add(x, u), y],
        _ => [m.Add(a[0], b[0]), m.Add(a[1], b[1])],
    };

    private static Value[] Subtract(FloatMath m, Value[] a, Value[] b) => (a, b) switch
    {
        ([var x], [var u, var v]) => [m.Subtract(x, u), m.Negate(v)],
        ([var x, var y], [var u]) => [m.Subtract(x, u), y],
        _ => [m.Subtract(a[0], b[0]), m.Subtract(a[1], b[1])],
    };

    private static Value[] Multiply(FloatMath m, Value[] a, Value[] b) => (a, b) switch
    {
        ([var x], [_, _]) => IfFinite(m, b, m.Multiply(b[0], x), m.Multiply(b[1], x)),
        ([_, _], [var u]) => IfFinite(m, a, m.Multiply(a[0], u), m.Multiply(a[1], u)),
        _ =>
        [
            m.Subtract(m.Multiply(a[0], b[0]), m.Multiply(a[1], b[1])),
            m.Add(m.Multiply(a[1], b[0]), m.Multiply(a[0], b[1])),
        ],
    };

    private static Value[] Divide(FloatMath m, Value[] a, Value[] b)
    {
        if (b is [var divisor])
        {
            var (isZero, nan) = (m.Compare(CmpFPredicate.Oeq, divisor, m.Number(0, divisor.Type)), m.Number(double.NaN, divisor.Type));
            return IfFinite(
                m, a, m.Select(isZero, nan, m.Divide(a[0], divisor)), m.Select(isZero, nan, m.Divide(a[1], divisor)));
        }

        // By the larger part of the divisor, so that nothing overflows on the way.
        var isWide = m.Compare(CmpFPredicate.Olt, m.Abs(b[1]), m.Abs(b[0]));
        var (large, small) = (m.Select(isWide, b[0], b[1]), m.Select(isWide, b[1], b[0]));
        var ratio = m.Divide(small, large);
        var whole = m.Add(large, m.Multiply(small, ratio));
        Value Part(Value wide, Value other) => m.Divide(m.Select(isWide, wide, other), whole);
        if (a is [var x]) return [Part(x, m.Multiply(x, ratio)), Part(m.Multiply(m.Negate(x), ratio), m.Negate(x))];
        return
        [
            Part(m.Add(a[0], m.Multiply(a[1], ratio)), m.Add(a[1], m.Multiply(a[0], ratio))),
            Part(m.Subtract(a[1], m.Multiply(a[0], ratio)), m.Add(m.Negate(a[0]), m.Multiply(a[1], ratio))),
        ];
    }

    private static Value[] Polar(FloatMath m, Value size, Value angle) => [m.Multiply(size, m.Cos(angle)), m.Multiply(size, m.Sin(angle))];

    // With a double, each part becomes NaN when the other one is not finite.
    private static Value[] IfFinite(FloatMath m, Value[] z, Value real, Value imaginary)
    {
        var nan = m.Number(double.NaN, real.Type);
        return [m.Select(m.IsFinite(z[1]), real, nan), m.Select(m.IsFinite(z[0]), imaginary, nan)];
    }
}
