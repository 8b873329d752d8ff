using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Weft.Runtime;

/// <summary>
/// One fork-join: a shared place from which the caller and any worker that comes by draw chunks. Nobody waits for workers to
/// arrive; the caller drains the chunks, closes the gate and waits only for those who are inside. A job is used again and
/// again, so a fork allocates nothing.
/// </summary>
internal sealed unsafe class TilePoolJob
{
    // _gate: the number of workers inside in the low bits, and these flags. 0 = free.
    private const int Claimed = 1 << 30;
    private const int Open = 1 << 29;
    private const int CallerParked = 1 << 28;
    private const int Inside = CallerParked - 1;

    private TilePoolWork _work;
    private Exception? _failure;
    private volatile bool _halted;
    private volatile bool _cancelled;
    private int _gate;
    private PaddedCounter _next;

    public bool TryClaim() => Volatile.Read(ref _gate) == 0 && Interlocked.CompareExchange(ref _gate, Claimed, 0) == 0;

    /// <summary>Gives a claim back that no <see cref="Begin"/> followed.</summary>
    public void Unclaim() => Volatile.Write(ref _gate, 0);

    public void Begin(in TilePoolWork work)
    {
        (_work, _failure, _halted, _cancelled) = (work, null, false, false);
        _next.Value = 0;
    }

    /// <summary>Lets workers in. What <see cref="Begin"/> wrote is visible to whoever gets through the gate.</summary>
    public void OpenGate() => Interlocked.Or(ref _gate, Open);

    public bool TryJoin()
    {
        while (true)
        {
            var gate = Volatile.Read(ref _gate);
            if ((gate & Open) == 0 || Volatile.Read(ref _next.Value) >= _work.Count) return false;
            if (Interlocked.CompareExchange(ref _gate, gate + 1, gate) == gate) return true;
        }
    }

    public void Leave()
    {
        // The last one out after the caller went to sleep wakes it; a pulse that comes too late meets nobody or a loop that rechecks.
        if (Interlocked.Decrement(ref _gate) == (Claimed | CallerParked))
            lock (this) Monitor.Pulse(this);
    }

    /// <summary>Runs chunks until none is left or the work is stopped. Never throws: a worker thread has nobody to tell.</summary>
    public void Work(TilePoolFrame frame)
    {
        void* scratch = null;
        try
        {
            if (_work.Managed is null) scratch = frame.Scratch;
        }
        catch (OutOfMemoryException failure)
        {
            Fail(failure);
        }

        while (!_halted && !_work.IsStopped)
        {
            var begin = Volatile.Read(ref _next.Value);
            if (begin >= _work.Count) return;
            var end = _work.EndOf(begin);
            if (Interlocked.CompareExchange(ref _next.Value, end, begin) != begin) continue;
            if (_work.Cancellation.IsCancellationRequested)
            {
                _cancelled = true;
                return;
            }

            if (_work.Managed is { } body) RunManaged(body, begin, end);
            else _work.Native(_work.Argument, begin, end, scratch);
        }
    }

    /// <summary>Lets no more workers in and returns when all who were inside have left.</summary>
    public void CloseGate(TilePoolSpin spin)
    {
        if ((Interlocked.And(ref _gate, ~Open) & Inside) == 0) return;
        for (var wait = spin.Start(); (Volatile.Read(ref _gate) & Inside) != 0;)
        {
            if (wait.Once()) continue;
            Interlocked.Or(ref _gate, CallerParked);
            lock (this)
                while ((Volatile.Read(ref _gate) & Inside) != 0) Monitor.Wait(this);
            return;
        }
    }

    public void Free()
    {
        _work = default;
        Volatile.Write(ref _gate, 0);
    }

    /// <summary>The exception of the body, or of the cancellation if chunks were left out because of it; else null.</summary>
    public ExceptionDispatchInfo? Outcome =>
        _failure is { } failure ? ExceptionDispatchInfo.Capture(failure)
        : _cancelled ? ExceptionDispatchInfo.Capture(new OperationCanceledException(_work.Cancellation))
        : null;

    private void RunManaged(Action<long, long> body, long begin, long end)
    {
        try
        {
            body(begin, end);
        }
#pragma warning disable CA1031 // Whatever the body throws belongs to the caller of Run, not to a worker thread.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Fail(failure);
        }
    }

    private void Fail(Exception failure)
    {
        Interlocked.CompareExchange(ref _failure, failure, null);
        _halted = true;
    }

    // On a cache line of its own: every thread writes it, and the fields around it are only read.
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct PaddedCounter
    {
        [FieldOffset(64)]
        public long Value;
    }
}
