namespace Weft.Runtime;

/// <summary>How many threads share the tiles of a launch, and how they wait for the next one.</summary>
public sealed record TilePoolOptions
{
    /// <summary>Threads that run tiles, the caller's included; the pool starts one fewer.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// How long an idle thread spins before it parks. Spinning makes the next fork about ten times cheaper and takes the core
    /// from others meanwhile: zero (park at once) is right where a machine is shared.
    /// </summary>
    public TimeSpan Spin { get; init; } = TimeSpan.FromMicroseconds(40);

    /// <summary>Bytes of scratch memory that a native tile is handed, per thread and nesting level; allocated on first use.</summary>
    public int ScratchBytes { get; init; } = 2 << 20;
}
