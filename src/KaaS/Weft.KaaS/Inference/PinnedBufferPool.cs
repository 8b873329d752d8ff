using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Weft.KaaS;

/// <summary>
/// Buffers for request bodies that the garbage collector does not move, so that kernels read tensors where they arrived. Kept by power
/// of two and reused; not cleared, so hand out only what was written.
/// </summary>
public sealed class PinnedBufferPool
{
    private const int SmallestBits = 12;
    private const int LargestKeptBits = 24;
    private const int KeptBytesPerSize = 1 << 23;
    private const int MostKeptPerSize = 64;

    private readonly ConcurrentQueue<byte[]>[] _kept =
        [.. Enumerable.Range(0, LargestKeptBits - SmallestBits + 1).Select(_ => new ConcurrentQueue<byte[]>())];

    /// <summary>A buffer of at least <paramref name="size"/> bytes.</summary>
    public byte[] Rent(int size)
    {
        var bits = BitsFor(size);
        if (bits > LargestKeptBits) return GC.AllocateUninitializedArray<byte>(size, pinned: true);
        return _kept[bits - SmallestBits].TryDequeue(out var buffer)
            ? buffer : GC.AllocateUninitializedArray<byte>(1 << bits, pinned: true);
    }

    /// <summary>Takes a buffer back. Nothing may use it any more.</summary>
    public void Return(byte[] buffer)
    {
        var bits = BitsFor(buffer.Length);
        if (bits > LargestKeptBits || buffer.Length != 1 << bits) return;
        var kept = _kept[bits - SmallestBits];
        if (kept.Count < Math.Clamp(KeptBytesPerSize >> bits, 1, MostKeptPerSize)) kept.Enqueue(buffer);
    }

    /// <summary>The address of the buffer's first byte.</summary>
    public static nint AddressOf(byte[] buffer) => Marshal.UnsafeAddrOfPinnedArrayElement(buffer, 0);

    private static int BitsFor(int size) => Math.Max(SmallestBits, 32 - BitOperations.LeadingZeroCount((uint)Math.Max(0, size - 1)));
}
