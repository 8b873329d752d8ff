namespace Weft.Passes;

/// <summary>Arithmetic on rows of a <see cref="ConstraintSystem"/>. What overflows is an exception.</summary>
internal static class RowArithmetic
{
    extension(long[] row)
    {
        /// <summary>No variable occurs.</summary>
        public bool IsConstant => row.AsSpan(0, row.Length - 1).IndexOfAnyExcept(0) < 0;

        public long[] Negated => [.. row.Select(term => checked(-term))];

        /// <summary>Whether the factors of all variables are those of another row.</summary>
        public bool HasFactorsOf(long[] other) => row.AsSpan(0, row.Length - 1).SequenceEqual(other.AsSpan(0, other.Length - 1));

        /// <summary>Divides all terms by their greatest common divisor.</summary>
        public void Normalize()
        {
            var divisor = Divisor(row);
            if (divisor <= 1) return;
            for (var i = 0; i < row.Length; i++) row[i] /= divisor;
        }

        /// <summary>Divides an inequality by the greatest common divisor of the factors; the constant is rounded down, for the rest is a
        /// multiple.</summary>
        public void Tighten()
        {
            var divisor = Divisor(row.AsSpan(0, row.Length - 1));
            if (divisor <= 1) return;
            for (var i = 0; i < row.Length - 1; i++) row[i] /= divisor;
            row[^1] = FloorDivide(row[^1], divisor);
        }

        /// <summary>Adds a multiple of an equality to a positive multiple of this row so that a variable is gone.</summary>
        public void Eliminate(int column, long[] equality)
        {
            if (row[column] == 0) return;
            var (lead, pivot) = (row[column], equality[column]);
            var multiple = LeastCommonMultiple(lead, pivot);
            var scale = multiple / Math.Abs(lead);
            var add = (lead > 0) == (pivot > 0) ? -(multiple / Math.Abs(pivot)) : multiple / Math.Abs(pivot);
            for (var i = 0; i < row.Length; i++) row[i] = checked((row[i] * scale) + (equality[i] * add));
        }
    }

    public static long Divisor(ReadOnlySpan<long> terms)
    {
        var divisor = 0L;
        foreach (var term in terms) divisor = Gcd(divisor, term);
        return divisor;
    }

    public static long Gcd(long a, long b)
    {
        while (b != 0) (a, b) = (b, a % b);
        return Math.Abs(a);
    }

    public static long LeastCommonMultiple(long a, long b) => checked(Math.Abs(a) / Gcd(a, b) * Math.Abs(b));

    /// <summary>The divisor is positive.</summary>
    public static long FloorDivide(long a, long b) => a >= 0 ? a / b : -((-a + b - 1) / b);

    /// <summary>The divisor is positive.</summary>
    public static long CeilDivide(long a, long b) => -FloorDivide(-a, b);
}
