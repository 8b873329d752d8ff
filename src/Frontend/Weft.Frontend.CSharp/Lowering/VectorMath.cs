using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>Vector2, Vector3 and Vector4: formulas that round as .NET's do, to the bit.</summary>
internal static class VectorMath
{
    /// <summary>The numbers of a result, from those of the operands.</summary>
    public delegate Value[] Formula(FloatMath math, IReadOnlyList<Value[]> x);

    /// <summary>By the name of the function or operator, and how many operands it has.</summary>
    public static readonly ImmutableDictionary<(string Name, int Operands), Formula> Table =
        new (string Name, int Operands, Formula Formula)[]
        {
            ("op_Addition", 2, (m, x) => Each(x, v => m.Add(v[0], v[1]))),
            ("op_Subtraction", 2, (m, x) => Each(x, v => m.Subtract(v[0], v[1]))),
            ("op_Multiply", 2, (m, x) => Each(x, v => m.Multiply(v[0], v[1]))),
            ("op_Division", 2, (m, x) => Each(x, v => m.Divide(v[0], v[1]))),
            ("op_UnaryNegation", 1, (m, x) => Each(x, v => m.Negate(v[0]))),
            ("op_UnaryPlus", 1, (m, x) => x[0]),
            ("op_Equality", 2, (m, x) => [AllEqual(m, x)]),
            ("Abs", 1, (m, x) => Each(x, v => m.Abs(v[0]))),
            ("Min", 2, (m, x) => Each(x, v => m.Min(v[0], v[1]))),
            ("Max", 2, (m, x) => Each(x, v => m.Max(v[0], v[1]))),
            ("Clamp", 3, (m, x) => Each(x, v => m.Min(m.Max(v[0], v[1]), v[2]))),
            ("SquareRoot", 1, (m, x) => Each(x, v => m.Sqrt(v[0]))),
            ("Lerp", 3, (m, x) => Each(x, v => m.MultiplyAdd(v[0], m.Subtract(m.Number(1, v[2].Type), v[2]), m.Multiply(v[1], v[2])))),
            ("Dot", 2, (m, x) => [Dot(m, x[0], x[1])]),
            ("Cross", 2, (m, x) => Cross(m, x[0], x[1])),
            ("LengthSquared", 1, (m, x) => [Dot(m, x[0], x[0])]),
            ("Length", 1, (m, x) => [Length(m, x[0])]),
            ("DistanceSquared", 2, (m, x) => [Square(m, Difference(m, x))]),
            ("Distance", 2, (m, x) => [Length(m, Difference(m, x))]),
            ("Normalize", 1, (m, x) => Each([x[0], [Length(m, x[0])]], v => m.Divide(v[0], v[1]))),
            ("Reflect", 2, (m, x) => Reflect(m, x[0], x[1])),
        }.ToImmutableDictionary(row => (row.Name, row.Operands), row => row.Formula);

    // A number stands beside each number of a vector.
    private static Value[] Each(IReadOnlyList<Value[]> x, System.Func<Value[], Value> formula) =>
        [.. Enumerable.Range(0, x.Max(v => v.Length)).Select(i => formula([.. x.Select(v => v[v.Length == 1 ? 0 : i])]))];

    private static Value AllEqual(FloatMath m, IReadOnlyList<Value[]> x) =>
        Each(x, v => m.Compare(CmpFPredicate.Oeq, v[0], v[1])).Aggregate(m.And);

    // In pairs, as processors do it; a number that is missing from the last pair is 0.
    private static Value Dot(FloatMath m, Value[] a, Value[] b)
    {
        Value Product(int i) => i < a.Length ? m.Multiply(a[i], b[i]) : m.Number(0, a[0].Type);
        var first = m.Add(Product(0), Product(1));
        return m.Add(first, a.Length == 2 ? m.Number(0, a[0].Type) : m.Add(Product(2), Product(3)));
    }

    private static Value Square(FloatMath m, Value[] a) => Dot(m, a, a);

    private static Value Length(FloatMath m, Value[] a) => m.Sqrt(Square(m, a));

    private static Value[] Difference(FloatMath m, IReadOnlyList<Value[]> x) => Each(x, v => m.Subtract(v[0], v[1]));

    private static Value[] Cross(FloatMath m, Value[] a, Value[] b)
    {
        Value Turn(int i, int j) => m.Subtract(m.Multiply(a[i], b[j]), m.Multiply(a[j], b[i]));
        return [Turn(1, 2), Turn(2, 0), Turn(0, 1)];
    }

    private static Value[] Reflect(FloatMath m, Value[] a, Value[] normal)
    {
        var twice = m.Multiply(m.Number(-2, a[0].Type), Dot(m, a, normal));
        return Each([a, normal, [twice]], v => m.MultiplyAdd(v[2], v[1], v[0]));
    }
}
