using Weft.IR;

namespace Weft.Passes;

/// <summary>An array in blocks: <c>t[i, j]</c> -> <c>t[i floordiv 8, j floordiv 16, i mod 8, j mod 16]</c>. Neighbours in all dimensions are
/// near each other, and rows that lie a multiple of a page apart do not meet in the cache.</summary>
/// <param name="Sizes">The extents of a block; a dimension in which it has one element is not among those within blocks.</param>
internal sealed record BlockedLayout(Sequence<long> Sizes) : IArrayLayout
{
    public int Rank => Sizes.Count;

    // Of what is drawn into limits, the remainder is not.
    public bool MayServe(Operation access) => access is not ClampedLoadOp;

    public AffineValueMap Of(AffineValueMap subscripts)
    {
        var places = subscripts.Normalized();
        var parts = places.Map.Results.Zip(Sizes, (at, size) => Parts(places with { Map = places.Map.With([at]) }, size)).ToList();
        return Parted(parts).Aggregate((all, next) => all.And(next)).Canonicalized();
    }

    public IReadOnlyList<Value> Of(IReadOnlyList<Value> subscripts, Builder builder) =>
        [.. Parted(subscripts.Zip(Sizes, (at, size) => size == 1 ? (at, at)
            : (builder.Add(new DivUIOp(at, Number(builder, size))), builder.Add(new RemUIOp(at, Number(builder, size))))))];

    public AllocationOp Allocate(AllocationOp array)
    {
        var shape = ((MemRefType)array.Memref.Type).Shape.Zip(Sizes, (extent, size) =>
            extent == ShapedType.Dynamic ? extent : (extent + size - 1) / size);
        var extents = Sizes.Select((size, d) => array.SizeOf(d) is { } extent ? Blocks(Builder.At(array), extent, size) : null);
        return LocalArray.InPlaceOf(array, [.. shape, .. Sizes.Where(size => size > 1)], [.. extents.OfType<Value>()]);
    }

    // Which blocks, and then where in them.
    private IEnumerable<T> Parted<T>(IEnumerable<(T Block, T Within)> parts)
    {
        var all = parts.ToList();
        return all.Select(part => part.Block).Concat(all.Where((_, d) => Sizes[d] > 1).Select(part => part.Within));
    }

    // Loops over tiles that are blocks go through one from its first element on.
    private static (AffineValueMap Block, AffineValueMap Within) Parts(AffineValueMap at, long size)
    {
        if (size == 1) return (at, at);
        var (number, start) = (AffineExpr.Constant(size), StartOf(at, size));
        return ((start ?? at).Select(first => first.FloorDiv(number)), start is null ? at.Select(one => one % number) : at.Minus(start));
    }

    // The first element of the block, of a counter that stays in one.
    private static AffineValueMap? StartOf(AffineValueMap at, long size)
    {
        if (LoopOf(at) is not { LowerBound: var start, UpperBound: var ends } || LoopOf(start) is null || !start.IsMultipleOf(size)) return null;
        return ends.Map.Results.Any(end => (ends with { Map = ends.Map.With([end]) }).Minus(start).Map.Results
            is [AffineConstant { Value: var turns }] && turns <= size) ? start : null;
    }

    // Whose counter a map is.
    private static AffineForOp? LoopOf(AffineValueMap map) =>
        map.Normalized() is { Map.Results: [AffineDim], Operands: [var counter] } ? counter.CountingLoop : null;

    // What is no extent stays none, and is a fault.
    private static Value Blocks(Builder builder, Value extent, long size)
    {
        if (size == 1) return extent;
        var isExtent = builder.Add(new CmpIOp(CmpIPredicate.Sgt, extent, Number(builder, 0)));
        return builder.Add(new SelectOp(isExtent, builder.Add(new CeilDivSIOp(extent, Number(builder, size))), extent));
    }

    private static Value Number(Builder builder, long value) => builder.Add(ConstantOp.Index(value));
}
