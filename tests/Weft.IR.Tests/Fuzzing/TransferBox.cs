namespace Weft.IR.Tests.Fuzzing;

/// <summary>What a transfer of <c>f32</c> goes over: any order of dimensions, and beyond the end where <c>in_bounds</c> does not say
/// otherwise.</summary>
internal sealed record TransferBox(long[] Begin, long[] Vector, IReadOnlyList<long> Mask, string Attributes)
{
    public string Type => VectorOf(Vector, "f32");

    /// <param name="random">Decides.</param>
    /// <param name="source">The extents of the source.</param>
    /// <param name="mayRepeat">Whether dimensions of the vector may go along none of the source's.</param>
    public static TransferBox Of(Random random, long[] source, bool mayRepeat)
    {
        var rank = random.Next(source.Length + 1);
        var order = Enumerable.Range(0, source.Length).ToArray();
        random.Shuffle(order);
        int?[] map = [.. order.Take(rank).Select(d => mayRepeat && random.Next(4) == 0 ? null : (int?)d)];
        if (random.Next(3) == 0) Array.Sort(map);
        long[] vector = [.. map.Select(_ => (long)random.Next(1, 5))];
        var begin = source.Select((extent, d) => (long)random.Next((int)extent + (map.Contains(d) ? 2 : 0))).ToArray();
        var fits = map.Select((d, r) => d is not { } dim || (random.Next(3) > 0 && begin[dim] + vector[r] <= source[dim]));
        var dims = Enumerable.Range(0, source.Length).Select(d => Array.IndexOf(map, d)).Where(r => r >= 0);
        var results = map.Select(d => d is { } dim ? $"d{dim}" : "0");
        var attributes = $"{{in_bounds = [{string.Join(", ", fits.Select(f => f ? "true" : "false"))}], "
            + $"permutation_map = affine_map<({string.Join(", ", source.Select((_, d) => $"d{d}"))}) -> ({string.Join(", ", results)})>}}";
        return new(begin, vector, [.. dims.Select(r => vector[r])], attributes);
    }

    public static string VectorOf(IReadOnlyList<long> shape, string element) =>
        $"vector<{string.Concat(shape.Select(d => $"{d}x"))}{element}>";
}
