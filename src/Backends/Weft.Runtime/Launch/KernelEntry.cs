using System.Runtime.CompilerServices;

namespace Weft.Runtime;

/// <summary>One entry of a program and its compiled form on each device: what a generated launch class holds.</summary>
/// <param name="name">The entry's name.</param>
/// <param name="load">Gives the program. It is asked again when code of the running process has changed.</param>
public sealed class KernelEntry(string name, Func<KernelProgram> load)
{
    private volatile State? _state;

    /// <summary>The program, as the code of the process has it now.</summary>
    public KernelProgram Program => Current.Program;

    /// <summary>The kernel on a device, compiled now or earlier; throws as <see cref="Device.Load"/> does.</summary>
    public Kernel On(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return Current.On(device, name);
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
        SlotShapes.Check(Program.Find(name)!, slots);
        Launch(device, slots, arrays, cancellation);
    }

    /// <summary>As <see cref="Launch"/>, for a workflow, to which arrays are values: what it writes must not share memory with what else
    /// it takes.</summary>
    /// <exception cref="SharedMemoryException">Two arrays share memory.</exception>
    public void LaunchApart<TArrays>(Device device, Span<long> slots, TArrays arrays, CancellationToken cancellation)
        where TArrays : struct, ILaunchArrays, allows ref struct =>
        arrays.Launch(slots, new LaunchCall(On(device), cancellation) { Apart = Program.Find(name)! });

    /// <summary>Writes the extents of the arrays that a workflow returns, as its signature says them, into their slots.</summary>
    public void MakeExtents(Span<long> slots) => SlotShapes.Make(Program.Find(name)!, slots);

    /// <summary>Runs the kernel on each item of a batch, several at once where the device has threads for them.</summary>
    /// <param name="slots">Those of the first item.</param>
    /// <param name="items">For each parameter how many items it has something for, or <see cref="LaunchBatch.All"/>.</param>
    public void LaunchBatch<TArrays>(
        Device device, int count, Span<long> slots, ReadOnlySpan<long> items, TArrays arrays, CancellationToken cancellation)
        where TArrays : struct, ILaunchArrays, allows ref struct =>
        arrays.Launch(slots, new LaunchCall(On(device), cancellation) { Count = count, Items = items });

    /// <summary>As <see cref="LaunchBatch"/>, for a workflow: what an item writes must not share memory with anything else.</summary>
    /// <exception cref="SharedMemoryException">Two arrays share memory.</exception>
    public void LaunchBatchApart<TArrays>(
        Device device, int count, Span<long> slots, ReadOnlySpan<long> items, TArrays arrays, CancellationToken cancellation)
        where TArrays : struct, ILaunchArrays, allows ref struct =>
        arrays.Launch(
            slots, new LaunchCall(On(device), cancellation) { Count = count, Items = items, Apart = Program.Find(name)! });

    private State Current => _state is { } state && state.Version == HotReload.Version ? state : Load();

    private State Load()
    {
        var version = HotReload.Version;
        var program = load();
        // Most edits change other code: what is compiled stays.
        return _state = _state is { } old && old.Program.Hash == program.Hash ? new(old, version) : new(program, version);
    }

    /// <summary>The program of some version of the process's code, and where it is loaded.</summary>
    private sealed class State(KernelProgram program, int version)
    {
        // Kernels stay compiled as long as their device lives; a launch finds its own without hashing the program.
        private readonly ConditionalWeakTable<Device, Loaded> _loaded = new();

        // Most programs have one device. Weak: the table keeps what it refers to, and keeps no device alive.
        private readonly WeakReference<Loaded?> _last = new(null);

        public State(State other, int version) : this(other.Program, version) => (_loaded, _last) = (other._loaded, other._last);

        public KernelProgram Program => program;

        public int Version => version;

        public Kernel On(Device device, string name) =>
            _last.TryGetTarget(out var last) && last.Device == device ? last.Kernel : Find(device, name);

        private Kernel Find(Device device, string name)
        {
            var loaded = _loaded.GetValue(device, d => new(d, d.Load(program, name)));
            _last.SetTarget(loaded);
            return loaded.Kernel;
        }
    }

    private sealed record Loaded(Device Device, Kernel Kernel);
}
