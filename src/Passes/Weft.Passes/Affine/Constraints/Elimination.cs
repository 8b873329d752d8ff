using Weft.IR;

namespace Weft.Passes;

/// <summary>Removes variables: by equalities after Gauss, where there is none by pairing inequalities after Fourier and Motzkin.</summary>
internal static class Elimination
{
    // Beyond this many rows per variable the answer is not worth its price.
    private const int ExplosionFactor = 32;

    extension(ConstraintSystem system)
    {
        /// <summary>Whether no values satisfy all rows. Exact for rational values; integrality shows as far as divisors do.</summary>
        public bool IsEmpty()
        {
            if (system.IsObviouslyEmpty()) return true;
            var rest = system.Copy();
            rest.RemoveDeterminedLocals();
            if (rest.IsObviouslyEmpty()) return true;
            for (var column = 0; column < rest.VariableCount; column++)
            {
                rest.Substitute(column, rest.VariableCount);
                if (rest.IsObviouslyEmpty()) return true;
            }

            while (rest.VariableCount > 0)
            {
                rest.Eliminate(rest.Cheapest(0, rest.VariableCount));
                if (rest.Equalities.Count + rest.Inequalities.Count >= ExplosionFactor * system.VariableCount) return false;
                if (rest.HasContradiction()) return true;
            }

            return false;
        }

        /// <summary>Removes variables; the others keep the values for which there were values of these.</summary>
        public void ProjectOut(int start, int count)
        {
            if (count == 0) return;
            var left = count;
            for (var column = start; column < start + left; column++) left -= system.Substitute(column, start + left);
            for (; left > 0; left--) system.Eliminate(system.Cheapest(start, start + left));
            system.TightenAll();
            system.NormalizeAll();
        }

        /// <summary>Removes one variable, by an equality that has it or by pairing the inequalities that limit it from both sides.
        /// </summary>
        public void Eliminate(int column)
        {
            if (system.Equalities.Exists(row => row[column] != 0))
            {
                system.Substitute(column, column + 1);
                return;
            }

            system.TightenAll();
            if (system.Inequalities.TrueForAll(row => row[column] == 0))
            {
                system.RemoveColumns(column, 1);
                return;
            }

            var lower = system.Inequalities.FindAll(row => row[column] > 0);
            var upper = system.Inequalities.FindAll(row => row[column] < 0);
            var others = system.Inequalities.FindAll(row => row[column] == 0);
            system.Inequalities = [.. from high in upper from low in lower select Paired(low, high, column), .. others];
            system.RemoveColumns(column, 1);
            system.TightenAll();
            system.NormalizeAll();
            system.RemoveTrivialRedundancy();
        }

        /// <summary>Locals that an equality gives without a divisor go with it.</summary>
        public void RemoveDeterminedLocals()
        {
            foreach (var row in system.Equalities) row.Normalize();
            while (system.DeterminedLocal() is var (equality, local))
            {
                foreach (var row in system.Equalities)
                {
                    if (row == equality || row[local] == 0) continue;
                    row.Eliminate(local, equality);
                    row.Normalize();
                }

                foreach (var row in system.Inequalities) row.Eliminate(local, equality);
                system.Equalities.Remove(equality);
                system.RemoveColumns(local, 1);
            }
        }

        /// <summary>Removes rows that always hold, rows that are there twice, and of inequalities that differ only in their constant all
        /// but the strictest.</summary>
        public void RemoveTrivialRedundancy()
        {
            system.TightenAll();
            system.NormalizeAll();
            var strictest = new Dictionary<Sequence<long>, long[]>();
            var redundant = new HashSet<long[]>();
            foreach (var row in system.Inequalities)
            {
                var factors = new Sequence<long>(row[..^1]);
                if ((row.IsConstant && row[^1] >= 0) || (strictest.TryGetValue(factors, out var known) && known[^1] <= row[^1]))
                {
                    redundant.Add(row);
                    continue;
                }

                if (known is not null) redundant.Add(known);
                strictest[factors] = row;
            }

            system.Inequalities.RemoveAll(redundant.Contains);
        }

        /// <summary>Removes inequalities that the others imply.</summary>
        /// <param name="isAsked">Which may go; all where it is null.</param>
        public void RemoveRedundantInequalities(Func<long[], bool>? isAsked = null)
        {
            var rest = system.Copy();
            for (var i = 0; i < system.Inequalities.Count; i++)
            {
                var row = rest.Inequalities[i];
                if (isAsked?.Invoke(row) == false) continue;
                var opposite = row.Negated;
                opposite[^1]--;
                rest.Inequalities[i] = opposite;
                rest.Inequalities[i] = rest.IsEmpty() ? new long[row.Length] : row;
            }

            system.Inequalities = rest.Inequalities.FindAll(row => row.AsSpan().IndexOfAnyExcept(0) >= 0);
        }

        /// <summary>Removes rows that have none of the first dimensions.</summary>
        public void KeepRowsWith(int dims)
        {
            system.Equalities.RemoveAll(row => row.AsSpan(0, dims).IndexOfAnyExcept(0) < 0);
            system.Inequalities.RemoveAll(row => row.AsSpan(0, dims).IndexOfAnyExcept(0) < 0);
        }

        public void NormalizeAll()
        {
            foreach (var row in system.Rows) row.Normalize();
        }

        private void TightenAll()
        {
            foreach (var row in system.Inequalities) row.Tighten();
        }

        private bool IsObviouslyEmpty() => system.HasContradiction() || system.Equalities.Exists(row =>
            RowArithmetic.Divisor(row.AsSpan(0, row.Length - 1)) is var divisor and > 0 && row[^1] % divisor != 0);

        private bool HasContradiction() =>
            system.Equalities.Exists(row => row.IsConstant && row[^1] != 0)
            || system.Inequalities.Exists(row => row.IsConstant && row[^1] < 0);

        // Removes the variables from a column on for which there are equalities, up to the first that only inequalities have.
        private int Substitute(int start, int end)
        {
            if (start >= end) return 0;
            system.TightenAll();
            var column = start;
            for (; column < end; column++)
            {
                if (system.Equalities.Find(row => row[column] != 0) is not { } pivot)
                {
                    if (system.Inequalities.Exists(row => row[column] != 0)) break;
                    continue;
                }

                foreach (var row in system.Equalities)
                    if (row != pivot) EliminateAndNormalize(row, pivot);
                foreach (var row in system.Inequalities) EliminateAndNormalize(row, pivot);
                system.Equalities.Remove(pivot);
                system.TightenAll();
            }

            system.RemoveColumns(start, column - start);
            return column - start;

            void EliminateAndNormalize(long[] row, long[] pivot)
            {
                row.Eliminate(column, pivot);
                row.Normalize();
            }
        }

        // Pairs are made of each lower with each upper limit.
        private int Cheapest(int start, int end) => Enumerable.Range(start, end - start).MinBy(column =>
            (long)system.Inequalities.Count(row => row[column] > 0) * system.Inequalities.Count(row => row[column] < 0));

        private (long[] Equality, int Local)? DeterminedLocal()
        {
            foreach (var row in system.Equalities)
                for (var local = system.InputCount; local < system.VariableCount; local++)
                    if (Math.Abs(row[local]) == 1)
                        return (row, local);
            return null;
        }
    }

    private static long[] Paired(long[] lower, long[] upper, int column)
    {
        var multiple = RowArithmetic.LeastCommonMultiple(lower[column], upper[column]);
        var (scaleUpper, scaleLower) = (multiple / -upper[column], multiple / lower[column]);
        return [.. upper.Zip(lower, (high, low) => checked((high * scaleUpper) + (low * scaleLower)))];
    }
}
