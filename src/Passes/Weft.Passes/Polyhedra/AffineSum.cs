using System.Collections.Immutable;
using Weft.IR;

namespace Weft.Passes;

/// <summary>A sum of multiples of counters and symbols, and a constant.</summary>
internal sealed record AffineSum(ImmutableDictionary<Value, long> Factors, long Offset)
{
    public static AffineSum Of(Value value) => new(ImmutableDictionary<Value, long>.Empty.Add(value, 1), 0);

    public static AffineSum Constant(long value) => new(ImmutableDictionary<Value, long>.Empty, value);

    /// <summary>The results of a map; null where one has a quotient.</summary>
    public static IReadOnlyList<AffineSum>? Of(AffineValueMap map)
    {
        var normal = map.Normalized();
        var flattener = new AffineFlattener(normal.Map.DimCount, normal.Map.SymbolCount);
        if (ConstraintSystem.Flatten(normal.Map, flattener) is not { } forms || flattener.Locals.Count > 0) return null;
        return forms.ConvertAll(form => normal.Operands.Select((v, i) => Of(v) * form.Inputs[i])
            .Aggregate(Constant(form.Constant), (sum, term) => sum + term));
    }

    /// <summary>What a row of a system adds up to.</summary>
    public static AffineSum Of(ConstraintSystem system, long[] row) => Enumerable.Range(0, system.InputCount)
        .Aggregate(Constant(row[^1]), (sum, i) => row[i] == 0 ? sum : sum + (Of(system.Values[i]!) * row[i]));

    public long this[Value value] => Factors.GetValueOrDefault(value);

    public AffineSum Without(Value value) => this with { Factors = Factors.Remove(value) };

    /// <summary>With a sum in the place of a value.</summary>
    public AffineSum With(Value value, AffineSum replacement) => Without(value) + (replacement * this[value]);

    /// <summary>The sum over dimensions that are values.</summary>
    public AffineExpr ToExpr(List<Value> dims) => Factors.OrderBy(f => dims.IndexOf(f.Key))
        .Aggregate(AffineExpr.Constant(0), (sum, f) => sum + (AffineExpr.Dim(dims.IndexOf(f.Key)) * f.Value)) + Offset;

    public static AffineSum operator +(AffineSum a, AffineSum b)
    {
        var factors = a.Factors.ToBuilder();
        foreach (var (value, factor) in b.Factors)
        {
            var sum = checked(factors.GetValueOrDefault(value) + factor);
            if (sum == 0) factors.Remove(value);
            else factors[value] = sum;
        }

        return new(factors.ToImmutable(), checked(a.Offset + b.Offset));
    }

    public static AffineSum operator +(AffineSum a, long b) => a with { Offset = checked(a.Offset + b) };

    public static AffineSum operator -(AffineSum a, AffineSum b) => a + (b * -1);

    public static AffineSum operator *(AffineSum a, long b) => b == 0 ? Constant(0)
        : new(a.Factors.ToImmutableDictionary(f => f.Key, f => checked(f.Value * b)), checked(a.Offset * b));

    public override string ToString() => string.Join(" + ", Factors.Select(f => $"{f.Value} {f.Key}").Append($"{Offset}"));
}

/// <summary>Sums as rows of a system.</summary>
internal static class AffineSumRows
{
    extension(ConstraintSystem system)
    {
        /// <summary>Adds that a sum is at least 0; values without a column get one, with what is known of them.</summary>
        public void Require(AffineSum sum)
        {
            foreach (var value in sum.Factors.Keys) system.AddInput(value);
            system.AddInequality(system.RowOf(sum));
        }

        /// <summary>The least value that a sum has; null where nothing limits it, or symbols do.</summary>
        public long? LeastOf(AffineSum sum)
        {
            var system2 = system.Copy();
            foreach (var value in sum.Factors.Keys) system2.AddInput(value);
            return system2.LeastOf(system2.RowOf(sum));
        }

        /// <summary>As the other, of a row; the system is not used any more.</summary>
        public long? LeastOf(long[] row)
        {
            system.InsertDims(0, [null]);
            system.AddEquality([1, .. row.Negated]);
            return system.ConstantBound(BoundKind.Lower, 0);
        }

        private long[] RowOf(AffineSum sum)
        {
            var row = system.NewRow();
            foreach (var (value, factor) in sum.Factors) row[system.Find(value)] = factor;
            row[^1] = sum.Offset;
            return row;
        }
    }
}
