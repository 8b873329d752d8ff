using System.Collections.Immutable;
using Weft.IR;

namespace Weft.Passes;

/// <summary>A sum of multiples of counters and symbols, and a constant. The order of the terms says nothing, but it is kept, so that what
/// is written from them is always the same.</summary>
internal sealed record AffineSum(ImmutableArray<AffineTerm> Terms, long Offset)
{
    public static AffineSum Of(Value value) => new([new(value, 1)], 0);

    public static AffineSum Constant(long value) => new([], value);

    /// <summary>The results of a map; null where one has a quotient.</summary>
    public static IReadOnlyList<AffineSum>? Of(AffineValueMap map)
    {
        var normal = map.Normalized();
        var flattener = new AffineFlattener(normal.Map.DimCount, normal.Map.SymbolCount);
        if (ConstraintSystem.Flatten(normal.Map, flattener) is not { } forms || flattener.Locals.Count > 0) return null;
        return forms.ConvertAll(form => new AffineSum(
            [.. normal.Operands.Select((v, i) => new AffineTerm(v, form.Inputs[i])).Where(term => term.Factor != 0)], form.Constant));
    }

    /// <summary>A map whose results are sums.</summary>
    public static AffineValueMap ToMap(IReadOnlyList<AffineSum> sums)
    {
        var operands = sums.SelectMany(sum => sum.Values).Distinct().ToList();
        return new AffineValueMap(new AffineMap(operands.Count, 0, sums.Select(sum => sum.ToExpr(operands)).ToSequence()), operands)
            .Canonicalized();
    }

    /// <summary>What a row of a system adds up to.</summary>
    public static AffineSum Of(ConstraintSystem system, long[] row) => new(
        [.. Enumerable.Range(0, system.InputCount).Where(i => row[i] != 0).Select(i => new AffineTerm(system.Values[i]!, row[i]))], row[^1]);

    public IEnumerable<Value> Values => Terms.Select(term => term.Value);

    public bool IsConstant => Terms.IsEmpty;

    public long this[Value value] => Terms.FirstOrDefault(term => term.Value == value)?.Factor ?? 0;

    public AffineSum Without(Value value) => this with { Terms = Terms.RemoveAll(term => term.Value == value) };

    /// <summary>With a sum in the place of a value.</summary>
    public AffineSum With(Value value, AffineSum replacement) => Without(value) + (replacement * this[value]);

    public bool IsSameAs(AffineSum other) => Offset == other.Offset && (this - other).IsConstant;

    /// <summary>The sum over dimensions that are values.</summary>
    public AffineExpr ToExpr(List<Value> dims) => Terms.OrderBy(term => dims.IndexOf(term.Value)).Aggregate(
        AffineExpr.Constant(0), (sum, term) => sum + (AffineExpr.Dim(dims.IndexOf(term.Value)) * term.Factor)) + Offset;

    /// <summary>A number, the value that it is, or arithmetic that computes it.</summary>
    public MixedIndex At(Builder builder) => this switch
    {
        { IsConstant: true } => Offset,
        { Terms: [(var value, 1)], Offset: 0 } => value,
        _ => builder.Add(new AffineApplyOp(ToMap([this]))),
    };

    public static AffineSum operator +(AffineSum a, AffineSum b) => new(
        [
            .. a.Terms.Select(term => term with { Factor = checked(term.Factor + b[term.Value]) }).Where(term => term.Factor != 0),
            .. b.Terms.Where(term => a[term.Value] == 0),
        ],
        checked(a.Offset + b.Offset));

    public static AffineSum operator +(AffineSum a, long b) => a with { Offset = checked(a.Offset + b) };

    public static AffineSum operator -(AffineSum a, AffineSum b) => a + (b * -1);

    public static AffineSum operator *(AffineSum a, long b) => b == 0 ? Constant(0)
        : new([.. a.Terms.Select(term => term with { Factor = checked(term.Factor * b) })], checked(a.Offset * b));
}

/// <summary>A multiple of a counter or symbol.</summary>
internal sealed record AffineTerm(Value Value, long Factor);

/// <summary>Sums as rows of a system.</summary>
internal static class AffineSumRows
{
    extension(ConstraintSystem system)
    {
        /// <summary>Adds that a sum is at least 0; values without a column get one, with what is known of them.</summary>
        public void Require(AffineSum sum)
        {
            foreach (var value in sum.Values) system.AddInput(value);
            system.AddInequality(system.RowOf(sum));
        }

        /// <summary>The least value that a sum has; null where nothing limits it, or symbols do.</summary>
        public long? LeastOf(AffineSum sum)
        {
            var system2 = system.Copy();
            foreach (var value in sum.Values) system2.AddInput(value);
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
            foreach (var (value, factor) in sum.Terms) row[system.Find(value)] = factor;
            row[^1] = sum.Offset;
            return row;
        }
    }
}
