using Weft.IR;

namespace Weft.Backends;

/// <summary>Numbers and values in one list, as operations on slices have them.</summary>
internal sealed class IndexList
{
    private readonly (int Slot, long Number)[] _entries;

    public IndexList(IEnumerable<MixedIndex> mixed, Preparation prepare) =>
        _entries = [.. mixed.Select(m => m.Value is { } value ? (prepare.Slot(value), 0L) : (-1, m.Number!.Value))];

    public long[] Read(Frame frame) => Array.ConvertAll(_entries, e => e.Slot < 0 ? e.Number : frame.Bits(e.Slot));
}

/// <summary>The part of a shape that offsets, sizes and strides name.</summary>
internal sealed class Slice(Operation op, Preparation prepare, IOffsetSizeAndStride slice)
{
    private readonly IndexList _offsets = new(slice.MixedOffsets, prepare);
    private readonly IndexList _sizes = new(slice.MixedSizes, prepare);
    private readonly IndexList _strides = new(slice.MixedStrides, prepare);

    /// <summary>Reads the three lists; an error when the part does not lie in the shape.</summary>
    public (long[] Offsets, long[] Sizes, long[] Strides) Read(Frame frame, ReadOnlySpan<long> shape)
    {
        var (offsets, sizes, strides) = (_offsets.Read(frame), _sizes.Read(frame), _strides.Read(frame));
        for (var d = 0; d < shape.Length; d++)
        {
            var last = offsets[d] + ((sizes[d] - 1) * strides[d]);
            if (sizes[d] < 0 || (sizes[d] > 0 && (Math.Min(offsets[d], last) < 0 || Math.Max(offsets[d], last) >= shape[d])))
                throw frame.Error(
                    InterpreterDiagnostics.ShapeMismatch, op.Location, op.Name,
                    $"a part of dimension {d}, which has {shape[d]} elements", $"{sizes[d]} from {offsets[d]} in steps of {strides[d]}");
        }

        return (offsets, sizes, strides);
    }
}
