using System.Runtime.InteropServices;
using Weft.Runtime;

namespace Weft.Backends.Tests;

public sealed unsafe class TilePoolTests
{
    private static readonly TilePoolOptions Parking = new() { Threads = 4, Spin = TimeSpan.Zero, ScratchBytes = 4096 };

    public static TheoryData<int, long, long> Shapes => new()
    {
        { 1, 100, 7 }, { 4, 0, 1 }, { 4, -5, 1 }, { 4, 1, 1 }, { 4, 1000, 1 }, { 4, 1000, 7 }, { 4, 1000, 1000 }, { 4, 1000, 5000 },
        { 4, 1000, 0 }, { 4, 100_003, 0 }, { 4, 10, long.MaxValue },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_index_runs_once(int threads, long count, long grain)
    {
        foreach (var spin in (double[])[0, 40])
        {
            using var pool = new TilePool(Parking with { Threads = threads, Spin = TimeSpan.FromMicroseconds(spin) });
            var visits = new int[Math.Max(count, 0)];
            for (var round = 1; round <= 3; round++)
            {
                pool.Run(count, grain, (begin, end) =>
                {
                    Assert.True(end - begin >= grain || end == count);
                    // Of what is left, a part that others can still share, unless that is less than the grain.
                    if (threads > 1) Assert.True(end - begin <= Math.Max(Math.Max(grain, 1), (count - begin) / threads));
                    for (var i = begin; i < end; i++) Interlocked.Increment(ref visits[i]);
                });
                Assert.All(visits, v => Assert.Equal(round, v));
            }
        }
    }

    [Fact]
    public void Largest_count_does_not_overflow()
    {
        using var pool = new TilePool(Parking);
        var sum = 0L;
        pool.Run(long.MaxValue, long.MaxValue / 3, (begin, end) => Interlocked.Add(ref sum, end - begin));
        Assert.Equal(long.MaxValue, sum);
    }

    [Fact]
    public void Workers_take_part()
    {
        using var pool = new TilePool(Parking with { Threads = 2 });
        using var both = new Barrier(2);
        // Neither chunk can end before the other has begun.
        pool.Run(2, 1, (_, _) => Assert.True(both.SignalAndWait(TimeSpan.FromSeconds(30))));
    }

    [Fact]
    public void Nested_calls_run_on_the_same_thread()
    {
        using var pool = new TilePool(Parking);
        var sum = 0L;
        pool.Run(20, 1, (_, _) =>
        {
            var thread = Environment.CurrentManagedThreadId;
            pool.Run(10, 3, (begin, end) =>
            {
                Assert.Equal(thread, Environment.CurrentManagedThreadId);
                Interlocked.Add(ref sum, end - begin);
            });
        });
        Assert.Equal(200, sum);
    }

    [Fact]
    public void Calls_from_more_threads_than_there_are_job_slots_all_finish()
    {
        using var pool = new TilePool(Parking);
        var sum = 0L;
        using var together = new Barrier(24);
        var threads = Enumerable.Range(0, 24).Select(_ => new Thread(() =>
        {
            together.SignalAndWait();
            for (var i = 0; i < 50; i++) pool.Run(100, 1, (begin, end) => Interlocked.Add(ref sum, end - begin));
        })).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        Assert.Equal(24 * 50 * 100, sum);
    }

    [Fact]
    public void Exception_of_a_chunk_is_thrown_and_stops_the_rest()
    {
        using var pool = new TilePool(Parking);
        var ran = 0;
        var e = Assert.Throws<InvalidTimeZoneException>(() => pool.Run(100_000, 1, (begin, end) =>
        {
            Interlocked.Increment(ref ran);
            if (begin <= 30_000 && end > 30_000) throw new InvalidTimeZoneException("mine");
            Thread.Yield();
        }));
        Assert.Equal("mine", e.Message);
        Assert.InRange(ran, 1, 99_999);
        pool.Run(10, 1, (_, _) => Interlocked.Increment(ref ran));
    }

    [Fact]
    public void Exception_of_a_single_chunk_frees_its_slot()
    {
        using var pool = new TilePool(Parking);
        for (var i = 0; i < 40; i++)
            Assert.Throws<InvalidTimeZoneException>(() => pool.Run(5, 5, (_, _) => throw new InvalidTimeZoneException()));
        using var both = new Barrier(2);
        pool.Run(2, 1, (_, _) => Assert.True(both.SignalAndWait(TimeSpan.FromSeconds(30))));
    }

    [Fact]
    public void A_single_chunk_gets_scratch_obeys_the_stop_word_and_nests()
    {
        using var pool = new TilePool(Parking with { Threads = 1 });
        long sum = 0, stop = 1;
        pool.Run(1000, 0, &AddRange, &sum, &stop);
        Assert.Equal(0, sum);
        pool.Run(1000, 0, &AddRange, &sum, null);
        Assert.Equal(1000, sum);
        var nested = 0L;
        pool.Run(1, 1, (_, _) => pool.Run(10, 3, (begin, end) => nested += end - begin));
        Assert.Equal(10, nested);
    }

    [Fact]
    public void Exception_of_a_nested_call_passes_through()
    {
        using var pool = new TilePool(Parking);
        Assert.Throws<InvalidTimeZoneException>(() =>
            pool.Run(10, 1, (_, _) => pool.Run(1, 1, (_, _) => throw new InvalidTimeZoneException())));
    }

    [Fact]
    public void Cancellation_leaves_chunks_out_and_throws()
    {
        using var pool = new TilePool(Parking);
        using var cancellation = new CancellationTokenSource();
        var ran = 0;
        Assert.ThrowsAny<OperationCanceledException>(() => pool.Run(1_000_000, 1, (begin, _) =>
        {
            if (Interlocked.Increment(ref ran) == 10) cancellation.Cancel();
        }, cancellation.Token));
        Assert.InRange(ran, 10, 999_999);
    }

    [Fact]
    public void Cancellation_after_the_last_chunk_is_too_late()
    {
        using var pool = new TilePool(Parking with { Threads = 1 });
        using var cancellation = new CancellationTokenSource();
        pool.Run(3, 1, (begin, _) =>
        {
            if (begin == 2) cancellation.Cancel();
        }, cancellation.Token);
    }

    [Fact]
    public void Native_body_gets_argument_range_and_aligned_scratch()
    {
        using var pool = new TilePool(Parking);
        var sum = 0L;
        pool.Run(1000, 7, &AddRange, &sum, null);
        Assert.Equal(1000, sum);
    }

    [Fact]
    public void Stop_word_keeps_chunks_from_starting()
    {
        using var pool = new TilePool(Parking);
        long sum = 0, stop = 1;
        pool.Run(1000, 7, &AddRange, &sum, &stop);
        Assert.Equal(0, sum);
    }

    [Fact]
    public void Threads_end_with_the_pool()
    {
        var pool = new TilePool(Parking);
        pool.Run(100, 1, (_, _) => { });
        Assert.Throws<InvalidOperationException>(() => pool.Run(1, 1, (_, _) => pool.Dispose()));
        pool.Dispose();
        pool.Dispose();
        Assert.Throws<ObjectDisposedException>(() => pool.Run(1, 1, (_, _) => { }));
    }

    [UnmanagedCallersOnly]
    private static void AddRange(void* argument, long begin, long end, void* scratch)
    {
        var place = (long*)scratch;
        *place = (nint)scratch % 4096 == 0 ? end - begin : 0;
        Interlocked.Add(ref *(long*)argument, *place);
    }
}
