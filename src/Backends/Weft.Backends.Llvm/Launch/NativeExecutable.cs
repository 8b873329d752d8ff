using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Weft.Runtime;

namespace Weft.Backends.Llvm;

/// <summary>A kernel in machine code. It keeps its module loaded, and a call in progress keeps both.</summary>
public sealed unsafe class NativeExecutable : IExecutable
{
    // The argument block is on the stack of the caller.
    private const int MaximumSlots = 4096;

    private readonly NativeEntry _entry;
    private readonly TilePool _pool;
    private readonly LaunchAnchor _anchor;
    private readonly delegate* unmanaged<void*, long, long, void*, void> _function;

    /// <summary>Throws <see cref="WeftException"/> when the module was loaded without the entry's symbol.</summary>
    public NativeExecutable(LoadedModule module, NativeEntry entry, TilePool pool)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(entry.SlotCount, MaximumSlots);
        (_entry, _pool) = (entry, pool);
        _function = (delegate* unmanaged<void*, long, long, void*, void>)module.Find(entry.Symbol);
        _anchor = new(module, pool);
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    public void Run(ReadOnlySpan<long> slots, CancellationToken cancellation)
    {
        if (slots.Length != _entry.SlotCount)
            throw new ArgumentException($"'{_entry.Kernel}' takes {_entry.SlotCount} slots, but {slots.Length} were given", nameof(slots));
        cancellation.ThrowIfCancellationRequested();

        var referenced = false;
        LaunchContext context = default;
        context.Pool = _anchor.Pool;
        context.ParallelFor = &LaunchCallbacks.ParallelFor;
        context.Alloc = &LaunchCallbacks.Alloc;
        context.Free = &LaunchCallbacks.Free;
        context.Memory.Initialize(_entry.MemoryLimit);
        if (_entry.Output is { } output)
        {
            context.HostCall = &LaunchCallbacks.HostCall;
            context.PrintMemory = &LaunchCallbacks.PrintMemory;
            context.Output = GCHandle.ToIntPtr(GCHandle.Alloc(output));
        }

        var arguments = stackalloc long[slots.Length + 1];
        arguments[0] = (long)&context;
        slots.CopyTo(new(arguments + 1, slots.Length));

        try
        {
            _anchor.DangerousAddRef(ref referenced);
            if (_entry.Output is null) Call(&context, arguments, cancellation);
            else CallProgram((nint)(&context), (nint)arguments, cancellation);
        }
        finally
        {
            context.Memory.FreeAll();
            if (context.Output != 0) GCHandle.FromIntPtr(context.Output).Free();
            if (referenced) _anchor.DangerousRelease();
        }

        // One load for the common case; the order is that of importance.
        if (*LaunchContext.StopWord(&context) != 0) ThrowFor(in context, cancellation);
    }

    /// <inheritdoc/>
    public void RunBatch(LaunchBatch batch, CancellationToken cancellation) => _pool.Run(batch.Count, grain: 0, (begin, end) =>
    {
        for (var item = (int)begin; item < end; item++) batch.Run(this, item, cancellation);
    }, cancellation);

    public void Dispose() => _anchor.Dispose();

    private void CallProgram(nint context, nint arguments, CancellationToken cancellation) => ProgramStack.Run(limit =>
    {
        ((LaunchContext*)context)->StackLimit = limit;
        Call((LaunchContext*)context, (long*)arguments, cancellation);
    });

    private void Call(LaunchContext* context, long* arguments, CancellationToken cancellation)
    {
        if (!cancellation.CanBeCanceled)
        {
            _function(arguments, 0, 1, null);
            return;
        }

        // Disposing the registration waits for a callback in progress: the context outlives every write to it.
        using var registration = cancellation.UnsafeRegister(static signal => ((StopSignal)signal!).Raise(), new StopSignal(context));
        _function(arguments, 0, 1, null);
    }

    private void ThrowFor(in LaunchContext context, CancellationToken cancellation)
    {
        if (context.HostFailure != 0)
        {
            var handle = GCHandle.FromIntPtr(context.HostFailure);
            var failure = (Exception)handle.Target!;
            handle.Free();
            ExceptionDispatchInfo.Throw(failure);
        }

        if (context.Faulted == 0) throw new OperationCanceledException(cancellation);
        var sites = _entry.FaultSites;
        if ((uint)context.FaultSite >= (uint)sites.Length)
            throw new InvalidOperationException($"kernel '{_entry.Kernel}' reports fault site {context.FaultSite} of {sites.Length}");
        var site = sites[context.FaultSite];
        throw new KernelFaultException(new(site.Kind, _entry.Kernel, site.Location, site.Subject, context.FaultIndex, context.FaultBound));
    }

    private sealed class StopSignal(LaunchContext* context)
    {
        private readonly LaunchContext* _context = context;

        public void Raise() => Volatile.Write(ref _context->Stop, 1);
    }
}
