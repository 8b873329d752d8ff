using Weft.IR;

namespace Weft.Passes;

/// <summary>How many turns of each loop of a nest make a tile.</summary>
/// <param name="Size">The extent in each dimension; 0 where it is not given.</param>
/// <param name="Sizes">The extents in the dimensions, if there is no single one.</param>
/// <param name="CacheSize">How many KiB the memory of a tile may take where no extent is given.</param>
internal sealed record TileExtents(long Size, Sequence<long> Sizes, long CacheSize)
{
    private const long Default = 4;

    public IReadOnlyList<long> For(IReadOnlyList<AffineForOp> band)
    {
        if (Size > 0) return [.. band.Select(_ => Size)];
        if (!Sizes.IsEmpty) return [.. band.Select((_, i) => i < Sizes.Count ? Math.Max(1, Sizes[i]) : Default)];
        // Nothing fits into no memory at all.
        if (CacheSize == 0) return [.. band.Select(_ => 1L)];
        if (AccessRegion.Footprint(band[0]) is not { } footprint) return Dividing(band, [.. band.Select(_ => Default)]);
        var excess = RowArithmetic.CeilDivide(footprint, CacheSize * 1024);
        return excess <= 1 ? [.. band.Select(_ => 1L)] : Dividing(band, Spread(excess, band.Count));
    }

    // The memory is taken to grow with each extent alike.
    private static long[] Spread(long excess, int dimensions)
    {
        var sizes = new long[dimensions];
        Array.Fill(sizes, (long)Math.Floor(Math.Pow(excess, 1.0 / dimensions)));
        sizes[^1] = Math.Max(1, excess / sizes[..^1].Aggregate(1L, (a, b) => a * b));
        return sizes;
    }

    // Extents that leave no turns over need no limit in the loops over points.
    private static long[] Dividing(IReadOnlyList<AffineForOp> band, long[] sizes)
    {
        for (var i = 0; i < sizes.Length; i++)
        {
            if (band[i].ConstantTripCount is not { } count) continue;
            if (count > 1) sizes[i] = Math.Min(sizes[i], (long)(count / 2));
            while (count % (ulong)sizes[i] != 0) sizes[i]--;
        }

        return sizes;
    }
}
