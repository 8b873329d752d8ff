using Weft.IR;

namespace Weft.Runtime;

/// <summary>A place where kernels run. Kernels are compiled on first use and kept for the device's life.</summary>
/// <param name="name">What the user calls it, for example <c>cpu</c>.</param>
/// <param name="compiler">Compiles for this device.</param>
public sealed class Device(string name, IKernelCompiler compiler) : IDisposable
{
    private readonly OncePerKey<KernelKey, Kernel> _kernels = new();

    public string Name { get; } = name;

    public string Target => compiler.Target;

    /// <summary>It belongs to the whole process: <see cref="Dispose"/> leaves it as it is.</summary>
    public bool IsShared { get; init; }

    /// <summary>The kernel, compiled now or earlier. Throws <see cref="WeftException"/> when the program has no such entry or
    /// cannot be compiled; a failed compilation is tried again at the next call.</summary>
    public Kernel Load(KernelProgram program, string entry, CancellationToken cancellation = default)
    {
        var key = new KernelKey(program.Hash, entry);
        // Most calls find it: these make nothing.
        return _kernels.TryGet(key, out var kernel) ? kernel : Make(key, program, cancellation);
    }

    public void Dispose()
    {
        if (IsShared) return;
        foreach (var kernel in _kernels.Made) kernel.Dispose();
        _kernels.Clear();
        (compiler as IDisposable)?.Dispose();
    }

    private Kernel Make(KernelKey key, KernelProgram program, CancellationToken cancellation) =>
        _kernels.Get(key, () => Compile(program, key.Entry, cancellation));

    private Kernel Compile(KernelProgram program, string entry, CancellationToken cancellation)
    {
        var signature = program.Find(entry)
            ?? throw new WeftException(
                RuntimeDiagnostics.UnknownKernel.At(default, entry, string.Join(", ", program.Entries.Select(e => e.Name))));
        return new Kernel(signature, compiler.Compile(program, entry, cancellation));
    }

    private sealed record KernelKey(string Hash, string Entry);
}

/// <summary>A compiled kernel or workflow on a device.</summary>
public sealed class Kernel(KernelSignature signature, IExecutable executable) : IDisposable
{
    public KernelSignature Signature { get; } = signature;

    /// <summary>Runs on the caller's memory without copying it; see <see cref="IExecutable.Run"/> for the slots.</summary>
    public void Launch(ReadOnlySpan<long> slots, CancellationToken cancellation = default) => executable.Run(slots, cancellation);

    /// <summary>Runs on each item of a batch.</summary>
    /// <param name="slots">Those of the first item.</param>
    /// <param name="items">As <see cref="Weft.Runtime.LaunchBatch"/> has them.</param>
    /// <param name="apart">Whose arrays must lie apart; null where they need not.</param>
    internal void LaunchBatch(
        int count, ReadOnlySpan<long> slots, ReadOnlySpan<long> items, KernelSignature? apart,
        CancellationToken cancellation)
    {
        var batch = new LaunchBatch(count, Signature, slots, items);
        if (apart is not null) batch.RequireApart(apart);
        executable.RunBatch(batch, cancellation);
    }

    /// <summary>Runs a bound call on this kernel.</summary>
    public void Launch(Invocation invocation, CancellationToken cancellation = default) => invocation.Run(executable, cancellation);

    /// <summary>As <see cref="Launch(Invocation, CancellationToken)"/>, on a thread of the pool.</summary>
    public Task LaunchAsync(Invocation invocation, CancellationToken cancellation = default) =>
        Task.Run(() => invocation.Run(executable, cancellation), cancellation);

    public void Dispose() => executable.Dispose();
}
