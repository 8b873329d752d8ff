namespace Weft.Frontend.Tests.CSharp.Fuzz;

/// <summary>Something that random code can name.</summary>
/// <param name="IsFixed">Not to be assigned: counters of loops, what belongs to a function around this one.</param>
/// <param name="IsReference">A ref local.</param>
internal sealed record RandomVariable(string Name, string Type, bool IsFixed = false, bool IsReference = false);

/// <param name="Rank">The number of its subscripts.</param>
/// <param name="IsReadOnly">Its elements are not assigned.</param>
internal sealed record RandomArray(string Name, string Element, int Rank = 1, bool IsSpan = false, bool IsReadOnly = false);

/// <summary>The variables and arrays in sight.</summary>
internal sealed class RandomScope
{
    private readonly List<RandomVariable> _variables = [];
    private readonly List<RandomArray> _arrays = [];

    public IReadOnlyList<RandomArray> Arrays => _arrays;

    public IReadOnlyList<RandomVariable> Variables => _variables;

    public void Add(RandomVariable variable) => _variables.Add(variable);

    public void Add(RandomArray array) => _arrays.Add(array);

    /// <summary>What is declared inside is out of sight afterwards.</summary>
    public void Within(Action block)
    {
        var (variables, arrays) = (_variables.Count, _arrays.Count);
        block();
        _variables.RemoveRange(variables, _variables.Count - variables);
        _arrays.RemoveRange(arrays, _arrays.Count - arrays);
    }

    /// <summary>What a local function sees of the function around it: all but references and spans, and it assigns nothing.</summary>
    public RandomScope Captured()
    {
        var inner = new RandomScope();
        foreach (var variable in _variables.Where(v => !v.IsReference)) inner.Add(variable with { IsFixed = true });
        foreach (var array in _arrays.Where(a => !a.IsSpan)) inner.Add(array);
        return inner;
    }

    /// <summary>Expressions of a type that name a variable or a field of one.</summary>
    public IEnumerable<string> Named(string type, bool toAssign = false) =>
        _variables.Where(v => !toAssign || !v.IsFixed).SelectMany(v => Parts(v.Name, v.Type, type, toAssign));

    /// <summary>The parts of a value that are of a type, the value itself included.</summary>
    public static IEnumerable<string> Parts(string value, string from, string type, bool toAssign)
    {
        if (from == type) yield return value;
        foreach (var field in RandomTypes.StructOf(from)?.Fields ?? [])
            if (!toAssign || field.IsSettable)
                foreach (var part in Parts($"{value}.{field.Name}", field.Type, type, toAssign))
                    yield return part;
    }
}
