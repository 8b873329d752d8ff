using Weft.IR;

namespace Weft.Passes;

/// <summary>Where lanes that are rows get the newest vector of a stream from.</summary>
internal enum LaneSource
{
    /// <summary>The turn makes it.</summary>
    Turn,

    /// <summary>What the turn before has made in the lane above, and the row above all.</summary>
    Above,

    /// <summary>Memory, as a square.</summary>
    Square,

    /// <summary>The square of the written array in the lane below, and the row below all.</summary>
    Below,
}

/// <summary>Vectors of which each turn brings a new one: lanes read the same, each turn an element further along its row.</summary>
/// <param name="Newest">Where the newest one is, in counters of the loops.</param>
/// <param name="Reads">What reads one, and how many turns before it was the newest.</param>
internal sealed record LaneStream(
    LaneSource Source, Value Memref, IReadOnlyList<AffineSum> Newest, IReadOnlyList<(AffineLoadOp Load, int Before)> Reads)
{
    /// <summary>How many a turn needs of those before it.</summary>
    public int Carried => Reads.Select(read => read.Before).DefaultIfEmpty().Max();
}

/// <summary>What rows that are lanes read of the array that they write.</summary>
/// <param name="Lag">How many columns each has to be behind the one above.</param>
/// <param name="Beyond">How many columns they read further than the loops do.</param>
/// <param name="All">That of what turns make is the first.</param>
internal sealed record LaneStreams(int Lag, int Beyond, IReadOnlyList<LaneStream> All)
{
    private const int MostLag = 4;

    /// <summary>The streams of some reads; null where they are of rows further away, or lanes would be far behind each other.</summary>
    /// <param name="reads">With how many rows and columns each is further than what its turn writes.</param>
    public static LaneStreams? Of(AffineStoreOp store, IReadOnlyList<AffineSum> place, Value row, IReadOnlyList<OwnRead> reads)
    {
        if (reads.Any(read => Math.Abs(read.Rows) > 1 || Math.Abs(read.Columns) > MostLag)) return null;
        var byRow = reads.ToLookup(read => read.Rows);
        var (above, below) = (byRow[-1], byRow[1]);
        var (made, ahead) = (byRow[0].Where(read => read.Columns < 0), byRow[0].Where(read => read.Columns >= 0));
        // The row above has made what is read of it, the one below has not come to it.
        var lag = above.Select(read => read.Columns + 1).Concat(below.Select(read => -read.Columns)).Append(1).Max();
        if (lag > MostLag) return null;
        var furthest = ahead.Select(read => read.Columns).Concat(below.Select(read => read.Columns + lag)).DefaultIfEmpty().Max();
        LaneStream[] all =
        [
            Stream(LaneSource.Turn, made, 0, 0),
            .. above.Any() ? [Stream(LaneSource.Above, above, -1, lag - 1)] : Array.Empty<LaneStream>(),
            .. ahead.Any() || below.Any() ? [Stream(LaneSource.Square, ahead, 0, furthest)] : Array.Empty<LaneStream>(),
            .. below.Any() ? [Stream(LaneSource.Below, below, 1, furthest - lag)] : Array.Empty<LaneStream>(),
        ];
        var beyond = Math.Max(above.Any() ? lag - 1 : 0, furthest) - reads.Select(read => read.Columns).Append(0).Max();
        return new(lag, beyond, all);

        LaneStream Stream(LaneSource source, IEnumerable<OwnRead> of, int rows, int newest) => new(
            source, store.Memref, [.. place.Select((sum, d) => sum + (sum[row] != 0 ? rows : d == place.Count - 1 ? newest : 0))],
            [.. of.Select(read => (read.Load, newest - read.Columns))]);
    }
}

/// <summary>A read of the array that is written, and how many rows and columns it is further than what its turn writes.</summary>
internal sealed record OwnRead(AffineLoadOp Load, int Rows, int Columns);
