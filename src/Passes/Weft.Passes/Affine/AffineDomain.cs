using Weft.IR;

namespace Weft.Passes;

/// <summary>The turns of the loops, and the conditions, around an operation as rows of a system. Loops are variables of this domain;
/// other values are symbols that several domains of a system share.</summary>
internal sealed class AffineDomain(LinearSystem system, Dictionary<Value, int> symbols)
{
    private readonly Dictionary<Value, int> _counters = [];

    /// <summary>The induction variables around the operation, outermost first.</summary>
    public List<Value> Counters { get; } = [];

    public int VariableOf(Value counter) => _counters[counter];

    /// <summary>Adds all that surrounds an operation; false where something is not affine.</summary>
    public bool TryAdd(Operation op)
    {
        var around = new List<Operation>();
        for (var at = op.ParentOp; at is not null; at = at.ParentOp)
            if (at is AffineForOp or AffineIfOp or AffineParallelOp) around.Add(at);
        around.Reverse();
        foreach (var outer in around)
        {
            if (outer is AffineForOp loop) AddCounter(loop.InductionVariable);
            if (outer is AffineParallelOp nest)
                foreach (var counter in nest.InductionVariables) AddCounter(counter);
        }

        return around.TrueForAll(outer => outer switch
        {
            AffineForOp loop => TryAddRange(loop.InductionVariable, loop.LowerBound, loop.UpperBound, loop.Step),
            AffineParallelOp nest => Enumerable.Range(0, nest.Steps.Count).All(i =>
                TryAddRange(nest.InductionVariables[i], nest.LowerBound(i), nest.UpperBound(i), nest.Steps[i])),
            AffineIfOp branch => TryAddCondition(branch),
            _ => true,
        });
    }

    /// <summary>The results of a map as sums over the system's variables; null where one is not affine.</summary>
    public IReadOnlyList<(Dictionary<int, long> Terms, long Constant)>? Terms(AffineValueMap map)
    {
        map = map.FullyComposed();
        map = (map with { Map = map.Map.Simplified() }).Canonicalized();
        if (!map.Map.Results.All(r => r.IsPureAffine)) return null;
        var flattener = new AffineFlattener(map.Map.DimCount, map.Map.SymbolCount);
        var forms = new List<LinearForm>();
        foreach (var result in map.Map.Results)
        {
            if (flattener.Flatten(result) is not { } form) return null;
            forms.Add(form);
        }

        var inputs = map.Operands.Select(VariableFor).ToArray();
        var locals = flattener.Locals.Select(_ => system.AddVariable(isLocal: true)).ToArray();
        for (var i = 0; i < locals.Length; i++) AddQuotient(locals[i], Sum(flattener.Locals[i].Dividend!), flattener.Locals[i].Divisor);
        return [.. forms.Select(Sum)];

        (Dictionary<int, long> Terms, long Constant) Sum(LinearForm form)
        {
            var terms = new Dictionary<int, long>();
            for (var i = 0; i < inputs.Length; i++)
                if (form.Inputs[i] != 0) terms[inputs[i]] = terms.GetValueOrDefault(inputs[i]) + form.Inputs[i];
            for (var i = 0; i < form.Locals.Count; i++)
                if (form.Locals[i] != 0) terms[locals[i]] = form.Locals[i];
            return (terms, form.Constant);
        }
    }

    private void AddCounter(Value counter)
    {
        _counters[counter] = system.AddVariable();
        Counters.Add(counter);
    }

    private int VariableFor(Value value)
    {
        if (_counters.TryGetValue(value, out var counter) || symbols.TryGetValue(value, out counter)) return counter;
        var symbol = symbols[value] = system.AddVariable();
        if (ConstantOp.IntegerOf(value) is { } constant) system.Add(new() { [symbol] = 1 }, -constant, isEquality: true);
        return symbol;
    }

    // 0 <= dividend - divisor * quotient <= divisor - 1
    private void AddQuotient(int quotient, (Dictionary<int, long> Terms, long Constant) dividend, long divisor)
    {
        var rest = new Dictionary<int, long>(dividend.Terms) { [quotient] = -divisor };
        system.Add(rest, dividend.Constant, isEquality: false);
        system.Add(Scaled(rest, -1), divisor - 1 - dividend.Constant, isEquality: false);
    }

    private bool TryAddRange(Value counter, AffineValueMap lower, AffineValueMap upper, long step)
    {
        var variable = _counters[counter];
        if (Terms(lower) is not { } starts || Terms(upper) is not { } ends) return false;
        // A start that is not known leaves open which turns there are.
        if (step != 1 && lower.Map.SingleConstant is { } start)
            system.Add(new() { [variable] = 1, [system.AddVariable(isLocal: true)] = -step }, -start, isEquality: true);
        foreach (var (terms, constant) in starts) system.Add(Plus(Scaled(terms, -1), variable, 1), -constant, isEquality: false);
        foreach (var (terms, constant) in ends) system.Add(Plus(Scaled(terms, 1), variable, -1), constant - 1, isEquality: false);
        return true;
    }

    private bool TryAddCondition(AffineIfOp branch)
    {
        if (Terms(branch.ValueMap) is not { } rows) return false;
        for (var i = 0; i < rows.Count; i++) system.Add(rows[i].Terms, rows[i].Constant, branch.Set.Constraints[i].IsEquality);
        return true;
    }

    private static Dictionary<int, long> Scaled(Dictionary<int, long> terms, long factor) =>
        terms.ToDictionary(term => term.Key, term => term.Value * factor);

    private static Dictionary<int, long> Plus(Dictionary<int, long> terms, int variable, long factor)
    {
        terms[variable] = terms.GetValueOrDefault(variable) + factor;
        return terms;
    }
}
