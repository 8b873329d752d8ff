using System.Runtime.CompilerServices;
using Weft.Runtime;

namespace Weft.Backends.Tests;

public sealed class KernelEntryTests
{
    private static readonly KernelProgram s_program = new(ReadOnlyMemory<byte>.Empty, "hash", [new KernelSignature("k", [])]);

    [Fact]
    public void Each_device_keeps_its_own_kernel()
    {
        var entry = new KernelEntry("k", () => s_program);
        using var a = new Device("a", new Nothing());
        using var b = new Device("b", new Nothing());
        var (onA, onB) = (entry.On(a), entry.On(b));
        Assert.NotSame(onA, onB);
        for (var i = 0; i < 3; i++)
        {
            Assert.Same(onA, entry.On(a));
            Assert.Same(onB, entry.On(b));
        }
    }

    [Fact]
    public void A_failed_compilation_is_tried_again()
    {
        var entry = new KernelEntry("missing", () => s_program);
        using var device = new Device("a", new Nothing());
        Assert.Throws<WeftException>(() => entry.On(device));
        Assert.Throws<WeftException>(() => entry.On(device));
    }

    [Fact]
    public void No_device_is_kept_alive()
    {
        var entry = new KernelEntry("k", () => s_program);
        var device = Use(entry);
        for (var i = 0; i < 10 && device.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(device.IsAlive);
        GC.KeepAlive(entry);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Use(KernelEntry entry)
    {
        var device = new Device("a", new Nothing());
        entry.On(device);
        entry.On(device);
        return new(device);
    }

    private sealed class Nothing : IKernelCompiler, IExecutable
    {
        public string Target => "nothing";

        public IExecutable Compile(KernelProgram program, string entry, CancellationToken cancellation) => new Nothing();

        public void Run(ReadOnlySpan<long> slots, CancellationToken cancellation)
        {
        }

        public void Dispose()
        {
        }
    }
}
