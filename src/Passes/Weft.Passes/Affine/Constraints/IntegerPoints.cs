namespace Weft.Passes;

/// <summary>Questions about the integer points of systems that have to be answered exactly.</summary>
internal static class IntegerPoints
{
    // A variable with more values than that is not tried value by value.
    private const int MostValues = 4096;

    /// <summary>Whether all integer points of one system are points of another with the same dimensions and symbols; null where that
    /// cannot be told.</summary>
    public static bool? IsSubset(ConstraintSystem inner, ConstraintSystem outer)
    {
        try
        {
            (inner, outer) = (inner.Copy(), outer.Copy());
            ConstraintSystem.MergeLocals(inner, outer);
            var quotients = Quotient.OfLocals(outer);
            var used = Enumerable.Range(0, outer.LocalCount).Where(i => Rows(outer).Any(row => row[outer.InputCount + i] != 0)).ToList();
            if (used.Exists(i => quotients[i] is null)) return null;
            // What says what a local is holds for some value of it.
            var definitions = used.SelectMany(i => quotients[i]!.Definition).ToHashSet();
            inner.Inequalities.AddRange(outer.Inequalities.Where(definitions.Contains));
            inner.Equalities.AddRange(outer.Equalities.Where(definitions.Contains));
            return Rows(outer).Where(row => !definitions.Contains(row)).All(row => Never(inner, Opposite(row))
                && (!outer.Equalities.Contains(row) || Never(inner, Opposite(row.Negated))));
        }
        catch (OverflowException)
        {
            return null;
        }

        static IEnumerable<long[]> Rows(ConstraintSystem system) => system.Equalities.Concat(system.Inequalities);
    }

    // row < 0
    private static long[] Opposite(long[] row)
    {
        var opposite = row.Negated;
        opposite[^1]--;
        return opposite;
    }

    private static bool Never(ConstraintSystem system, long[] inequality)
    {
        var both = system.Copy();
        both.AddInequality(inequality);
        return !HasPoint(both);
    }

    private static bool HasPoint(ConstraintSystem system)
    {
        if (system.IsEmpty()) return false;
        var columns = Enumerable.Range(0, system.VariableCount).ToList();
        if (columns.Count == 0) return true;
        // A variable without a divisor takes an integer whenever the others do.
        var plain = columns.FindIndex(column => system.Equalities.Concat(system.Inequalities).All(row => Math.Abs(row[column]) <= 1));
        if (plain >= 0)
        {
            var rest = system.Copy();
            rest.Eliminate(plain);
            return HasPoint(rest);
        }

        foreach (var column in columns)
        {
            if (system.ConstantBound(BoundKind.Lower, column) is not { } lower
                || system.ConstantBound(BoundKind.Upper, column) is not { } upper || upper - lower >= MostValues) continue;
            for (var value = lower; value <= upper; value++)
            {
                var rest = system.Copy();
                rest.Fix(column, value);
                if (HasPoint(rest)) return true;
            }

            return false;
        }

        return true;
    }
}
