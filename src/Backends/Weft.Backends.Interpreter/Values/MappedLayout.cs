using System.Collections.Immutable;
using Weft.IR;

namespace Weft.Backends;

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
