using Weft.IR;

namespace Weft.Passes;

// Rows as affine expressions.
internal sealed partial class ConstraintSystem
{
    /// <summary>The sum that a row is, without the locals where none are given.</summary>
    public AffineExpr ToExpr(long[] row, IReadOnlyList<AffineExpr?>? locals = null)
    {
        var sum = AffineExpr.Constant(0);
        for (var i = 0; i < InputCount; i++)
            if (row[i] != 0) sum += Input(i) * row[i];
        for (var i = 0; i < LocalCount; i++)
            if (row[InputCount + i] != 0) sum += locals![i]! * row[InputCount + i];
        return row[^1] == 0 ? sum : sum + row[^1];
    }

    /// <summary>The rows as a set; null where a local that occurs is no quotient.</summary>
    public IntegerSet? ToSet()
    {
        var locals = LocalExprs();
        for (var i = 0; i < LocalCount; i++)
            if (locals[i] is null && Rows.Any(row => row[InputCount + i] != 0)) return null;
        var rows = Equalities.Select(row => new AffineConstraint(ToExpr(row, locals), true))
            .Concat(Inequalities.Select(row => new AffineConstraint(ToExpr(row, locals), false))).ToList();
        if (rows.Count == 0) rows.Add(new(AffineExpr.Constant(0), true));
        return new(DimCount, SymbolCount, rows.ToSequence());
    }

    /// <summary>For each local the quotient that it is, as far as inequalities tell.</summary>
    public AffineExpr?[] LocalExprs()
    {
        var known = new AffineExpr?[VariableCount];
        for (var i = 0; i < InputCount; i++) known[i] = Input(i);
        for (var changed = true; changed;)
        {
            changed = false;
            for (var i = InputCount; i < VariableCount; i++)
                if (known[i] is null) changed |= TryFindQuotient(i, known);
        }

        return known[InputCount..];
    }

    /// <summary>Puts an expression for a variable that inequalities say is a quotient of known ones.</summary>
    public bool TryFindQuotient(int column, AffineExpr?[] known)
    {
        if (Quotient.Of(column, this, i => known[i] is not null) is not { IsFromInequalities: true } quotient) return false;
        var dividend = AffineExpr.Constant(quotient.Dividend[^1]);
        for (var i = 0; i < VariableCount; i++)
            if (quotient.Dividend[i] != 0) dividend += known[i]! * quotient.Dividend[i];
        known[column] = dividend.FloorDiv(AffineExpr.Constant(quotient.Divisor));
        return true;
    }

    private AffineExpr Input(int column) => column < DimCount ? AffineExpr.Dim(column) : AffineExpr.Symbol(column - DimCount);
}
