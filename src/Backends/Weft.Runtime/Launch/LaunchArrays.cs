using System.Runtime.CompilerServices;

namespace Weft.Runtime;

/// <summary>
/// The arrays of one launch, which stay where they are until it ends. Generated launch code lists them, and needs no unsafe code itself:
/// <c>LaunchArrays.None.At(1, ref x[0]).At(3, ref y[0])</c> adds the addresses to slots 1 and 3.
/// </summary>
public interface ILaunchArrays
{
    internal void Launch(Span<long> slots, in LaunchCall call);
}

/// <summary>No arrays: what every list begins with.</summary>
public readonly ref struct LaunchArrays : ILaunchArrays
{
    public static LaunchArrays None => default;

    /// <inheritdoc cref="LaunchArrays{TOthers}.At"/>
    public LaunchArrays<LaunchArrays> At<T>(int slot, ref readonly T first) =>
        new(this, slot, ref Unsafe.As<T, byte>(ref Unsafe.AsRef(in first)));

    void ILaunchArrays.Launch(Span<long> slots, in LaunchCall call) => call.Run(slots);
}

/// <summary>An array behind others. Holding one calls on to the next, so that any number of them is held at once.</summary>
public readonly ref struct LaunchArrays<TOthers> : ILaunchArrays
    where TOthers : struct, ILaunchArrays, allows ref struct
{
    private readonly TOthers _others;
    private readonly int _slot;
    private readonly ref readonly byte _first;

    internal LaunchArrays(TOthers others, int slot, ref readonly byte first)
    {
        _others = others;
        _slot = slot;
        _first = ref first;
    }

    /// <summary>The list and one more array, whose address is added to what the slot holds.</summary>
    /// <param name="first">The array's first element; a null reference adds nothing.</param>
    public LaunchArrays<LaunchArrays<TOthers>> At<T>(int slot, ref readonly T first) =>
        new(this, slot, ref Unsafe.As<T, byte>(ref Unsafe.AsRef(in first)));

    unsafe void ILaunchArrays.Launch(Span<long> slots, in LaunchCall call)
    {
        fixed (byte* address = &_first)
        {
            slots[_slot] += (long)address;
            _others.Launch(slots, call);
        }
    }
}

/// <summary>What runs while the arrays are held.</summary>
internal readonly ref struct LaunchCall(Kernel kernel, CancellationToken cancellation)
{
    private readonly Kernel _kernel = kernel;
    private readonly CancellationToken _cancellation = cancellation;

    /// <summary>How many times, or null for a single launch.</summary>
    public int? Count { get; init; }

    /// <summary>Of a batch: how many items each parameter has something for, or <see cref="LaunchBatch.All"/>.</summary>
    public ReadOnlySpan<long> Items { get; init; }

    /// <summary>Whose arrays must lie apart; null where they need not.</summary>
    public KernelSignature? Apart { get; init; }

    public void Run(ReadOnlySpan<long> slots)
    {
        if (Count is { } count)
        {
            _kernel.LaunchBatch(count, slots, Items, Apart, _cancellation);
            return;
        }

        if (Apart is { } signature) SlotMemory.RequireApart(signature, slots);
        _kernel.Launch(slots, _cancellation);
    }
}
