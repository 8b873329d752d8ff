using System.Runtime.CompilerServices;

namespace Weft.Runtime;

/// <summary>A kernel's launches on the items of a batch. They are independent: each has its slots, which the first item's say.</summary>
public sealed class LaunchBatch
{
    private readonly long[] _slots;

    // What is added to each slot from item to item, and the bytes of the number that stands at the address in it.
    private readonly (long Step, int Load)[] _changes;

    /// <summary>Throws <see cref="ArgumentException"/> when the items cannot share the arrays equally.</summary>
    internal LaunchBatch(int count, ReadOnlySpan<long> slots, ReadOnlySpan<BatchParameter> parameters)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        (Count, _slots, _changes) = (count, slots.ToArray(), new (long, int)[slots.Length]);
        var slot = 0;
        foreach (var parameter in parameters)
        {
            if (parameter.Rank == 0) _changes[slot] = (parameter.Step(count), parameter.IsNumber ? (int)parameter.Step(count) : 0);
            else _changes[slot] = (parameter.Step(count, _slots.AsSpan(slot + 1, parameter.Rank)), 0);
            slot += 1 + parameter.Rank;
        }

        ArgumentOutOfRangeException.ThrowIfNotEqual(slot, slots.Length);
    }

    public int Count { get; }

    /// <summary>Runs one item. A fault tells which.</summary>
    [SkipLocalsInit]
    public void Run(IExecutable executable, int item, CancellationToken cancellation)
    {
        Span<long> slots = stackalloc long[_slots.Length];
        for (var i = 0; i < slots.Length; i++)
        {
            var (step, load) = _changes[i];
            slots[i] = _slots[i] + (item * step);
            if (load != 0) slots[i] = Load(slots[i], load);
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
}
