namespace Weft.Backends;

/// <summary>Bytes that memrefs look at: the interpreter's own, which start as zeros, or the caller's, seen in place.</summary>
internal sealed unsafe class Storage
{
    // Keeps own bytes alive; in units of 64 bits, because an array may have more than 2^31 bytes but not elements.
    private readonly long[]? _owned;
    private readonly Storage? _whole;
    private bool _isFreed;

    private Storage(nint address, long[]? owned, Storage? whole = null)
    {
        Address = (byte*)address;
        (_owned, _whole) = (owned, whole);
    }

    public byte* Address { get; }

    /// <summary>The number of bytes; of the caller's memory as much as it says.</summary>
    public long ByteCount { get; private init; }

    /// <summary>Set by <c>memref.dealloc</c>; the bytes stay until nothing refers to them.</summary>
    public bool IsFreed
    {
        get => _isFreed || _whole is { IsFreed: true };
        set => _isFreed = value;
    }

    /// <summary>Some of the bytes, which are freed with the whole.</summary>
    public Storage Part(long offset, long byteCount) => new((nint)(Address + offset), _owned, this) { ByteCount = byteCount };

    public static Storage Borrow(nint address, long byteCount) => new(address, null) { ByteCount = byteCount };

    /// <summary>Throws <see cref="OutOfMemoryException"/> or <see cref="OverflowException"/> when there is not enough memory.</summary>
    public static Storage Allocate(long byteCount)
    {
        var owned = GC.AllocateArray<long>(checked((int)((byteCount / sizeof(long)) + 1)), pinned: true);
        fixed (long* first = owned) return new((nint)first, owned) { ByteCount = byteCount };
    }
}
