using System.Collections.Immutable;

namespace Weft.Backends;

/// <summary>Where the patches of one of Winograd's transforms lie.</summary>
/// <param name="Outer">How many there are, in each dimension.</param>
/// <param name="From">The place of an element of a patch, for the patch's number and the element's row and column.</param>
/// <param name="To">As <paramref name="From"/>, of an element of what the patch becomes.</param>
internal sealed record WinogradPatches(
    long Height, long Width, ImmutableArray<long> Outer, Func<long[], long, long, long[]> From, Func<long[], long, long, long[]> To)
{
    /// <summary>Of filters <c>[filter, height, width, channel]</c>, to <c>[height, width, channel, filter]</c>.</summary>
    public static WinogradPatches OfFilter(ImmutableArray<long> from, ImmutableArray<long> to) => new(
        from[1], from[2], [from[0], from[3]], static (at, h, w) => [at[0], h, w, at[1]], static (at, h, w) => [h, w, at[1], at[0]]);

    /// <summary>Of images <c>[image, height, width, channel]</c>, to <c>[height, width, tile, tile, image, channel]</c>: tiles begin
    /// <c>m</c> elements apart.</summary>
    public static WinogradPatches OfInput(ImmutableArray<long> from, ImmutableArray<long> to, long m) => new(
        to[0], to[1], to[2..], (at, h, w) => [at[2], (at[0] * m) + h, (at[1] * m) + w, at[3]], static (at, h, w) => [h, w, .. at]);

    /// <summary>Back from what <see cref="OfInput"/> goes to; a dimension of 1 was not transformed.</summary>
    public static WinogradPatches OfOutput(ImmutableArray<long> from, ImmutableArray<long> to, long m)
    {
        var (down, across) = (from[0] == 1 ? 1 : m, from[1] == 1 ? 1 : m);
        return new(
            from[0], from[1], from[2..], static (at, h, w) => [h, w, .. at],
            (at, h, w) => [at[2], (at[0] * down) + h, (at[1] * across) + w, at[3]]);
    }
}
