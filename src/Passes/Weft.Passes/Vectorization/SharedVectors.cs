using Weft.IR;

namespace Weft.Passes;

/// <summary>Writes vectors of rows that the vectors of a turn share: what was read for one of them is there for those behind.</summary>
/// <param name="vectors">How many a turn has.</param>
internal sealed class SharedVectors(IReadOnlyList<SharedRow> rows, int vectors, Builder builder)
{
    private readonly Dictionary<(SharedRow Row, int Vector), Value> _first = [];
    private readonly Dictionary<SharedRow, Value> _last = [];
    private int _vector;

    /// <summary>Goes on to a vector of the turn.</summary>
    public void Begin(int vector) => _vector = vector;

    /// <summary>What a read of the loop gives; null where it shares nothing. Elements that the loop does not read are not read.</summary>
    /// <param name="read">Reads what a load of the loop does, so many lanes on.</param>
    public Value? Read(IAffineElementRead load, Func<AffineLoadOp, int, Value> read)
    {
        foreach (var row in rows)
            foreach (var (other, ahead) in row.Reads)
                if (other == load) return Read(row, ahead, read);
        return null;
    }

    private Value Read(SharedRow row, int ahead, Func<AffineLoadOp, int, Value> read)
    {
        var here = Known(_first, (row, _vector), () => read(row.Reads[0].Load, 0));
        var lanes = (int)((VectorType)here.Type).Shape[0];
        if (ahead == 0) return here;
        if (_vector < vectors - 1)
        {
            var next = Known(_first, (row, _vector + 1), () => read(row.Reads[0].Load, lanes));
            return builder.Mixed(here, next, lane => ahead + lane);
        }

        var last = Known(_last, row, () => read(row.Reads[^1].Load, 0));
        return ahead == row.Span ? last
            : builder.Mixed(here, last, lane => ahead + lane < lanes ? ahead + lane : lanes + ahead + lane - row.Span);
    }

    private static Value Known<T>(Dictionary<T, Value> all, T key, Func<Value> read)
        where T : notnull
    {
        if (!all.TryGetValue(key, out var value)) all[key] = value = read();
        return value;
    }
}
