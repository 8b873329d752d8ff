using System.Runtime.CompilerServices;

namespace Weft.Runtime;

/// <summary>How a slot of a batch changes from item to item.</summary>
/// <param name="Bytes">What is added to an address; 0 for what all items share.</param>
/// <param name="Load">The slot is the address of a number of so many bytes, and the item takes the number; 0 for all others.</param>
public readonly record struct BatchStep(long Bytes, int Load = 0);

/// <summary>A kernel's launches on the items of a batch. They are independent: each has its slots, which the first item's say.</summary>
public sealed class LaunchBatch
{
    private readonly long[] _slots;
    private readonly BatchStep[] _steps;

    internal LaunchBatch(int count, ReadOnlySpan<long> slots, ReadOnlySpan<BatchStep> steps) =>
        (Count, _slots, _steps) = (count, slots.ToArray(), steps.ToArray());

    public int Count { get; }

    /// <summary>Runs one item. A fault tells which.</summary>
    [SkipLocalsInit]
    public void Run(IExecutable executable, int item, CancellationToken cancellation)
    {
        Span<long> slots = stackalloc long[_slots.Length];
        for (var i = 0; i < slots.Length; i++)
        {
            var slot = _slots[i] + (item * _steps[i].Bytes);
            slots[i] = _steps[i].Load == 0 ? slot : Load(slot, _steps[i].Load);
        }

        try
        {
            executable.Run(slots, cancellation);
        }
        catch (KernelFaultException exception)
        {
            throw new KernelFaultException(exception.Fault with { Item = item });
        }
    }

    private static unsafe long Load(long address, int bytes) => bytes switch
    {
        1 => *(byte*)address,
        2 => *(ushort*)address,
        4 => *(uint*)address,
        _ => *(long*)address,
    };

    /// <summary>How many elements of a flat array each item has.</summary>
    public static int ItemLength(string array, long length, int count)
    {
        if (count == 0 ? length == 0 : length % count == 0) return count == 0 ? 0 : checked((int)(length / count));
        throw new ArgumentException($"'{array}' has {length} elements, which {count} items cannot share equally", array);
    }

    /// <summary>Checks an array that has a dimension for the items in front.</summary>
    public static void CheckLeading(string array, long extent, int count)
    {
        if (extent != count) throw new ArgumentException($"the first dimension of '{array}' is {extent}, but there are {count} items", array);
    }
}
