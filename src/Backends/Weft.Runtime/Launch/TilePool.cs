namespace Weft.Runtime;

/// <summary>
/// Threads that share the tiles of a launch. A call hands out chunks of <c>[0, count)</c> in order to whoever is free, the
/// calling thread included, and returns when all have run. Several threads may call at once; a call from inside a tile runs
/// on the thread that makes it.
/// </summary>
public sealed unsafe class TilePool : IDisposable
{
    // Concurrent calls that can share the workers; further ones run on their own thread.
    private const int JobSlots = 16;

    // A chunk is this part of what each thread would get of the rest: the first are small enough for tiles of unequal cost, and there are
    // few enough of them all to keep the counter cool.
    private const int SharesPerThread = 4;

    // One thread has nothing to even out; its chunks only bound the time until it looks at the stop flag.
    private const int ChunkOfOneThread = 1 << 16;

    /// <summary>The frame of the tile that this thread is running: native code carries no identity of its thread.</summary>
    [ThreadStatic]
    private static TilePoolFrame? t_frame;

    private readonly TilePoolFrame[] _slots = new TilePoolFrame[JobSlots];
    private readonly Thread[] _workers;
    private readonly TilePoolSpin _spin;
    private readonly object _parking = new();
    private readonly int _scratchBytes;
    private long _epoch;
    private int _parked;
    private volatile bool _disposed;

    public TilePool(TilePoolOptions? options = null)
    {
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(options.ScratchBytes);
        _spin = new(options.Spin);
        _scratchBytes = options.ScratchBytes;
        for (var i = 0; i < _slots.Length; i++) _slots[i] = new(this, _scratchBytes);
        _workers = new Thread[options.Threads - 1];
        for (var i = 0; i < _workers.Length; i++)
        {
            _workers[i] = new(WorkerLoop) { IsBackground = true, Name = $"weft-tiles-{i + 1}" };
            _workers[i].Start();
        }
    }

    /// <summary>Threads that run tiles, the caller's included.</summary>
    public int Threads => _workers.Length + 1;

    /// <summary>
    /// Runs <paramref name="body"/>(begin, end) over all of <c>[0, count)</c>. After an exception no further chunk starts, and
    /// the first one is thrown here. Throws <see cref="OperationCanceledException"/> when chunks were left out.
    /// </summary>
    /// <param name="grain">The fewest indices that are worth a thread: those of the smallest chunks, but for the last.</param>
    public void Run(long count, long grain, Action<long, long> body, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        cancellation.ThrowIfCancellationRequested();
        Run(new() { Count = count, Grain = GrainFor(grain), Shares = Shares, Managed = body, Cancellation = cancellation });
    }

    /// <summary>Runs native <paramref name="body"/>(argument, begin, end, scratch) over all of <c>[0, count)</c>.</summary>
    /// <param name="grain">The fewest indices that are worth a thread: those of the smallest chunks, but for the last.</param>
    /// <param name="stop">No chunk starts once this is not zero; may be null.</param>
    public void Run(long count, long grain, delegate* unmanaged<void*, long, long, void*, void> body, void* argument, long* stop)
    {
        grain = GrainFor(grain);
        if (grain >= count && count > 0 && !_disposed && t_frame is null && ClaimSlot() is { } slot)
            RunWhole(slot, count, body, argument, stop);
        else
            Run(new() { Count = count, Grain = grain, Shares = Shares, Native = body, Argument = argument, Stop = stop });
    }

    /// <summary>Waits for the calls in progress and ends the threads.</summary>
    public void Dispose()
    {
        if (t_frame?.Pool == this) throw new InvalidOperationException("a tile cannot dispose the pool that runs it");
        if (_disposed) return;
        _disposed = true;
        Wake(_workers.Length);
        foreach (var worker in _workers) worker.Join();
        foreach (var slot in _slots)
        {
            // A claimed slot stays claimed: no later call can use what is freed here.
            for (var wait = new SpinWait(); !slot.Job.TryClaim();) wait.SpinOnce();
            slot.Dispose();
        }
    }

    private void Run(in TilePoolWork work)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (work.Count <= 0) return;
        if (t_frame is { } outer && outer.Pool == this)
        {
            RunHere(outer.Inner, work);
        }
        else if (ClaimSlot() is { } slot)
        {
            RunShared(slot, work);
        }
        else
        {
            using var frame = new TilePoolFrame(this, _scratchBytes);
            RunHere(frame, work);
        }
    }

    private static void RunHere(TilePoolFrame frame, in TilePoolWork work)
    {
        frame.Job.Begin(work);
        WorkIn(frame, frame.Job);
        var outcome = frame.Job.Outcome;
        frame.Job.Free();
        outcome?.Throw();
    }

    // A single chunk is not worth a counter.
    private static void RunWhole(
        TilePoolFrame slot, long count, delegate* unmanaged<void*, long, long, void*, void> body, void* argument, long* stop)
    {
        t_frame = slot;
        try
        {
            if (stop == null || Volatile.Read(ref *stop) == 0) body(argument, 0, count, slot.Scratch);
        }
        finally
        {
            t_frame = null;
            slot.Job.Unclaim();
        }
    }

    private void RunShared(TilePoolFrame slot, in TilePoolWork work)
    {
        var job = slot.Job;
        job.Begin(work);
        var helpers = Math.Min(work.MostChunks - 1, _workers.Length);
        if (helpers > 0)
        {
            job.OpenGate();
            Wake((int)helpers);
        }

        WorkIn(slot, job);
        if (helpers > 0) job.CloseGate(_spin);
        var outcome = job.Outcome;
        job.Free();
        outcome?.Throw();
    }

    private static void WorkIn(TilePoolFrame frame, TilePoolJob job)
    {
        var outer = t_frame;
        t_frame = frame;
        job.Work(frame);
        t_frame = outer;
    }

    private TilePoolFrame? ClaimSlot()
    {
        foreach (var slot in _slots)
            if (slot.Job.TryClaim()) return slot;
        return null;
    }

    private long GrainFor(long grain) => Math.Max(Threads == 1 ? ChunkOfOneThread : 1, grain);

    private long Shares => Threads * SharesPerThread;

    private void WorkerLoop()
    {
        using var frame = new TilePoolFrame(this, _scratchBytes);
        while (!_disposed)
        {
            // Read before the search: a job opened during it changes the epoch, and the search is made again.
            var seen = Volatile.Read(ref _epoch);
            if (JoinAny(frame)) continue;
            for (var wait = _spin.Start(); Volatile.Read(ref _epoch) == seen && !_disposed;)
                if (!wait.Once()) Park(seen);
        }
    }

    private bool JoinAny(TilePoolFrame frame)
    {
        foreach (var slot in _slots)
        {
            if (!slot.Job.TryJoin()) continue;
            WorkIn(frame, slot.Job);
            slot.Job.Leave();
            return true;
        }

        return false;
    }

    private void Wake(int workers)
    {
        Interlocked.Increment(ref _epoch);
        if (Volatile.Read(ref _parked) == 0) return;
        lock (_parking)
            for (var i = Math.Min(workers, _parked); i > 0; i--) Monitor.Pulse(_parking);
    }

    private void Park(long seen)
    {
        lock (_parking)
        {
            // Counted before the epoch is read again, with a full fence: a waker either sees the count or is seen.
            Interlocked.Increment(ref _parked);
            while (Volatile.Read(ref _epoch) == seen && !_disposed) Monitor.Wait(_parking);
            Interlocked.Decrement(ref _parked);
        }
    }
}
