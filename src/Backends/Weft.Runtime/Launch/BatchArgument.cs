using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Weft.Runtime;

/// <summary>A number or struct that the items of a batch share, or one for each of them: <c>2f</c> or <c>new[] { 1f, 2f, 3f }</c>.
/// </summary>
public readonly ref struct BatchArgument<T>
    where T : unmanaged
{
    private readonly T _shared;
    private readonly ReadOnlySpan<T> _items;
    private readonly bool _isShared;

    private BatchArgument(T shared) => (_shared, _isShared) = (shared, true);

    private BatchArgument(ReadOnlySpan<T> items) => _items = items;

    /// <summary>What the slot of a number holds before <see cref="First"/> is added: its bits in the value that all share, or where it
    /// lies in the first.</summary>
    /// <param name="offset">Bytes from the start of a value to the number.</param>
    public long SlotAt<TNumber>(int offset)
        where TNumber : unmanaged
    {
        if (!_isShared) return offset;
        var bits = 0L;
        Unsafe.As<long, TNumber>(ref bits) =
            Unsafe.As<T, TNumber>(ref Unsafe.AddByteOffset(ref Unsafe.AsRef(in _shared), (nint)offset));
        return bits;
    }

    /// <summary>The first item's number; a null reference when all share one.</summary>
    public ref readonly T First => ref MemoryMarshal.GetReference(_items);

    /// <summary>How many numbers there are, or <see cref="LaunchBatch.All"/> for one that all share.</summary>
    public long Items => _isShared ? LaunchBatch.All : _items.Length;

#pragma warning disable CA2225 // Arguments are what they are written as; nobody converts them by name.
    public static implicit operator BatchArgument<T>(T shared) => new(shared);

    public static implicit operator BatchArgument<T>(T[] items) => new(items);

    public static implicit operator BatchArgument<T>(Span<T> items) => new(items);

    public static implicit operator BatchArgument<T>(ReadOnlySpan<T> items) => new(items);
#pragma warning restore CA2225
}
