namespace Weft.Passes;

/// <summary>
/// Removes variables from a system: by equalities after Gauss, where there is none by pairing inequalities after Fourier and Motzkin.
/// Rows hold the factors of the variables, and the constant last.
/// </summary>
/// <param name="order">The variables in the order in which equalities replace them.</param>
internal sealed class LinearElimination(int variables, int[] order)
{
    // Beyond this many rows per variable the answer is not worth its price.
    private const int ExplosionFactor = 32;

    private readonly List<long[]> _equalities = [];
    private List<long[]> _inequalities = [];
    private bool _isContradictory;

    public void Add(long[] row, bool isEquality)
    {
        if (isEquality) AddEquality(row);
        else AddInequality(row);
    }

    public bool IsEmpty()
    {
        foreach (var variable in order)
            if (!_isContradictory) Substitute(variable);
        for (var rest = Remaining(-1); rest.Count > 0 && !_isContradictory; rest = Remaining(-1))
            if (!Pair(Cheapest(rest))) return false;
        return _isContradictory;
    }

    public (long? Lower, long? Upper) RangeOf(int variable)
    {
        foreach (var other in order)
            if (other != variable) Substitute(other);
        for (var rest = Remaining(variable); rest.Count > 0; rest = Remaining(variable))
            if (!Pair(Cheapest(rest))) return (null, null);
        long? lower = null, upper = null;
        foreach (var row in _inequalities.Concat(_equalities).Concat(_equalities.Select(Negated)))
        {
            var (factor, constant) = (row[variable], row[variables]);
            if (factor > 0) lower = Math.Max(lower ?? long.MinValue, -FloorDivide(constant, factor));
            if (factor < 0) upper = Math.Min(upper ?? long.MaxValue, FloorDivide(constant, -factor));
        }

        return (lower, upper);
    }

    private static long[] Negated(long[] row) => [.. row.Select(term => checked(-term))];

    private List<int> Remaining(int kept) =>
        [.. Enumerable.Range(0, variables).Where(v => v != kept && _inequalities.Exists(row => row[v] != 0))];

    // Pairs are made of each lower with each upper limit.
    private int Cheapest(List<int> among) =>
        among.MinBy(v => (long)_inequalities.Count(row => row[v] > 0) * _inequalities.Count(row => row[v] < 0));

    private void AddEquality(long[] row)
    {
        var divisor = Divisor(row);
        if (divisor == 0)
        {
            _isContradictory |= row[variables] != 0;
            return;
        }

        // No integers sum up to what the divisor does not divide.
        if (row[variables] % divisor != 0) _isContradictory = true;
        else _equalities.Add([.. row.Select(term => term / divisor)]);
    }

    private void AddInequality(long[] row)
    {
        var divisor = Divisor(row);
        if (divisor == 0)
        {
            _isContradictory |= row[variables] < 0;
            return;
        }

        long[] tight = [.. row.Take(variables).Select(term => term / divisor), FloorDivide(row[variables], divisor)];
        if (!_inequalities.Exists(known => known.AsSpan().SequenceEqual(tight))) _inequalities.Add(tight);
    }

    private void Substitute(int variable)
    {
        if (_equalities.Find(row => row[variable] != 0) is not { } pivot) return;
        _equalities.Remove(pivot);
        var (equalities, inequalities) = (_equalities.ToList(), _inequalities);
        _equalities.Clear();
        _inequalities = [];
        foreach (var row in equalities) AddEquality(Combine(row, pivot, variable));
        foreach (var row in inequalities) AddInequality(Combine(row, pivot, variable));
    }

    // A multiple of the row, by a positive number, plus one of the pivot, so that the variable is gone.
    private static long[] Combine(long[] row, long[] pivot, int variable)
    {
        if (row[variable] == 0) return row;
        var common = Gcd(row[variable], pivot[variable]);
        var (scale, add) = (pivot[variable] / common, -row[variable] / common);
        if (scale < 0) (scale, add) = (-scale, -add);
        return [.. row.Zip(pivot, (a, b) => checked((a * scale) + (b * add)))];
    }

    private bool Pair(int variable)
    {
        var lower = _inequalities.FindAll(row => row[variable] > 0);
        var upper = _inequalities.FindAll(row => row[variable] < 0);
        _inequalities = _inequalities.FindAll(row => row[variable] == 0);
        foreach (var low in lower)
            foreach (var high in upper)
                AddInequality(Combine(low, high, variable));
        return _inequalities.Count < ExplosionFactor * Math.Max(1, variables);
    }

    private long Divisor(long[] row)
    {
        var divisor = 0L;
        for (var i = 0; i < variables; i++) divisor = Gcd(divisor, row[i]);
        return divisor;
    }

    private static long Gcd(long a, long b)
    {
        while (b != 0) (a, b) = (b, a % b);
        return Math.Abs(a);
    }

    private static long FloorDivide(long a, long b) => a >= 0 ? a / b : -((-a + b - 1) / b);
}
