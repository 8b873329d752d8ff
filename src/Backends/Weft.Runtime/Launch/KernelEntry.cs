using System.Runtime.CompilerServices;

namespace Weft.Runtime;

/// <summary>One entry of a program and its compiled form on each device: what a generated launch class holds.</summary>
/// <param name="program">The program.</param>
/// <param name="name">The entry's name.</param>
public sealed class KernelEntry(KernelProgram program, string name)
{
    // Kernels stay compiled as long as their device lives; a launch finds its own without hashing the program.
    private readonly ConditionalWeakTable<Device, Loaded> _loaded = new();

    // Most programs have one device. Weak: the table keeps what it refers to, and keeps no device alive.
    private readonly WeakReference<Loaded?> _last = new(null);

    /// <summary>The kernel on a device, compiled now or earlier; throws as <see cref="Device.Load"/> does.</summary>
    public Kernel On(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return _last.TryGetTarget(out var last) && last.Device == device ? last.Kernel : Find(device);
    }

    /// <summary>Runs a launch on a thread of the pool.</summary>
    public static Task Async(Action launch, CancellationToken cancellation) => Task.Run(launch, cancellation);

    /// <summary>As <see cref="Async(Action, CancellationToken)"/>, for a kernel that returns something.</summary>
    public static Task<T> Async<T>(Func<T> launch, CancellationToken cancellation) => Task.Run(launch, cancellation);

    /// <summary>Runs the kernel on arrays of the caller's.</summary>
    /// <param name="slots">As <see cref="IExecutable.Run"/> has them, with a zero for each address.</param>
    public void Launch<TArrays>(Device device, Span<long> slots, TArrays arrays, CancellationToken cancellation)
        where TArrays : struct, ILaunchArrays, allows ref struct =>
        arrays.Launch(slots, new LaunchCall(On(device), cancellation));

    /// <summary>As <see cref="Launch"/>, for a kernel whose arrays share extents: they are checked first.</summary>
    /// <exception cref="ArgumentException">The arrays do not fit together, or not what the kernel asks of them.</exception>
    public void LaunchChecked<TArrays>(Device device, Span<long> slots, TArrays arrays, CancellationToken cancellation)
        where TArrays : struct, ILaunchArrays, allows ref struct
    {
        SlotShapes.Check(program.Find(name)!, slots);
        Launch(device, slots, arrays, cancellation);
    }

    /// <summary>As <see cref="Launch"/>, for a workflow, to which arrays are values: what it writes must not share memory with what else
    /// it takes.</summary>
    /// <exception cref="SharedMemoryException">Two arrays share memory.</exception>
    public void LaunchApart<TArrays>(Device device, Span<long> slots, TArrays arrays, CancellationToken cancellation)
        where TArrays : struct, ILaunchArrays, allows ref struct =>
        arrays.Launch(slots, new LaunchCall(On(device), cancellation) { Apart = program.Find(name)! });

    /// <summary>Runs the kernel on each item of a batch, several at once where the device has threads for them.</summary>
    /// <param name="slots">Those of the first item.</param>
    /// <param name="parameters">What the items have of each parameter, in order.</param>
    public void LaunchBatch<TArrays>(
        Device device, int count, Span<long> slots, ReadOnlySpan<BatchParameter> parameters, TArrays arrays, CancellationToken cancellation)
        where TArrays : struct, ILaunchArrays, allows ref struct =>
        arrays.Launch(slots, new LaunchCall(On(device), cancellation) { Count = count, Parameters = parameters });

    private Kernel Find(Device device)
    {
        var loaded = _loaded.GetValue(device, d => new(d, d.Load(program, name)));
        _last.SetTarget(loaded);
        return loaded.Kernel;
    }

    private sealed record Loaded(Device Device, Kernel Kernel);
}
