using Weft.IR;

namespace Weft.Passes;

/// <summary>Some dimensions as functions of all others.</summary>
internal static class DimensionMaps
{
    extension(ConstraintSystem system)
    {
        /// <summary>From where to below where dimensions go, as maps over the other dimensions and the symbols; null where no limit is
        /// known. What is a function of the others gives one value.</summary>
        public (AffineMap? Lower, AffineMap? Upper)[] BoundsOfDims(int start, int count)
        {
            system.NormalizeAll();
            var known = system.Solve(start, count);
            var (dims, symbols) = (system.DimCount - count, system.SymbolCount);
            var bounds = new (AffineMap? Lower, AffineMap? Upper)[count];
            ConstraintSystem? reduced = null;
            for (var i = 0; i < count; i++)
            {
                if (known[start + i]?.Simplified(dims, symbols) is { } value)
                {
                    bounds[i] = (new(dims, symbols, [value]), new(dims, symbols, [value + 1]));
                    continue;
                }

                if (system.LocalCount == 0)
                {
                    if (reduced is null) (reduced = system.Copy()).RemoveRedundantInequalities();
                    bounds[i] = reduced.LimitsOf(start + i, start, count);
                }

                // Of several limits nobody could tell how far they are apart.
                if (bounds[i].Lower is not { Results.Count: <= 1 } && system.ConstantBound(BoundKind.Lower, start + i) is { } lower)
                    bounds[i].Lower = new(dims, symbols, [AffineExpr.Constant(lower)]);
                if (bounds[i].Upper is not { Results.Count: <= 1 } && system.ConstantBound(BoundKind.Upper, start + i) is { } upper)
                    bounds[i].Upper = new(dims, symbols, [AffineExpr.Constant(upper + 1)]);
            }

            return bounds;
        }

        // What variables are in terms of the known ones: constants, remainders, quotients, or what an equality says.
        private AffineExpr?[] Solve(int start, int count)
        {
            var known = new AffineExpr?[system.VariableCount];
            for (var i = 0; i < system.DimCount; i++)
                if (i < start || i >= start + count) known[i] = AffineExpr.Dim(i < start ? i : i - count);
            for (var i = system.DimCount; i < system.InputCount; i++) known[i] = AffineExpr.Symbol(i - system.DimCount);
            for (var changed = true; changed;)
            {
                changed = false;
                for (var column = 0; column < system.VariableCount; column++)
                    if (known[column] is null) changed |= system.TrySolve(column, known, start, count);
            }

            return known;
        }

        private bool TrySolve(int column, AffineExpr?[] known, int start, int count)
        {
            if (system.ConstantBound(BoundKind.Lower, column) is { } lower && system.ConstantBound(BoundKind.Upper, column) is { } upper)
            {
                if (lower == upper)
                {
                    known[column] = AffineExpr.Constant(lower);
                    return true;
                }

                if (lower == 0 && upper >= 1
                    && system.Equalities.Exists(row => system.TryFindRemainder(row, column, upper + 1, known, start, count))) return true;
            }

            if (system.TryFindQuotient(column, known)) return true;
            if (system.Equalities.Find(row => row[column] != 0) is not { } equality
                || system.SumOfOthers(equality, column, known) is not { } sum) return false;
            var factor = equality[column];
            known[column] = factor > 0 ? (-sum).FloorDiv(AffineExpr.Constant(factor)) : sum.FloorDiv(AffineExpr.Constant(-factor));
            return true;
        }

        // 0 <= r <= divisor - 1 and n - divisor * q = r: r is n mod divisor; q, if it is a single variable, n floordiv divisor.
        private bool TryFindRemainder(long[] row, int column, long divisor, AffineExpr?[] known, int start, int count)
        {
            if (row[column] is not (not 0 and var factor) || row[^1] != 0) return false;
            AffineExpr dividend = AffineExpr.Constant(0);
            var quotients = new List<int>();
            for (var i = 0; i < system.InputCount; i++)
            {
                if (i == column || row[i] == 0) continue;
                if (row[i] % checked(divisor * factor) == 0) quotients.Add(i);
                else if (known[i] is { } value) dividend += value * row[i];
                else return false;
            }

            dividend = factor > 0 ? (-dividend).FloorDiv(AffineExpr.Constant(factor)) : dividend.FloorDiv(AffineExpr.Constant(-factor));
            if (dividend.Simplified(system.DimCount, system.SymbolCount) is not AffineDim dim || quotients.Count == 0) return false;
            var isSmall = system.ConstantBound(BoundKind.Upper, dim.Position < start ? dim.Position : dim.Position + count) < divisor;
            known[column] = isSmall ? dim : dim % AffineExpr.Constant(divisor);
            if (quotients is [var quotient] && known[quotient] is null)
                known[quotient] = dim.FloorDiv(AffineExpr.Constant(divisor)) * ((row[quotient] > 0) == (factor > 0) ? 1 : -1);
            return true;
        }

        private AffineExpr? SumOfOthers(long[] row, int column, AffineExpr?[] known)
        {
            var sum = AffineExpr.Constant(0);
            for (var i = 0; i < system.VariableCount; i++)
            {
                if (i == column || row[i] == 0) continue;
                if (known[i] is not { } value) return null;
                sum += value * row[i];
            }

            return sum + row[^1];
        }

        // Each row that limits the dimension and has no other one of the range.
        private (AffineMap Lower, AffineMap Upper) LimitsOf(int column, int start, int count)
        {
            var (lowers, uppers, equalities) = system.BoundsOf(column, start, count);
            var rest = new ConstraintSystem(system.DimCount - count, system.SymbolCount);
            var (below, above) = (new List<AffineExpr>(), new List<AffineExpr>());
            foreach (var row in lowers) below.Add((Others(row.Negated) + (row[column] - 1)).FloorDiv(AffineExpr.Constant(row[column])));
            foreach (var row in uppers) above.Add(Others(row).FloorDiv(AffineExpr.Constant(-row[column])) + 1);
            foreach (var row in equalities)
            {
                var divisor = AffineExpr.Constant(Math.Abs(row[column]));
                var others = Others(row[column] > 0 ? row.Negated : row);
                above.Add(others.FloorDiv(divisor) + 1);
                below.Add(others.CeilDiv(divisor));
            }

            return (new(rest.DimCount, system.SymbolCount, below.ToSequence()), new(rest.DimCount, system.SymbolCount, above.ToSequence()));

            AffineExpr Others(long[] row) => rest.ToExpr([.. row[..start], .. row[(start + count)..]]);
        }
    }
}
