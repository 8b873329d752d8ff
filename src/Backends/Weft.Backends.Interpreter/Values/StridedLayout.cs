using System.Collections.Immutable;

namespace Weft.Backends;

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
