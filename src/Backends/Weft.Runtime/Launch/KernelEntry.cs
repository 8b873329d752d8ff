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
    public Kernel On(Device device) =>
        _last.TryGetTarget(out var last) && last.Device == device ? last.Kernel : Find(device);

    private Kernel Find(Device device)
    {
        var loaded = _loaded.GetValue(device, d => new(d, d.Load(program, name)));
        _last.SetTarget(loaded);
        return loaded.Kernel;
    }

    private sealed record Loaded(Device Device, Kernel Kernel);
}
