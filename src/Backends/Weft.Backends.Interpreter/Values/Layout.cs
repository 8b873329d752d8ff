using System.Collections.Immutable;
using Weft.IR;

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

/// <summary>Position = offset + sum of index times stride.</summary>
internal sealed class StridedLayout(ImmutableArray<long> shape, ImmutableArray<long> strides, long offset) : Layout(shape)
{
    public ImmutableArray<long> Strides { get; } = strides;

    public long Offset { get; } = offset;

    public override bool IsDense { get; } = offset == 0 && IsRowMajor(shape, strides);

    public override long End
    {
        get
        {
            if (Shape.Contains(0)) return 0;
            var last = Offset;
            for (var d = 0; d < Shape.Length; d++) last = checked(last + ((Shape[d] - 1) * Math.Max(0, Strides[d])));
            return checked(last + 1);
        }
    }

    public override long Start
    {
        get
        {
            var first = Offset;
            for (var d = 0; d < Shape.Length; d++) first = checked(first + ((Shape[d] - 1) * Math.Min(0, Strides[d])));
            return first;
        }
    }

    public static StridedLayout Dense(ImmutableArray<long> shape) => new(shape, RowMajor(shape), 0);

    public override long Position(ReadOnlySpan<long> index)
    {
        var position = Offset;
        for (var d = 0; d < index.Length; d++) position += index[d] * Strides[d];
        return position;
    }

    // The stride of a dimension with one element is never used.
    private static bool IsRowMajor(ImmutableArray<long> shape, ImmutableArray<long> strides)
    {
        var dense = RowMajor(shape);
        return shape.Contains(0) || Enumerable.Range(0, shape.Length).All(d => shape[d] == 1 || strides[d] == dense[d]);
    }

    private static ImmutableArray<long> RowMajor(ImmutableArray<long> shape)
    {
        var strides = new long[shape.Length];
        var stride = 1L;
        for (var d = shape.Length - 1; d >= 0; d--)
        {
            strides[d] = stride;
            stride = checked(stride * shape[d]);
        }

        return [.. strides];
    }
}

/// <summary>Position = row-major position of <c>map(index)</c> in the smallest box, from zero, that holds all of them.</summary>
internal sealed class MappedLayout : Layout
{
    private readonly AffineMap _map;
    private readonly ImmutableArray<long> _symbols;
    private readonly StridedLayout _box;

    public MappedLayout(ImmutableArray<long> shape, AffineMap map, ImmutableArray<long> symbols) : base(shape)
    {
        (_map, _symbols) = (map, symbols);
        _box = StridedLayout.Dense(BoxOf());
    }

    public override long End => _box.End;

    public override bool IsDense => _map.IsIdentity;

    public override long Position(ReadOnlySpan<long> index)
    {
        Span<long> image = stackalloc long[_map.Results.Count];
        Map(index, image);
        return _box.Position(image);
    }

    private void Map(ReadOnlySpan<long> index, Span<long> image)
    {
        for (var r = 0; r < image.Length; r++)
            image[r] = _map.Results[r].Evaluate(index, _symbols.AsSpan()) is >= 0 and var at
                ? at
                : throw new ArgumentException($"the layout {_map} maps ({string.Join(", ", index.ToArray())}) outside of memory");
    }

    // Maps with mod and floordiv are not monotone: every index is asked.
    private ImmutableArray<long> BoxOf()
    {
        var box = new long[_map.Results.Count];
        if (Shape.Contains(0)) return [.. box];
        var (index, image) = (new long[Shape.Length], new long[box.Length]);
        do
        {
            Map(index, image);
            for (var r = 0; r < box.Length; r++) box[r] = Math.Max(box[r], image[r] + 1);
        }
        while (Advance(index, Shape));
        return [.. box];
    }
}
