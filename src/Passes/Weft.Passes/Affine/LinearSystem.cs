namespace Weft.Passes;

/// <summary>Equalities and inequalities over integer variables, each a sum of multiples and a constant that is 0, or at least 0.</summary>
internal sealed class LinearSystem
{
    private readonly List<(Dictionary<int, long> Terms, long Constant, bool IsEquality)> _rows = [];

    private readonly HashSet<int> _locals = [];

    public int VariableCount { get; private set; }

    /// <param name="isLocal">It stands for a quotient: such are eliminated last.</param>
    public int AddVariable(bool isLocal = false)
    {
        if (isLocal) _locals.Add(VariableCount);
        return VariableCount++;
    }

    public void Add(Dictionary<int, long> terms, long constant, bool isEquality) => _rows.Add((terms, constant, isEquality));

    /// <summary>Whether no values satisfy all rows. Exact for rational values; integrality shows as far as divisors do.</summary>
    public bool IsEmpty()
    {
        try
        {
            return NewElimination().IsEmpty();
        }
        catch (OverflowException)
        {
            // What cannot be computed may have solutions.
            return false;
        }
    }

    /// <summary>The least and greatest value of a variable, where they are known.</summary>
    public (long? Lower, long? Upper) RangeOf(int variable)
    {
        try
        {
            return NewElimination().RangeOf(variable);
        }
        catch (OverflowException)
        {
            return (null, null);
        }
    }

    private LinearElimination NewElimination()
    {
        var elimination = new LinearElimination(VariableCount, [.. Enumerable.Range(0, VariableCount).OrderBy(_locals.Contains)]);
        foreach (var (terms, constant, isEquality) in _rows)
        {
            var row = new long[VariableCount + 1];
            foreach (var (variable, factor) in terms) row[variable] += factor;
            row[VariableCount] = constant;
            elimination.Add(row, isEquality);
        }

        return elimination;
    }
}
