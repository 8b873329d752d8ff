namespace Weft.Runtime;

/// <summary>What one call of <see cref="TilePool"/> has to do: a native or a managed body over <c>[0, Count)</c>.</summary>
internal readonly unsafe struct TilePoolWork
{
    public required long Count { get; init; }

    /// <summary>Indices per chunk; at least 1.</summary>
    public required long Grain { get; init; }

    public delegate* unmanaged<void*, long, long, void*, void> Native { get; init; }

    public void* Argument { get; init; }

    /// <summary>No chunk starts while this is not zero; null when nothing stops the work.</summary>
    public long* Stop { get; init; }

    public Action<long, long>? Managed { get; init; }

    public CancellationToken Cancellation { get; init; }

    /// <summary>Counted in chunks so that no sum passes <see cref="Count"/>: counts up to 2^63-1 do not overflow.</summary>
    public long Chunks => ((Count - 1) / Grain) + 1;

    public bool IsStopped => Stop != null && Volatile.Read(ref *Stop) != 0;
}
