using Weft.IR;

namespace Weft.Passes;

/// <summary>What a bound says about a variable. All are closed.</summary>
internal enum BoundKind
{
    Lower,
    Upper,
    Equal,
}

/// <summary>
/// Equalities and inequalities over integers: each row is a sum of multiples and a constant that is 0, or at least 0. The columns are
/// dimensions, symbols, and locals that stand for quotients; the constant is last. Dimensions and symbols may stand for values. The order
/// of rows and columns is kept by all that is done with them: what is read off a system depends on it.
/// </summary>
internal sealed class ConstraintSystem
{
    private List<Value?> _values;

    public ConstraintSystem(IEnumerable<Value?> dims, IEnumerable<Value?> symbols)
    {
        _values = [.. dims];
        DimCount = _values.Count;
        _values.AddRange(symbols);
        SymbolCount = _values.Count - DimCount;
    }

    public ConstraintSystem(int dims, int symbols) : this(new Value?[dims], new Value?[symbols]) { }

    private ConstraintSystem(ConstraintSystem other)
    {
        _values = [.. other._values];
        (DimCount, SymbolCount, LocalCount) = (other.DimCount, other.SymbolCount, other.LocalCount);
        Equalities = other.Equalities.ConvertAll(row => (long[])row.Clone());
        Inequalities = other.Inequalities.ConvertAll(row => (long[])row.Clone());
    }

    public int DimCount { get; private set; }

    public int SymbolCount { get; private set; }

    public int LocalCount { get; private set; }

    public int InputCount => DimCount + SymbolCount;

    public int VariableCount => DimCount + SymbolCount + LocalCount;

    public List<long[]> Equalities { get; private set; } = [];

    public List<long[]> Inequalities { get; set; } = [];

    /// <summary>The values of the dimensions and symbols; null for one that has none.</summary>
    public IReadOnlyList<Value?> Values => _values;

    public IEnumerable<long[]> Rows => Equalities.Concat(Inequalities);

    public ConstraintSystem Copy() => new(this);

    /// <summary>The column of a value from a column on; -1 when it has none.</summary>
    public int Find(Value value, int from = 0) => _values.IndexOf(value, from);

    public long[] NewRow() => new long[VariableCount + 1];

    public void AddEquality(long[] row) => Equalities.Add(row);

    public void AddInequality(long[] row) => Inequalities.Add(row);

    /// <summary>Says between which numbers a row's value lies.</summary>
    public void AddRange(long[] row, long low, long high)
    {
        long[] atMost = [.. row.Select(term => -term)];
        atMost[^1] += high;
        AddInequality(atMost);
        row[^1] -= low;
        AddInequality(row);
    }

    public void AddBound(BoundKind kind, int column, long value)
    {
        var row = NewRow();
        row[column] = kind == BoundKind.Upper ? -1 : 1;
        row[VariableCount] = kind == BoundKind.Upper ? value : -value;
        (kind == BoundKind.Equal ? Equalities : Inequalities).Add(row);
    }

    /// <summary>Adds a local for a quotient, and <c>0 &lt;= dividend - divisor * local &lt;= divisor - 1</c>.</summary>
    /// <param name="dividend">A row of the system as it is before.</param>
    /// <returns>The local's column.</returns>
    public int AddQuotient(long[] dividend, long divisor)
    {
        InsertLocals(LocalCount, 1);
        var column = VariableCount - 1;
        AddRange([.. dividend[..^1], -divisor, dividend[^1]], 0, divisor - 1);
        return column;
    }

    /// <summary>Adds all rows of a system that has the same columns.</summary>
    public void Append(ConstraintSystem other)
    {
        Inequalities.AddRange(other.Inequalities.Select(row => (long[])row.Clone()));
        Equalities.AddRange(other.Equalities.Select(row => (long[])row.Clone()));
    }

    /// <summary>Makes the last so many of the dimensions and symbols symbols.</summary>
    public void SetSymbolCount(int count) => (DimCount, SymbolCount) = (InputCount - count, count);

    public void InsertDims(int position, params IReadOnlyList<Value?> values)
    {
        InsertColumns(position, values.Count);
        _values.InsertRange(position, values);
        DimCount += values.Count;
    }

    public void InsertSymbol(int position, Value? value)
    {
        InsertColumns(DimCount + position, 1);
        _values.Insert(DimCount + position, value);
        SymbolCount++;
    }

    public void AppendDim(Value? value) => InsertDims(DimCount, value);

    public void AppendSymbol(Value? value) => InsertSymbol(SymbolCount, value);

    public void InsertLocals(int position, int count)
    {
        InsertColumns(InputCount + position, count);
        LocalCount += count;
    }

    public void Swap(int a, int b)
    {
        if (a == b) return;
        if (a < InputCount && b < InputCount) (_values[a], _values[b]) = (_values[b], _values[a]);
        foreach (var row in Rows) (row[a], row[b]) = (row[b], row[a]);
    }

    /// <summary>Dimensions that nobody asks about any more become the last locals.</summary>
    public void MoveDimsToLocals(int start, int count)
    {
        var end = VariableCount;
        ChangeRows(row => [.. row[..start], .. row[(start + count)..end], .. row[start..(start + count)], row[end]]);
        _values.RemoveRange(start, count);
        DimCount -= count;
        LocalCount += count;
    }

    public void RemoveColumns(int start, int count)
    {
        if (count == 0) return;
        ChangeRows(row => [.. row[..start], .. row[(start + count)..]]);
        for (var column = start + count - 1; column >= start; column--)
        {
            if (column >= InputCount) LocalCount--;
            else
            {
                _values.RemoveAt(column);
                if (column >= DimCount) SymbolCount--;
                else DimCount--;
            }
        }
    }

    /// <summary>Puts a number in the place of a variable.</summary>
    public void Fix(int column, long value)
    {
        foreach (var row in Rows) row[^1] = checked(row[^1] + (row[column] * value));
        RemoveColumns(column, 1);
    }

    private void InsertColumns(int position, int count)
    {
        if (count > 0) ChangeRows(row => [.. row[..position], .. new long[count], .. row[position..]]);
    }

    private void ChangeRows(Func<long[], long[]> change)
    {
        Equalities = Equalities.ConvertAll(row => change(row));
        Inequalities = Inequalities.ConvertAll(row => change(row));
    }

    /// <summary>Becomes another system, which is not used any more.</summary>
    public void Assign(ConstraintSystem other)
    {
        (_values, DimCount, SymbolCount, LocalCount) = (other._values, other.DimCount, other.SymbolCount, other.LocalCount);
        (Equalities, Inequalities) = (other.Equalities, other.Inequalities);
    }
}
