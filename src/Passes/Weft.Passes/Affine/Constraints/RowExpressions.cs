using Weft.IR;

namespace Weft.Passes;

/// <summary>Rows as affine expressions.</summary>
internal static class RowExpressions
{
    extension(ConstraintSystem system)
    {
        /// <summary>The sum that a row is, without the locals where none are given.</summary>
        public AffineExpr ToExpr(long[] row, IReadOnlyList<AffineExpr?>? locals = null)
        {
            var sum = AffineExpr.Constant(0);
            for (var i = 0; i < system.InputCount; i++)
                if (row[i] != 0) sum += system.Input(i) * row[i];
            for (var i = 0; i < system.LocalCount; i++)
                if (row[system.InputCount + i] != 0) sum += locals![i]! * row[system.InputCount + i];
            return row[^1] == 0 ? sum : sum + row[^1];
        }

        /// <summary>The rows as a set; null where a local that occurs is no quotient.</summary>
        public IntegerSet? ToSet()
        {
            var locals = system.LocalExprs();
            for (var i = 0; i < system.LocalCount; i++)
                if (locals[i] is null && system.Rows.Any(row => row[system.InputCount + i] != 0)) return null;
            var rows = system.Equalities.Select(row => new AffineConstraint(system.ToExpr(row, locals), true))
                .Concat(system.Inequalities.Select(row => new AffineConstraint(system.ToExpr(row, locals), false))).ToList();
            if (rows.Count == 0) rows.Add(new(AffineExpr.Constant(0), true));
            return new(system.DimCount, system.SymbolCount, rows.ToSequence());
        }

        /// <summary>For each local the quotient that it is, as far as inequalities tell.</summary>
        public AffineExpr?[] LocalExprs()
        {
            var known = new AffineExpr?[system.VariableCount];
            for (var i = 0; i < system.InputCount; i++) known[i] = system.Input(i);
            for (var changed = true; changed;)
            {
                changed = false;
                for (var i = system.InputCount; i < system.VariableCount; i++)
                    if (known[i] is null) changed |= system.TryFindQuotient(i, known);
            }

            return known[system.InputCount..];
        }

        /// <summary>Puts an expression for a variable that inequalities say is a quotient of known ones.</summary>
        public bool TryFindQuotient(int column, AffineExpr?[] known)
        {
            if (Quotient.Of(column, system, i => known[i] is not null) is not { IsFromInequalities: true } quotient) return false;
            var dividend = AffineExpr.Constant(quotient.Dividend[^1]);
            for (var i = 0; i < system.VariableCount; i++)
                if (quotient.Dividend[i] != 0) dividend += known[i]! * quotient.Dividend[i];
            known[column] = dividend.FloorDiv(AffineExpr.Constant(quotient.Divisor));
            return true;
        }

        /// <summary>The dimension or symbol that a column is.</summary>
        public AffineExpr Input(int column) =>
            column < system.DimCount ? AffineExpr.Dim(column) : AffineExpr.Symbol(column - system.DimCount);
    }
}
