using System.Runtime.InteropServices;

namespace Weft.Runtime;

/// <summary>
/// Where a thread runs tiles: its scratch memory and the job it forks. A tile that forks again gets the frame below, so that
/// the scratch memory of the outer tile stays its own.
/// </summary>
internal sealed unsafe class TilePoolFrame(TilePool pool, int scratchBytes) : IDisposable
{
    private const int ScratchAlignment = 4096;

    private TilePoolFrame? _inner;
    private void* _scratch;

    public TilePool Pool { get; } = pool;

    public TilePoolJob Job { get; } = new();

    public TilePoolFrame Inner => _inner ??= new(Pool, scratchBytes);

    public void* Scratch => _scratch != null || scratchBytes == 0
        ? _scratch
        : _scratch = NativeMemory.AlignedAlloc((nuint)scratchBytes, ScratchAlignment);

    public void Dispose()
    {
        _inner?.Dispose();
        NativeMemory.AlignedFree(_scratch);
        _scratch = null;
    }
}
