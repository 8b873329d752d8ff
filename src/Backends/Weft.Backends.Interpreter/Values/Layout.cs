using System.Collections.Immutable;

namespace Weft.Backends;

/// <summary>Where the elements of a memref are: a position, counted in elements, for each index in its shape.</summary>
internal abstract class Layout(ImmutableArray<long> shape)
{
    public ImmutableArray<long> Shape { get; } = shape;

    /// <summary>Number of elements: the product of the extents.</summary>
    public long Count => Volume(Shape);

    /// <summary>One more than the largest position; throws <see cref="OverflowException"/> past 2^63.</summary>
    public abstract long End { get; }

    /// <summary>The smallest position.</summary>
    public virtual long Start => 0;

    /// <summary>The position of an index that is within the shape.</summary>
    public abstract long Position(ReadOnlySpan<long> index);

    /// <summary>Row-major without gaps, from position 0.</summary>
    public virtual bool IsDense => false;

    public static long Volume(ImmutableArray<long> extents)
    {
        var volume = 1L;
        foreach (var extent in extents) volume = checked(volume * extent);
        return volume;
    }

    /// <summary>The number of an index in row-major order.</summary>
    public static long Number(ImmutableArray<long> extents, ReadOnlySpan<long> index)
    {
        var number = 0L;
        for (var d = 0; d < index.Length; d++) number = (number * extents[d]) + index[d];
        return number;
    }

    /// <summary>Moves to the next index in row-major order; false after the last.</summary>
    public static bool Advance(Span<long> index, ImmutableArray<long> extents)
    {
        for (var d = index.Length - 1; d >= 0; d--)
        {
            if (++index[d] < extents[d]) return true;
            index[d] = 0;
        }

        return false;
    }
}
