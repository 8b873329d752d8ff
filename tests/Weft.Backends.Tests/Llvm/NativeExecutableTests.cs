using Weft.Backends.Llvm;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends.Tests;

public sealed unsafe class NativeExecutableTests(LlvmFixture llvm)
{
    [Fact]
    public void Saxpy_computes_in_the_callers_memory()
    {
        using var saxpy = llvm.Executable(Modules.Saxpy("launch_saxpy"), "launch_saxpy", slots: 5);
        float[] x = [1, 2, 3, 4, 5];
        float[] y = [10, 20, 30, 40, 50];
        fixed (float* px = x, py = y)
            saxpy.Run([BitConverter.SingleToUInt32Bits(2f), (long)px, 5, (long)py, 5], CancellationToken.None);
        Assert.Equal([12f, 24f, 36f, 48f, 60f], y);
    }

    [Fact]
    public void Kernel_calls_the_mathematics_library()
    {
        using var kernel = llvm.Executable(Modules.Libm("launch_libm"), "launch_libm", slots: 1);
        var value = 1.5f;
        kernel.Run([(long)&value], CancellationToken.None);
        Assert.Equal(MathF.Exp(3f), value, tolerance: 1e-4f);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public void Parallel_loop_covers_its_range(int count)
    {
        using var kernel = llvm.Executable(Modules.ParallelSquares($"squares{count}"), $"squares{count}", slots: 2);
        var squares = new long[count + 1];
        fixed (long* p = squares) kernel.Run([(long)p, count], CancellationToken.None);
        Assert.Equal(Enumerable.Range(0, count).Select(i => (long)i * i).Append(0), squares);
    }

    [Fact]
    public void First_fault_of_a_parallel_loop_is_thrown_with_its_site()
    {
        var site = Location.At("k.weft", 7, 3);
        using var kernel = llvm.Executable(Modules.ParallelFault("faulty"), "faulty", slots: 1,
            [new(FaultKind.DivisionByZero, default, ""), new(FaultKind.IndexOutOfRange, site, "x")]);
        kernel.Run([5], CancellationToken.None);
        var e = Assert.Throws<KernelFaultException>(() => kernel.Run([1000], CancellationToken.None));
        Assert.Equal(new KernelFault(FaultKind.IndexOutOfRange, "faulty", site, "x", e.Fault.Index, 5), e.Fault);
        Assert.InRange(e.Fault.Index, 5, 999);
        Assert.StartsWith("k.weft:7:3: error WF4001: kernel 'faulty'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancellation_stops_a_running_loop_that_polls()
    {
        using var kernel = llvm.Executable(Modules.Endless("endless"), "endless", slots: 1);
        using var cancellation = new CancellationTokenSource();
        var started = 0L;
        var address = (long)&started;
        var canceller = new Thread(() =>
        {
            SpinWait.SpinUntil(() => Volatile.Read(ref *(long*)address) != 0);
            cancellation.Cancel();
        });
        canceller.Start();
        var e = Assert.ThrowsAny<OperationCanceledException>(() => kernel.Run([address], cancellation.Token));
        Assert.Equal(cancellation.Token, e.CancellationToken);
        canceller.Join();
    }

    [Fact]
    public void Cancelled_launch_does_not_start()
    {
        using var kernel = llvm.Executable(Modules.Saxpy("not_started"), "not_started", slots: 5);
        Assert.ThrowsAny<OperationCanceledException>(() => kernel.Run([0, 0, 1, 0, 1], new(canceled: true)));
    }

    [Theory]
    [InlineData(100, 64, true)]
    [InlineData(0, 0, true)]
    [InlineData(1000, 4096, true)]
    [InlineData(-1, 64, false)]
    [InlineData(100, 48, false)]
    [InlineData(100, long.MinValue, false)]
    [InlineData((1 << 20) + 1, 64, false)]
    [InlineData(long.MaxValue, 64, false)]
    public void Temporary_arrays_are_aligned_and_limited(long bytes, long alignment, bool succeeds)
    {
        var name = $"alloc_{(ulong)bytes}_{(ulong)alignment}";
        using var kernel = llvm.Executable(Modules.Allocate(name), name, slots: 4);
        foreach (var free in (long[])[0, 1])
        {
            // More launches than the limit has room for: each gives back what it took, freed by the kernel or not.
            for (var i = 0; i < 3; i++)
            {
                long address;
                kernel.Run([bytes, alignment, (long)&address, free], CancellationToken.None);
                Assert.Equal(succeeds, address != 0);
                Assert.Equal(0, address % Math.Max(64, succeeds ? alignment : 1));
            }
        }
    }

    [Fact]
    public void Launch_memory_counts_what_is_in_use()
    {
        LaunchMemory memory = default;
        memory.Initialize(1000);
        var first = memory.Allocate(600, 0);
        Assert.True(memory.Allocate(600, 0) == null);
        memory.Free(first);
        var second = memory.Allocate(600, 0);
        var third = memory.Allocate(400, 256);
        Assert.True(second != null && third != null && (long)third % 256 == 0);
        memory.Free(second);
        memory.FreeAll();
    }

    [Fact]
    public void Wrong_number_of_slots_is_refused()
    {
        using var kernel = llvm.Executable(Modules.Saxpy("slots"), "slots", slots: 5);
        Assert.Throws<ArgumentException>(() => kernel.Run([1, 2], CancellationToken.None));
    }

    [Fact]
    public void Executable_may_be_disposed_while_it_runs()
    {
        var kernel = llvm.Executable(Modules.Endless("disposed"), "disposed", slots: 1);
        using var cancellation = new CancellationTokenSource();
        var started = 0L;
        var address = (long)&started;
        var run = Task.Run(() => kernel.Run([address], cancellation.Token));
        SpinWait.SpinUntil(() => Volatile.Read(ref *(long*)address) != 0);
        kernel.Dispose();
        cancellation.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => run.GetAwaiter().GetResult());
        Assert.Throws<ObjectDisposedException>(() => kernel.Run([address], CancellationToken.None));
    }

    [Fact]
    public void Failure_of_the_pool_reaches_the_caller()
    {
        using var module = llvm.Load(Modules.ParallelSquares("poolless"), "poolless");
        var pool = new TilePool(new() { Threads = 1 });
        using var kernel = new NativeExecutable(module, new("poolless", "poolless", 2, []), pool);
        pool.Dispose();
        var buffer = stackalloc long[8];
        var address = (long)buffer;
        Assert.Throws<ObjectDisposedException>(() => kernel.Run([address, 8], CancellationToken.None));
    }

    [Fact]
    public void Kernels_run_from_several_threads_at_once()
    {
        using var kernel = llvm.Executable(Modules.ParallelSquares("many"), "many", slots: 2);
        Parallel.For(0, 64, _ =>
        {
            var squares = new long[100];
            fixed (long* p = squares) kernel.Run([(long)p, 100], CancellationToken.None);
            Assert.Equal(99 * 99, squares[99]);
        });
    }
}
