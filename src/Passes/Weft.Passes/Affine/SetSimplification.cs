using Weft.IR;

namespace Weft.Passes;

/// <summary>Integer sets without rows that say nothing new.</summary>
internal static class SetSimplification
{
    /// <summary>The same points: no rows but one that never holds if there are none; equalities first; of inequalities that differ only
    /// in their constant the strictest.</summary>
    public static IntegerSet Simplified(this IntegerSet set)
    {
        var flattener = new AffineFlattener(set.DimCount, set.SymbolCount);
        var rows = new List<(LinearForm Form, bool IsEquality)>();
        foreach (var (expr, isEquality) in set.Constraints)
        {
            if (!expr.IsPureAffine || flattener.Flatten(expr) is not { } form) return set;
            rows.Add((form, isEquality));
        }

        if (IsEmpty(rows, flattener)) return set.None;
        if (flattener.Locals.Count > 0) return set;
        var equalities = rows.Where(r => r.IsEquality).Select(r => Divided(r.Form, r.Form.DivisorWith(0)));
        var inequalities = Strictest(rows.Where(r => !r.IsEquality).Select(r => Tight(r.Form)));
        var simplified = equalities.Select(f => new AffineConstraint(flattener.ToExpr(f), true))
            .Concat(inequalities.Select(f => new AffineConstraint(flattener.ToExpr(f), false))).ToList();
        if (simplified.Count == 0) simplified.Add(new(AffineExpr.Constant(0), true));
        return new(set.DimCount, set.SymbolCount, simplified.ToSequence());
    }

    private static bool IsEmpty(List<(LinearForm Form, bool IsEquality)> rows, AffineFlattener flattener)
    {
        var system = new LinearSystem();
        var inputs = rows.Count == 0 ? 0 : rows[0].Form.Inputs.Count;
        for (var i = 0; i < inputs + flattener.Locals.Count; i++) system.AddVariable();
        for (var i = 0; i < flattener.Locals.Count; i++)
        {
            var (_, dividend, divisor) = flattener.Locals[i];
            var rest = dividend! + (LinearForm.Local(inputs, i) * -divisor);
            system.Add(Terms(rest), rest.Constant, isEquality: false);
            system.Add(Terms(rest * -1), divisor - 1 - rest.Constant, isEquality: false);
        }

        foreach (var (form, isEquality) in rows) system.Add(Terms(form), form.Constant, isEquality);
        return system.IsEmpty();
    }

    private static Dictionary<int, long> Terms(LinearForm form) => form.Inputs.Concat(form.Locals)
        .Select((factor, variable) => (factor, variable)).Where(t => t.factor != 0).ToDictionary(t => t.variable, t => t.factor);

    private static LinearForm Divided(LinearForm form, long divisor) => divisor <= 1 ? form : form.Map(term => term / divisor);

    // The constant may be rounded down: the rest is a multiple.
    private static LinearForm Tight(LinearForm form)
    {
        var divisor = (form with { Constant = 0 }).DivisorWith(0);
        if (form.IsConstant || divisor <= 1) return form;
        var constant = AffineExpr.Constant(form.Constant).FloorDiv(AffineExpr.Constant(divisor));
        return form.Map(term => term / divisor) with { Constant = ((AffineConstant)constant).Value };
    }

    private static List<LinearForm> Strictest(IEnumerable<LinearForm> rows)
    {
        var kept = new List<LinearForm>();
        foreach (var row in rows)
        {
            if (row is { IsConstant: true, Constant: >= 0 }) continue;
            var known = kept.FindIndex(k => k with { Constant = row.Constant } == row);
            if (known < 0) kept.Add(row);
            else if (kept[known].Constant > row.Constant)
            {
                kept.RemoveAt(known);
                kept.Add(row);
            }
        }

        return kept;
    }
}
