namespace Weft.Passes;

/// <summary>A variable as a quotient: <c>Dividend floordiv Divisor</c>.</summary>
/// <param name="Dividend">A row with 0 for the variable.</param>
/// <param name="Definition">The two inequalities, or the equality, that say so.</param>
internal sealed record Quotient(long[] Dividend, long Divisor, IReadOnlyList<long[]> Definition)
{
    public bool IsFromInequalities => Definition.Count == 2;

    /// <summary>The quotient that a variable is, as far as rows tell.</summary>
    /// <param name="isKnown">The variables of which the dividend may be.</param>
    public static Quotient? Of(int column, ConstraintSystem system, Func<int, bool> isKnown)
    {
        var (lowers, uppers, equalities) = system.BoundsOf(column, 0, 0);
        var candidates = uppers.SelectMany(upper => lowers.Select(lower => Between(lower, upper, column)))
            .Concat(equalities.Select(row => From(row, column)));
        return candidates.FirstOrDefault(q => q is not null
            && Enumerable.Range(0, system.VariableCount).All(i => i == column || q.Dividend[i] == 0 || isKnown(i)));
    }

    /// <summary>For each local the quotient it is; null for others.</summary>
    public static Quotient?[] OfLocals(ConstraintSystem system)
    {
        var found = new Quotient?[system.LocalCount];
        for (var changed = true; changed;)
        {
            changed = false;
            for (var i = 0; i < found.Length; i++)
            {
                if (found[i] is not null) continue;
                found[i] = Of(
                    system.InputCount + i, system, column => column < system.InputCount || found[column - system.InputCount] is not null);
                changed |= found[i] is not null;
            }
        }

        return found;
    }

    public bool IsSameAs(Quotient other) => Divisor == other.Divisor && Dividend.AsSpan().SequenceEqual(other.Dividend);

    // c <= expr - divisor * q <= divisor - 1
    private static Quotient? Between(long[] lower, long[] upper, int column)
    {
        if (!upper.HasFactorsOf(lower.Negated)) return null;
        var divisor = lower[column];
        var slack = divisor - 1 - (lower[^1] + upper[^1]);
        if (slack < 0 || slack > divisor - 1) return null;
        var dividend = (long[])upper.Clone();
        dividend[^1] += slack;
        return Reduced(dividend, divisor, column, [lower, upper]);
    }

    // divisor * q = expr
    private static Quotient From(long[] equality, int column) =>
        Reduced(equality[column] < 0 ? (long[])equality.Clone() : equality.Negated, Math.Abs(equality[column]), column, [equality]);

    private static Quotient Reduced(long[] dividend, long divisor, int column, long[][] definition)
    {
        dividend[column] = 0;
        var common = RowArithmetic.Gcd(RowArithmetic.Divisor(dividend.AsSpan(0, dividend.Length - 1)), divisor);
        return new([.. dividend.Select(term => RowArithmetic.FloorDivide(term, common))], divisor / common, definition);
    }
}
