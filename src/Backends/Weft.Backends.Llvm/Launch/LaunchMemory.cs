using System.Runtime.InteropServices;

namespace Weft.Backends.Llvm;

/// <summary>
/// The temporary arrays of one launch: a list of blocks, so that what native code leaves behind after a fault is freed too.
/// Lives in unmanaged memory and is used by several threads at once.
/// </summary>
internal unsafe struct LaunchMemory
{
    // A cache line, the widest vector, and at least the size of a header.
    private const long MinimumAlignment = 64;
    private const long MaximumAlignment = 1 << 30;

    private Block* _first;
    private long _used;
    private long _limit;
    private int _locked;

    public void Initialize(long limit) => _limit = limit;

    /// <summary>A block, or null when the request is not sensible, the limit is reached or the system has no memory.</summary>
    public void* Allocate(long bytes, long alignment)
    {
        if (bytes < 0 || bytes > _limit || alignment < 0 || alignment > MaximumAlignment || (alignment & (alignment - 1)) != 0) return null;
        // One alignment step holds the header, so that what follows it is aligned as well.
        var step = Math.Max(alignment, MinimumAlignment);
        var used = Interlocked.Add(ref _used, bytes);
        var start = used >= 0 && used <= _limit ? TryAllocate((nuint)bytes + (nuint)step, (nuint)step) : null;
        if (start == null)
        {
            Interlocked.Add(ref _used, -bytes);
            return null;
        }

        var block = (Block*)(start + step) - 1;
        *block = new() { Start = start, Bytes = bytes };
        Link(block);
        return start + step;
    }

    public void Free(void* payload)
    {
        if (payload == null) return;
        var block = (Block*)payload - 1;
        Unlink(block);
        Interlocked.Add(ref _used, -block->Bytes);
        NativeMemory.AlignedFree(block->Start);
    }

    /// <summary>Frees what is left, after the last native code has returned.</summary>
    public void FreeAll()
    {
        while (_first != null)
        {
            var block = _first;
            _first = block->Next;
            NativeMemory.AlignedFree(block->Start);
        }
    }

    private static byte* TryAllocate(nuint bytes, nuint alignment)
    {
        try
        {
            return (byte*)NativeMemory.AlignedAlloc(bytes, alignment);
        }
        catch (OutOfMemoryException)
        {
            return null;
        }
    }

    private void Link(Block* block)
    {
        Lock();
        block->Next = _first;
        if (_first != null) _first->Previous = block;
        _first = block;
        Unlock();
    }

    private void Unlink(Block* block)
    {
        Lock();
        if (block->Previous != null) block->Previous->Next = block->Next;
        else _first = block->Next;
        if (block->Next != null) block->Next->Previous = block->Previous;
        Unlock();
    }

    // Held for a few instructions; a monitor would need a managed object for every launch.
    private void Lock()
    {
        for (var wait = new SpinWait(); Interlocked.CompareExchange(ref _locked, 1, 0) != 0;) wait.SpinOnce();
    }

    private void Unlock() => Volatile.Write(ref _locked, 0);

    private struct Block
    {
        public byte* Start;
        public long Bytes;
        public Block* Next;
        public Block* Previous;
    }
}
