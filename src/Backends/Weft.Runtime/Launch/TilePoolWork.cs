namespace Weft.Runtime;

/// <summary>What one call of <see cref="TilePool"/> has to do: a native or a managed body over <c>[0, Count)</c>.</summary>
internal readonly unsafe struct TilePoolWork
{
    public required long Count { get; init; }

    /// <summary>The fewest indices of a chunk but the last; at least 1.</summary>
    public required long Grain { get; init; }

    /// <summary>A chunk is so small a part of what is left, as long as that is more than the grain: chunks even out towards the end.
    /// </summary>
    public required long Shares { get; init; }

    public delegate* unmanaged<void*, long, long, void*, void> Native { get; init; }

    public void* Argument { get; init; }

    /// <summary>No chunk starts while this is not zero; null when nothing stops the work.</summary>
    public long* Stop { get; init; }

    public Action<long, long>? Managed { get; init; }

    public CancellationToken Cancellation { get; init; }

    /// <summary>How many chunks there can be.</summary>
    public long MostChunks => ((Count - 1) / Grain) + 1;

    /// <summary>Where the chunk ends that begins at an index below <see cref="Count"/>. Counts up to 2^63-1 do not overflow.</summary>
    public long EndOf(long begin)
    {
        var left = Count - begin;
        return begin + Math.Min(left, Math.Max(Grain, left / Shares));
    }

    public bool IsStopped => Stop != null && Volatile.Read(ref *Stop) != 0;
}
