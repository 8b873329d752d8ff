using System.Runtime.CompilerServices;
using Weft.IR;

namespace Weft.Runtime;

/// <summary>A kernel's launches on the items of a batch. They are independent: each has its slots, which the first item's say.</summary>
public sealed class LaunchBatch
{
    private readonly long[] _slots;

    // What is added to each slot from item to item, and the bytes of the number that stands at the address in it.
    private readonly (long Step, int Load)[] _changes;

    /// <summary>Throws <see cref="ArgumentException"/> when the items cannot share the arrays equally, and when those of an item do not fit
    /// together as the signature asks.</summary>
    /// <param name="slots">Those of the first item; the extent of an array that all share is that of the whole.</param>
    /// <param name="items">For each parameter how many items it has something for, or <see cref="All"/>; for a number then, and for a
    /// number that each item gives only, how many bytes lie from one to the next.</param>
    internal LaunchBatch(int count, KernelSignature signature, ReadOnlySpan<long> slots, ReadOnlySpan<long> items)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        (Count, _slots, _changes) = (count, slots.ToArray(), new (long, int)[slots.Length]);
        var (slot, next) = (0, 0);
        foreach (var parameter in signature.Parameters)
        {
            var given = items[next++];
            _changes[slot] = parameter.IsScalar ? NumberStep(parameter, given, items[next++])
                : parameter.Shape.IsEmpty ? (given, 0)
                : (ArrayStep(parameter, given, _slots.AsSpan(slot + 1, parameter.Shape.Length)), 0);
            slot += 1 + parameter.Shape.Length;
        }

        ArgumentOutOfRangeException.ThrowIfNotEqual(slot, slots.Length);
        SlotShapes.Check(signature, _slots);
    }

    /// <summary>In place of a number of items: a number that all share, or an array that holds the items' one behind the other.</summary>
    public const long All = -1;

    public int Count { get; }

    /// <summary>Throws <see cref="SharedMemoryException"/> when an array that some item writes shares memory with another one.</summary>
    internal void RequireApart(KernelSignature signature)
    {
        // As if all items were one launch: their arrays follow one another.
        var (whole, slot) = ((long[])[.. _slots], 0);
        foreach (var parameter in signature.Parameters)
        {
            if (!parameter.Shape.IsEmpty) whole[slot + 1] *= Count;
            slot += 1 + parameter.Shape.Length;
        }

        SlotMemory.RequireApart(signature, whole);
    }

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

    private (long Step, int Load) NumberStep(KernelParameter parameter, long given, long bytes)
    {
        if (given == All) return (0, 0);
        if (given != Count)
            throw Refuse(
                parameter,
                $"'{NameOf(parameter)}' has {given} values, but there are {Count} items; give one for each, or one for all");
        return (bytes, parameter.Element.ByteSize);
    }

    // The bytes from one item's array to the next. The extents become the item's.
    private long ArrayStep(KernelParameter parameter, long given, Span<long> extents)
    {
        if (given != All)
        {
            if (given != Count)
                throw Refuse(parameter, $"the first dimension of '{parameter.Name}' is {given}, but there are {Count} items");
        }
        else
        {
            if (Count == 0 ? extents[0] != 0 : extents[0] % Count != 0)
                throw Refuse(parameter, $"'{parameter.Name}' has {extents[0]} elements, which {Count} items cannot share equally");
            extents[0] /= Math.Max(Count, 1);
        }

        var bytes = (long)parameter.Element.ByteSize * parameter.Stride;
        foreach (var extent in extents) bytes = checked(bytes * extent);
        return bytes;
    }

    // A struct, or an array of them, is a parameter for each field, named behind a dot.
    private static string NameOf(KernelParameter parameter) => parameter.Name.Split('.')[0];

    private static ArgumentException Refuse(KernelParameter parameter, string problem) => new(problem, NameOf(parameter));

    private static unsafe long Load(long address, int bytes) => bytes switch
    {
        1 => *(byte*)address,
        2 => *(ushort*)address,
        4 => *(uint*)address,
        _ => *(long*)address,
    };
}
